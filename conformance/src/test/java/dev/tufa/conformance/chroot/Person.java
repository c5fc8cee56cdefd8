package dev.tufa.conformance.chroot;

import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.io.IOException;
import java.nio.file.Files;

/** Somebody at a terminal, who types an answer once they are asked. */
final class Person {
    private static final String AT_A_TERMINAL = """
            answer=$1 command=$2 start=$3
            rm -f /tmp/typed /tmp/screen && mkfifo -m 666 /tmp/typed && : >/tmp/screen && chmod 666 /tmp/screen
            $start script -qec "$command" /dev/null </tmp/typed >/tmp/screen 2>&1 &
            exec 3>/tmp/typed
            tries=0
            until grep -q 'If you agree' /tmp/screen || ! kill -0 $! 2>/dev/null || [ "$tries" -gt 600 ]; do
                sleep 0.1; tries=$((tries + 1))
            done
            printf '%s\\n' "$answer" >&3
            wait $!; code=$?
            cat /tmp/screen
            exit $code
            """;

    /** How {@link #administrator} starts a program. */
    static final String AS_ADMINISTRATOR = "setpriv --reuid=alice --regid=alice --init-groups";

    private Person() {}

    /** Somebody without root's rights whom polkit takes for an administrator: the script by which that begins. */
    static String administrator(DebianRoot debian) throws IOException {
        Files.writeString(debian.shared().resolve("rule"), """
                polkit.addRule(function (action, subject) {
                    if (action.id == "dev.tufa.apt.apply" && subject.user == "alice") { return polkit.Result.YES; }
                });
                """);
        return """
                useradd -m alice; mkdir -p /run/dbus /etc/polkit-1/rules.d; cp /mnt/rule /etc/polkit-1/rules.d/10-test.rules
                dbus-daemon --system --fork; /usr/lib/polkit-1/polkitd --no-debug >/dev/null 2>&1 & sleep 2
                """;
    }

    /**
     * Lets a command ask somebody.
     *
     * @param as how the command is started, such as {@code setpriv --reuid=alice}; nothing for root
     */
    static Answer types(DebianRoot debian, String answer, String command, String as)
            throws IOException, InterruptedException {
        return types(debian, "", answer, command, as);
    }

    /** The same after something else. */
    static Answer types(DebianRoot debian, String first, String answer, String command, String as)
            throws IOException, InterruptedException {
        Answer said = debian.run("sh", "-c", first + AT_A_TERMINAL, "person", answer, command, as);
        return new Answer(said.exit(), said.text().replace("\r", ""));
    }
}

package dev.tufa.conformance.chroot;

import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How people ended, by their names, who opened {@code .apt} files at terminals of one Debian at the same time.
 *
 * @param ended those whose end was waited for
 */
record Terminals(Map<String, Answer> ended) {
    private static final String FUNCTIONS = """
            cd /tmp
            opens() { # NAME COMMAND [WORD...]: somebody opens the file, by a program that starts others as another user
                name=$1 command=$2; shift 2
                mkfifo "$name.typed"; : >"$name.screen"
                sleep 300 >"$name.typed" & # as long as nobody leaves
                "$@" script -qec "$command" /dev/null <"$name.typed" >"$name.screen" 2>&1 &
                eval "process_$name=$!"
            }
            types() { # NAME TEXT
                printf '%s\\n' "$2" >"$1.typed"
            }
            sees() { # NAME TEXT
                tries=0
                until grep -q "$2" "$1.screen"; do
                    sleep 0.1; tries=$((tries + 1))
                    [ "$tries" -lt 600 ] || { echo "expected \\"$2\\" within a minute, got"; cat "$1.screen"; exit 1; }
                done
            }
            ends() { # NAME
                eval "wait \\$process_$1"
                echo "== $1 $?"; cat "$1.screen"; printf '\\n==\\n'
            }
            """;
    private static final Pattern ENDED =
            Pattern.compile("^== (?<name>\\w+) (?<exit>\\d+)\n(?<screen>.*?)^==$", Pattern.MULTILINE | Pattern.DOTALL);

    /**
     * Lets them.
     *
     * @param script in which {@code opens NAME COMMAND}, {@code types NAME TEXT}, {@code sees NAME TEXT} and {@code ends NAME} are words
     */
    static Terminals of(DebianRoot debian, String script) throws IOException, InterruptedException {
        Answer all = debian.shell(FUNCTIONS + script + "\nexit 0");
        if (all.exit() != 0) {
            throw new AssertionError(all.text());
        }
        Map<String, Answer> ended = new TreeMap<>();
        Matcher matcher = ENDED.matcher(all.text().replace("\r", ""));
        while (matcher.find()) {
            ended.put(
                    matcher.group("name"),
                    new Answer(Integer.parseInt(matcher.group("exit")), matcher.group("screen")));
        }
        return new Terminals(ended);
    }

    /** All exit codes. */
    List<Integer> exits() {
        return ended.values().stream().map(Answer::exit).toList();
    }

    /** How somebody ended. */
    Answer of(String name) {
        return Optional.ofNullable(ended.get(name)).orElseThrow(() -> new AssertionError(name + ": expected an end"));
    }
}

package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hook of apt ends every process, or root's side alone, by {@code kill -9}: none of them can do anything about it. */
@Tag("chroot")
@DisplayName("an installation that is cut off")
class InterruptedTest extends OfferedTest {
    private static final String HOOKS = """
            APT::Update::Pre-Invoke { "/cut WRITTEN"; };
            APT::Update::Post-Invoke { "/cut FETCHED"; };
            DPkg::Pre-Invoke { "/cut DOWNLOADED"; };
            DPkg::Post-Invoke { "/cut INSTALLED"; };
            """;
    private static final String CUT = """
            #!/bin/sh
            [ "$(cat /at)" = "$1" ] || exit 0
            rm /at
            kill -9 $(sh /mnt/whom)
            """;
    private static final String JOURNAL = "/var/lib/tufa/apt/journal.json";

    @Override
    void prepare(DebianRoot fresh) throws IOException, InterruptedException {
        Files.writeString(fresh.shared().resolve("hooks"), HOOKS);
        Files.writeString(fresh.shared().resolve("cut"), CUT);
        fresh.require("sh", "-c", """
                install -m 755 /mnt/cut /cut; install -m 644 /mnt/hooks /etc/apt/apt.conf.d/99cut; echo nowhere >/at""");
    }

    @ParameterizedTest
    @EnumSource
    void isFinishedByTheNext(At at) throws Exception {
        cutEverything(at);

        Answer next = debian.shell(offer.install());

        assertThat(next.exit()).as(next.text()).isZero();
        assertThat(next.text()).contains("undo what an earlier process left half done", "done: ");
        requireWhole();
    }

    @ParameterizedTest
    @EnumSource(names = "INSTALLED", mode = EnumSource.Mode.EXCLUDE)
    void isUndoneByANextThatFails(At at) throws Exception {
        cutEverything(at);
        Vendor evil = offer.vendor().copy(offer.folder());
        Substitution.changeFiles(evil.website().resolve("pool"));
        offer.website().serve(evil.website());

        Answer next = debian.shell("rm -f /var/cache/apt/archives/*.deb; " + offer.install());

        assertThat(next.exit()).as(next.text()).isEqualTo(1);
        before.requireSame();
    }

    @Test
    void doesNotClaimThatItWasUndoneIfRootsSideIsGone() throws Exception {
        Answer answer = cut(At.WRITTEN, """
                for each in /proc/[0-9]*; do
                    case $(tr '\\0' ' ' <"$each/cmdline") in /*/bin/java*dev.tufa.helper.HelperMain*) echo "${each#/proc/}" ;; esac
                done""");
        assertThat(answer.exit()).isEqualTo(3);
        assertThat(answer.text())
                .contains("error: /usr/libexec/tufa/tufa-apt-helper: expected an answer, got none")
                .contains("hint: what it left half done, the next tufa apt install undoes first");
        assertThat(debian.require("tufa", "apt", "list")).contains("a change is not done");

        debian.require("sh", "-c", offer.install());

        requireWhole();
    }

    private void cutEverything(At at) throws Exception {
        Answer answer = cut(at, "echo -1");
        assertThat(answer.exit()).as(answer.text()).isEqualTo(128 + 9);
        debian.require("test", "-e", JOURNAL);
        assertThat(debian.run("acme").exit()).isEqualTo(at == At.INSTALLED ? 0 : 127);
    }

    /** Begins to install, as a process that the cut does not reach. */
    private Answer cut(At at, String whom) throws Exception {
        Files.writeString(debian.shared().resolve("whom"), whom);
        return debian.shell("echo %s >/at; %s; exit $?".formatted(at, offer.install()));
    }

    /** As if nothing had happened. */
    private void requireWhole() throws Exception {
        DebianRoot whole = offer.debian(file);
        prepare(whole);
        whole.require("sh", "-c", offer.install());
        assertThat(debian.digests("/etc")).isEqualTo(whole.digests("/etc"));
        assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
        assertThat(debian.require("tufa", "apt", "list"))
                .isEqualTo(whole.require("tufa", "apt", "list"))
                .contains("installed: acme 1.0");
        assertThat(debian.run("test", "-e", JOURNAL).exit()).isEqualTo(1);
    }

    /** When. */
    enum At {
        /** The list of sources is, and nothing is fetched. */
        WRITTEN,
        FETCHED,
        /** The record is written as well. */
        DOWNLOADED,
        /** All but the journal's end. */
        INSTALLED
    }
}

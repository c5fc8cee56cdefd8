package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A29. */
@Tag("chroot")
@DisplayName("tufa apt install, opened")
class OneAtATimeTest extends OfferedTest {
    private static final int ASKED = 4;
    private static final int NOT_ASKED = 3;

    @ParameterizedTest(name = "and again after {0} seconds: the second does nothing, and the first gives up")
    @ValueSource(strings = {"0", "0.001", "0.1", "4.9"})
    void twice(String seconds) throws Exception {
        Terminals ended = terminals("""
                opens first "$open"; sleep %s; opens second "$open"
                ends first; ends second""".formatted(seconds));
        assertThat(ended.exits()).containsExactlyInAnyOrder(ASKED, NOT_ASKED);
        if (seconds.equals("4.9")) {
            assertThat(ended.of("first").exit()).isEqualTo(ASKED);
        }
        ended.ended().values().forEach(OneAtATimeTest::requireReason);
        before.requireSame();
    }

    @Test
    void threeTimesAtOnceInstallsNothing() throws Exception {
        Terminals ended = terminals("""
                opens first "$open"; opens second "$open"; opens third "$open"
                ends first; ends second; ends third""");
        assertThat(ended.exits()).containsExactlyInAnyOrder(ASKED, NOT_ASKED, NOT_ASKED);
        ended.ended().values().forEach(OneAtATimeTest::requireReason);
        before.requireSame();
    }

    @Test
    void againOnceThePersonHasAgreedDoesNotStopTheFirst() throws Exception {
        Terminals ended = terminals(holdingDpkg() + """
                opens first "$open"; sees first 'If you agree'; types first apt.example.org
                until [ -e /held ]; do sleep 0.1; done
                opens second "$open"; ends second
                rm /hold; ends first""");
        assertThat(ended.of("second").exit()).isEqualTo(NOT_ASKED);
        requireReason(ended.of("second"));
        assertThat(ended.of("first").exit()).as(ended.of("first").text()).isZero();
        assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
    }

    @Test
    void byTwoUsersAsksBothAndRootsSideServesOne() throws Exception {
        Terminals ended =
                terminals(Person.administrator(debian) + holdingDpkg() + """
                opens root "$open"; opens alice "$open" %s
                sees root 'If you agree'; sees alice 'If you agree'
                types root apt.example.org
                until [ -e /held ]; do sleep 0.1; done
                types alice apt.example.org; ends alice
                rm /hold; ends root""".formatted(Person.AS_ADMINISTRATOR));
        assertThat(ended.of("alice").exit()).as(ended.of("alice").text()).isEqualTo(3);
        assertThat(ended.of("alice").text())
                .contains("error: expected to be alone, got another such process on this system");
        assertThat(ended.of("root").exit()).as(ended.of("root").text()).isZero();
        assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
    }

    @Test
    void afterOneThatWasKilledAsksAtOnce() throws Exception {
        Terminals ended = terminals("""
                opens first "$open"; sees first 'If you agree'
                for each in /proc/[0-9]*; do
                    case $(tr '\\0' ' ' <"$each/cmdline") in /*/bin/java*'/mnt/acme.apt '*) kill -9 "${each#/proc/}" ;; esac
                done
                ends first
                opens second "$open"; sees second 'If you agree'; types second apt.example.org; ends second""");
        assertThat(ended.of("first").exit()).isEqualTo(128 + 9);
        assertThat(ended.of("second").exit()).as(ended.of("second").text()).isZero();
        assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
    }

    @Nested
    @DisplayName("after two that came together")
    class Afterwards {
        @Test
        void asksNobodyForFiveSecondsAndThenAgain() throws Exception {
            Terminals ended = terminals("""
                    opens first "$open"; opens second "$open"; ends first; ends second
                    while :; do touch /tmp/tufa-apt-0/disturbed; sleep 0.1; done & clock=$!
                    opens third "$open"; ends third
                    kill $clock; wait $clock; touch -d '5 seconds ago' /tmp/tufa-apt-0/disturbed
                    opens fourth "$open"; sees fourth 'If you agree'; types fourth apt.example.org; ends fourth""");
            assertThat(ended.of("third").exit()).isEqualTo(NOT_ASKED);
            requireReason(ended.of("third"));
            assertThat(ended.of("fourth").exit()).as(ended.of("fourth").text()).isZero();
            assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
        }
    }

    private Terminals terminals(String script) throws IOException, InterruptedException {
        return Terminals.of(debian, "open='%s'\n".formatted(Offer.open()) + script);
    }

    /** Has dpkg wait before it begins, as long as there is a file {@code /hold}. */
    private String holdingDpkg() throws IOException {
        Files.writeString(debian.shared().resolve("hold"), """
                #!/bin/sh
                touch /held
                while [ -e /hold ]; do sleep 0.1; done
                """);
        return """
                install -m 755 /mnt/hold /hold-dpkg; touch /hold
                echo 'DPkg::Pre-Invoke { "/hold-dpkg"; };' >/etc/apt/apt.conf.d/99hold
                """;
    }

    private static void requireReason(Answer ended) {
        if (ended.exit() == ASKED) {
            assertThat(ended.text())
                    .contains(
                            "error: two files were opened at the same time: nothing was installed; open the one that you"
                                    + " want again");
        } else {
            assertThat(ended.text())
                    .contains("error: expected to be the only one who asks, got another that does or did just now")
                    .doesNotContain("If you agree");
        }
    }
}

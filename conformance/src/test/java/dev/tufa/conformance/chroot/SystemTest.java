package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.conformance.chroot.DebianRoot.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("chroot")
@DisplayName("tufa apt install on a system")
class SystemTest extends OfferedTest {
    @Nested
    @DisplayName("asks a person")
    class Asks {
        @Test
        void whoTypesTheHostAndGetsTheProgram() throws Exception {
            Answer answer = Person.types(debian, Website.HOST, Offer.open(), "");
            assertThat(answer.text()).contains("If you agree, type apt.example.org:", "acme 1.0 will be installed");
            assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
        }

        @Test
        void whoTypesSomethingElseAndGetsNothing() throws Exception {
            Answer answer = Person.types(debian, "yes", Offer.open(), "");
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text()).contains("nobody agreed");
            before.requireSame();
        }

        @Test
        void andNobodyElseIfThereIsNone() throws Exception {
            Answer answer = debian.shell("tufa apt install /mnt/acme.apt </dev/null");
            assertThat(answer.exit()).isEqualTo(2);
            assertThat(answer.text()).contains("expected a person at a terminal who agrees, got none");
            before.requireSame();
        }

        @Test
        void byPkexecWhoeverPolkitTakesForAnAdministrator() throws Exception {
            Answer answer = Person.types(
                    debian, Person.administrator(debian), Website.HOST, Offer.open(), Person.AS_ADMINISTRATOR);
            assertThat(answer.text()).contains("done: ");
            assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
        }
    }

    @Nested
    @DisplayName("does nothing")
    class Refuses {
        @Test
        void whileAnotherProcessHasDpkgsLock() throws Exception {
            String holder = "perl -e 'use Fcntl; open F, \"+>\", \"/var/lib/dpkg/lock-frontend\";"
                    + " my $l = pack(\"s s x4 q q i\", F_WRLCK, 0, 0, 0, 0); fcntl F, F_SETLK, $l or die; sleep 300' & sleep 1; ";
            Answer answer = debian.shell(holder + offer.install());
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text()) // after a minute, in the words of several versions of apt
                    .containsPattern("(Could not get lock|lock \\()/var/lib/dpkg/lock-frontend");
            before.requireSame();
            debian.require("sh", "-c", offer.install());
            assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
        }

        @Test
        void ifAptCannotReadItsSourcesAlready() throws Exception {
            debian.require("sh", "-c", "echo 'Types: deb' >/etc/apt/sources.list.d/broken.sources");
            before = Before.of(debian);
            Answer answer = debian.shell(offer.install());
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text()).contains("broken.sources", "apt reads none of its sources if it cannot read one");
            before.requireSame();
        }

        @Test
        void ifTheArchiveIsListedAlready() throws Exception {
            debian.require(
                    "sh",
                    "-c",
                    "echo 'deb [trusted=yes] %s stable main' >/etc/apt/sources.list.d/acme.list"
                            .formatted(offer.website().address()));
            before = Before.of(debian);
            Answer answer = debian.shell(offer.install());
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text()).contains("/etc/apt/sources.list.d/acme.list: line 1: expected no entry for ");
            before.requireSame();
        }

        @Test
        void ofWhatAnotherLsbReleaseSays() throws Exception {
            debian.require("sh", "-c", """
                    mkdir /evil && printf '#!/bin/sh\\ntouch /tmp/was-run\\necho Ubuntu\\n' >/evil/lsb_release && chmod 755 /evil/lsb_release""");
            debian.require("sh", "-c", "PATH=/evil:$PATH " + offer.install());
            assertThat(debian.run("test", "-e", "/tmp/was-run").exit()).isEqualTo(1);
            assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
        }

        @Test
        void withAnotherFingerprint() throws Exception {
            Answer answer = debian.shell(
                    "tufa apt install --yes --fingerprint 0123456789ABCDEF0123456789ABCDEF01234567 /mnt/acme.apt");
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text())
                    .contains("expected a file signed by 0123456789ABCDEF0123456789ABCDEF01234567, got ");
            before.requireSame();
        }
    }
}

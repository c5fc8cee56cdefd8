package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.archive.AptFileOptions.Way;
import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@Tag("chroot")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("tufa apt install on a system")
class SystemTest {
    private static final String INSTALL = "tufa apt install /mnt/acme.apt";

    private Path temporary;

    private final Instant now = MadeArchive.realTime();
    private Website website;
    private DebianRoot pristine;
    private DebianRoot debian;
    private byte[] file;
    private String before;
    private int count;

    @BeforeAll
    void begin(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        temporary = folder;
        website = Website.of(temporary, temporary);
        Vendor vendor = Vendor.in(
                temporary.resolve("vendor"),
                website.address(),
                Optional.of(Duration.ofDays(30)),
                now.minusSeconds(600));
        website.serve(vendor.website());
        vendor.publish(now.minusSeconds(590), vendor.program("1.0"));
        pristine = Installed.in(temporary.resolve("debian"));
        website.introduceTo(pristine);
        file = vendor.aptFile(Way.TUF, now.minusSeconds(580), Vendor.PROGRAM);
        Files.write(pristine.shared().resolve("acme.apt"), file);
    }

    @AfterAll
    void end() {
        website.close();
    }

    @BeforeEach
    void fork(TestInfo test) throws Exception {
        count++;
        debian = pristine.fork(temporary.resolve("test" + count));
        before = debian.digests("/etc");
    }

    private String install() throws Exception {
        return "tufa apt install --yes --fingerprint %s /mnt/acme.apt".formatted(Vendor.signer(file, now));
    }

    private void assertNothingHappened() throws Exception {
        assertThat(debian.digests("/etc")).isEqualTo(before);
        assertThat(debian.run("acme").exit()).isEqualTo(127);
        assertThat(
                        debian.require(
                                "sh",
                                "-c",
                                "find /var/lib/tufa /var/lib/apt-transport-tuf/archives -mindepth 2 -name '*.json' 2>/dev/null; :"))
                .isEmpty();
    }

    @Nested
    @DisplayName("asks a person")
    class Asks {
        @Test
        void whoTypesTheHostAndGetsTheProgram() throws Exception {
            Answer answer = Person.types(debian, Website.HOST, INSTALL, "");
            assertThat(answer.text()).contains("If you agree, type apt.example.org:", "acme 1.0 will be installed");
            assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
        }

        @Test
        void whoTypesSomethingElseAndGetsNothing() throws Exception {
            Answer answer = Person.types(debian, "yes", INSTALL, "");
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text()).contains("nobody agreed");
            assertThat(debian.digests("/etc")).isEqualTo(before);
        }

        @Test
        void andNobodyElseIfThereIsNone() throws Exception {
            Answer answer = debian.shell("tufa apt install /mnt/acme.apt </dev/null");
            assertThat(answer.exit()).isEqualTo(2);
            assertThat(answer.text()).contains("expected a person at a terminal who agrees, got none");
            assertNothingHappened();
        }

        @Test
        void byPkexecWhoeverPolkitTakesForAnAdministrator() throws Exception {
            Files.writeString(debian.shared().resolve("rule"), """
                    polkit.addRule(function (action, subject) {
                        if (action.id == "dev.tufa.apt.apply" && subject.user == "alice") { return polkit.Result.YES; }
                    });
                    """);
            String daemons = """
                    useradd -m alice; mkdir -p /run/dbus /etc/polkit-1/rules.d; cp /mnt/rule /etc/polkit-1/rules.d/10-test.rules
                    dbus-daemon --system --fork; /usr/lib/polkit-1/polkitd --no-debug >/dev/null 2>&1 & sleep 2
                    """;
            Answer answer = Person.types(
                    debian, daemons, Website.HOST, INSTALL, "setpriv --reuid=alice --regid=alice --init-groups");
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
            Answer answer = debian.shell(holder + install());
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text()).contains("Could not get lock /var/lib/dpkg/lock-frontend"); // after a minute
            assertNothingHappened();
            debian.require("sh", "-c", install());
            assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
        }

        @Test
        void ifAptCannotReadItsSourcesAlready() throws Exception {
            debian.require("sh", "-c", "echo 'Types: deb' >/etc/apt/sources.list.d/broken.sources");
            before = debian.digests("/etc");
            Answer answer = debian.shell(install());
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text()).contains("broken.sources", "apt reads none of its sources if it cannot read one");
            assertNothingHappened();
        }

        @Test
        void ifTheArchiveIsListedAlready() throws Exception {
            debian.require(
                    "sh",
                    "-c",
                    "echo 'deb [trusted=yes] %s stable main' >/etc/apt/sources.list.d/acme.list"
                            .formatted(website.address()));
            before = debian.digests("/etc");
            Answer answer = debian.shell(install());
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text()).contains("/etc/apt/sources.list.d/acme.list: line 1: expected no entry for ");
            assertNothingHappened();
        }

        @Test
        void ofWhatAnotherLsbReleaseSays() throws Exception {
            debian.require("sh", "-c", """
                    mkdir /evil && printf '#!/bin/sh\\ntouch /tmp/was-run\\necho Ubuntu\\n' >/evil/lsb_release && chmod 755 /evil/lsb_release""");
            debian.require("sh", "-c", "PATH=/evil:$PATH " + install());
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
            assertNothingHappened();
        }
    }
}

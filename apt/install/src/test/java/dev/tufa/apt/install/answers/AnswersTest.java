package dev.tufa.apt.install.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are those of apt 2.6.1 and 3.0.3. */
@DisplayName("What apt answers")
class AnswersTest {
    @Nested
    @DisplayName("apt-get --simulate")
    class Simulated {
        @Test
        void namesWhatComesAndInWhosePlace() throws IOException {
            Transaction transaction = Transaction.read("""
                    Reading package lists...
                    The following packages will be upgraded:
                      bash
                    Inst bash [5.2.15-2+b7] (99-1 Acme:stable [amd64])
                    Inst zlib1g:i386 (1:1.2.13.dfsg-1 Debian:12.5/stable, Debian-Security:12/stable-security [i386])
                    Inst acme-data [1.0] (2.0 127.0.0.1 [all]) []
                    Conf bash (99-1 Acme:stable [amd64])
                    """);
            assertThat(transaction.removed()).isEmpty();
            assertThat(transaction.installed())
                    .containsExactly(
                            new Transaction.Arrival("bash", Optional.of("5.2.15-2+b7"), "99-1", "amd64"),
                            new Transaction.Arrival("zlib1g:i386", Optional.empty(), "1:1.2.13.dfsg-1", "i386"),
                            new Transaction.Arrival("acme-data", Optional.of("1.0"), "2.0", "all"));
            assertThat(transaction.installed().get(1).plainName()).isEqualTo("zlib1g");
        }

        @Test
        void namesWhatGoes() throws IOException {
            Transaction transaction = Transaction.read("Remv bash [5.2.15-2+b8]\nPurg sl:i386 [5.02-1] [cowsay ]\n");
            assertThat(transaction.removed()).containsExactly("bash", "sl:i386");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Inst bash", "Inst bash (99-1)", "Inst bash [1] [2]", "Remv "})
        void isNotGuessedAt(String line) {
            assertThatThrownBy(() -> Transaction.read(line))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("apt-get: expected")
                    .hasMessageEndingWith("got \"%s\"".formatted(line));
        }
    }

    @Nested
    @DisplayName("apt-get --print-uris")
    class Addresses {
        @Test
        void sayFromWhere() throws IOException {
            List<PackageAddress> addresses = PackageAddress.read("""
                    'http://deb.debian.org/debian/pool/main/s/sl/sl_5.02-1%2bb1_amd64.deb' sl_5.02-1+b1_amd64.deb 13172 MD5Sum:8457ce61d144ab89e72a83c17cf74271
                    'tuf+https://apt.example.org/pool/a/acme/acme_1%3a2.0_all.deb' acme_1%3a2.0_all.deb 100
                    """);
            assertThat(addresses)
                    .containsExactly(
                            new PackageAddress(
                                    "http://deb.debian.org/debian/pool/main/s/sl/sl_5.02-1%2bb1_amd64.deb",
                                    "sl", "5.02-1+b1", 13_172),
                            new PackageAddress(
                                    "tuf+https://apt.example.org/pool/a/acme/acme_1%3a2.0_all.deb",
                                    "acme", "1:2.0", 100));
            assertThat(addresses.get(1).isFrom("tuf+https://apt.example.org/")).isTrue();
            assertThat(addresses.get(1).isFrom("https://apt.example.org/")).isFalse();
        }

        @Test
        void areNotGuessedAt() {
            assertThatThrownBy(() -> PackageAddress.read("'http://h/x.deb' x.deb many\n"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("apt-get: expected \"'URI' NAME_VERSION_ARCH.deb BYTES HASH\","
                            + " got \"'http://h/x.deb' x.deb many\"");
        }
    }

    @Nested
    @DisplayName("apt-cache madison")
    class Madison {
        @Test
        void namesVersionsAndArchives() throws IOException {
            List<AvailableVersion> versions = AvailableVersion.read("""
                          bash | 5.2.15-2+b13 | http://deb.debian.org/debian bookworm/main amd64 Packages
                          bash | 5.2.15-2 | http://deb.debian.org/debian bookworm/main Sources
                      acme-app |        2.0 | https://apt.example.org/flat/ ./ Packages
                    """);
            assertThat(versions)
                    .extracting(
                            AvailableVersion::name, version -> version.version().toString(), AvailableVersion::archive)
                    .containsExactly(
                            tuple("bash", "5.2.15-2+b13", "http://deb.debian.org/debian/"),
                            tuple("acme-app", "2.0", "https://apt.example.org/flat/"));
        }

        @Test
        void isNotGuessedAt() {
            assertThatThrownBy(() -> AvailableVersion.read("bash | 1\n"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("apt-cache: expected \"NAME | VERSION | URI SUITE ARCH Packages\", got \"bash | 1\"");
        }
    }

    @Nested
    @DisplayName("apt-get indextargets")
    class Targets {
        @Test
        void sayWhatReleaseFilesSay() throws IOException {
            List<IndexTarget> targets = IndexTarget.read("""
                    MetaKey: main/binary-amd64/Packages
                    ShortDesc: Packages
                    URI: http://deb.debian.org/debian/dists/bookworm/main/binary-amd64/Packages
                    Filename: /var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages.lz4
                    Optional: no
                    Codename: bookworm
                    Label: Debian
                    Origin: Debian
                    Suite: oldstable
                    Created-By: Packages
                    Fallback-Of:
                    Release: bookworm
                    Repo-URI: http://deb.debian.org/debian/
                    Sourcesentry: /etc/apt/sources.list.d/debian.sources:1

                    Created-By: Packages
                    Filename: /x
                    Release: ./
                    Repo-URI: https://apt.example.org/
                    Sourcesentry: /etc/apt/sources.list.d/acme.sources:2
                    """);
            assertThat(targets).hasSize(2);
            assertThat(targets.get(0).origin()).contains("Debian");
            assertThat(targets.get(0).suite()).contains("oldstable");
            assertThat(targets.get(0).listedIn()).isEqualTo("/etc/apt/sources.list.d/debian.sources");
            assertThat(targets.get(1).origin()).isEmpty();
            assertThat(targets.get(1).archive()).isEqualTo("https://apt.example.org/");
        }
    }
}

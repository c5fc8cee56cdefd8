package dev.tufa.apt.publish.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.sources.SignedBy;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.file.AptFileMaker;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What people paste today")
class MigrationTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final SigningKey KEY = key("Example <apt@example.org>");
    private static final SigningKey OTHER = key("Old <apt@example.org>");
    private static final List<Field> FIELDS =
            List.of(Field.of("Distribution", "Debian"), Field.of("Codename", "bookworm trixie"));

    private static SigningKey key(String userId) {
        return QuickKey.signing(userId, NOW.minus(Duration.ofDays(1)), Optional.empty());
    }

    private static Migration.Migrated migrated(String file, String text) throws MigrationException {
        return Migration.read(file, text.getBytes(UTF_8)).stanzas(FIELDS);
    }

    private static List<String> archives(Migration.Migrated migrated) {
        return migrated.stanzas().stream()
                .flatMap(stanza -> stanza.find("Archive").orElseThrow().texts().stream())
                .toList();
    }

    @Nested
    @DisplayName("as a list of sources")
    class AsAList {
        @Test
        void becomesAStanza() throws Exception {
            Migration.Migrated migrated =
                    migrated("acme.list", """
                    # Acme
                    deb [arch=amd64,arm64 signed-by=/usr/share/keyrings/acme.gpg] https://apt.example.org/debian stable main
                    deb-src https://apt.example.org/debian stable main
                    """.replace("deb-src ", "deb-src [signed-by=/usr/share/keyrings/acme.gpg] "));

            assertThat(migrated.stanzas()).hasToString("""
                    [Distribution: Debian
                    Codename: bookworm trixie
                    Archive:
                     deb [arch=amd64,arm64] https://apt.example.org/debian stable main
                     deb-src https://apt.example.org/debian stable main
                    ]""");
            assertThat(migrated.notes()).isEmpty();
        }

        @Test
        void becomesALineForEachSuiteAndType() throws Exception {
            Migration.Migrated migrated = migrated("acme.sources", """
                    Types: deb deb-src
                    URIs: https://apt.example.org
                    Suites: stable testing
                    Components: main contrib
                    X-Repolib-Name: Acme
                    By-Hash: yes

                    Enabled: no
                    Types: deb
                    URIs: https://old.example.org
                    Suites: ./
                    """);

            assertThat(archives(migrated))
                    .containsExactly(
                            "deb https://apt.example.org stable main contrib",
                            "deb https://apt.example.org testing main contrib",
                            "deb-src https://apt.example.org stable main contrib",
                            "deb-src https://apt.example.org testing main contrib");
            assertThat(migrated.notes())
                    .containsExactly(
                            "acme.sources: line 8: left out, it is not in use",
                            "acme.sources: line 1: By-Hash: left out: a .apt file does not say it; systems do as they are set up",
                            "acme.sources: line 1: X-Repolib-Name: left out: apt takes no notice of it either");
        }

        @Test
        void isToldWhatIsLessThanGood() throws Exception {
            assertThat(migrated("a.list", "deb [check-valid-until=no] http://a.example ./")
                            .notes())
                    .containsExactly(
                            "a.list: line 1: Check-Valid-Until: left out: the dates of the archive will be looked at;"
                                    + " it has to be signed anew before it ends",
                            "a.list: line 1: http://a.example: others on the way see what is fetched; serve it by https,"
                                    + " and say so in the .apt file");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "deb [trusted=yes] https://a.example ./ | line 1: Trusted: expected an archive that is verified, got yes;"
                            + " with a .apt file, no program takes one that its key did not sign",
                    "deb [allow-weak=yes] https://a.example ./ | line 1: Allow-Weak: expected an archive that is verified, got yes;"
                            + " with a .apt file, no program takes one that its key did not sign",
                    "deb [inrelease-path=x] https://a.example ./ | line 1: InRelease-Path: expected InRelease where every archive has"
                            + " it, got another place",
                    "deb file:/srv ./ | line 1: expected an address that begins with https://, got \"file:/srv\"",
                    "deb ftp://a.example ./ | line 1: expected an address that begins with https://, got \"ftp://a.example\"",
                    "rpm https://a.example ./ | line 1: expected deb or deb-src, got \"rpm\"",
                    "# deb https://a.example ./ | expected a source, such as \"deb https://apt.example.org stable main\", got none",
                    "deb [signed-by=/a] https://a.example ./;deb https://b.example ./ | line 2: Signed-By: expected the same keys as"
                            + " in a.list: line 1, since a .apt file has one key for all of its archives, got others",
                })
        void isRefused(String lines, String problem) {
            assertThatThrownBy(() -> migrated("a.list", lines.replace(';', '\n')))
                    .isInstanceOf(MigrationException.class)
                    .hasMessage("a.list: " + problem);
        }
    }

    @Nested
    @DisplayName("as commands")
    class AsCommands {
        @Test
        void becomesAStanzaAndTheAddressOfTheKeyIsKept() throws Exception {
            Migration migration = Migration.read("install.txt", """
                    # deb https://comment.example stable main
                    curl -fsSL https://apt.example.org/key.asc | sudo gpg --dearmor -o /usr/share/keyrings/acme.gpg
                    echo "deb [arch=$(dpkg --print-architecture) signed-by=/usr/share/keyrings/acme.gpg] https://apt.example.org/debian stable main" | sudo tee /etc/apt/sources.list.d/acme.list > /dev/null
                    sudo apt update && sudo apt install acme
                    """.getBytes(UTF_8));

            assertThat(archives(migration.stanzas(FIELDS)))
                    .containsExactly("deb https://apt.example.org/debian stable main");
            assertThat(migration.keyUrls()).containsExactly("https://apt.example.org/key.asc");
            assertThat(migration.signedBy()).contains(new SignedBy.Named(List.of("/usr/share/keyrings/acme.gpg")));
        }

        @Test
        void becomesAStanzaForEachCodename() throws Exception {
            Migration.Migrated migrated = migrated("install.txt", """
                    sudo curl -fsSL https://apt.example.org/gpg -o /etc/apt/keyrings/acme.asc
                    echo \\
                      "deb [arch=$(dpkg --print-architecture) signed-by=/etc/apt/keyrings/acme.asc] https://apt.example.org/linux \\
                      $(. /etc/os-release && echo "${UBUNTU_CODENAME:-$VERSION_CODENAME}") stable" | \\
                      sudo tee /etc/apt/sources.list.d/acme.list > /dev/null
                    """);

            assertThat(migrated.stanzas()).hasToString("""
                    [Distribution: Debian
                    Codename: bookworm
                    Archive:
                     deb https://apt.example.org/linux bookworm stable
                    , Distribution: Debian
                    Codename: trixie
                    Archive:
                     deb https://apt.example.org/linux trixie stable
                    ]""");
            assertThat(migrated.notes())
                    .containsExactly("the suite is the codename of each system: a stanza for each of bookworm, trixie");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "sudo add-apt-repository 'deb https://a.example ./'",
                    "sudo add-apt-repository \"deb https://a.example ./\"",
                    "echo deb https://a.example ./ > /etc/apt/sources.list.d/a.list",
                    "deb https://a.example ./",
                    "sudo sh -c 'echo \"deb https://a.example ./\" > /etc/apt/sources.list.d/a.list'",
                    "tee a.sources <<EOF;Types: deb;URIs: https://a.example;Suites: ./;Architectures: $(dpkg --print-architecture);EOF;apt update",
                    "echo 'Types: deb;URIs: https://a.example;Suites: ./' | sudo tee a.sources",
                    "tee a.list <<EOF;deb https://a.example ./;EOF",
                })
        void isFoundWhereverItStands(String commands) throws Exception {
            assertThat(archives(migrated("install.txt", commands.replace(';', '\n'))))
                    .containsExactly("deb https://a.example ./");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "curl https://a.example/install.sh | expected a source, such as \"deb https://apt.example.org stable main\", got none",
                    "sudo add-apt-repository ppa:a/b | expected a source, such as \"deb https://apt.example.org stable main\", got none",
                    "echo \"deb https://$(hostname)/ ./\" | line 1: expected nothing that a shell has to work out but codename and"
                            + " architecture, got \"deb https://$(hostname)/ ./\"",
                    "x;echo \"deb https://a.example $DIST main\" | line 2: expected nothing that a shell has to work out but codename and"
                            + " architecture, got \"deb https://a.example $DIST main\"",
                    "x;\\;echo \"deb https://a.example\" | line 3: expected a suite after \"https://a.example\", got nothing",
                })
        void isRefused(String commands, String problem) {
            assertThatThrownBy(() -> migrated("install.txt", commands.replace(';', '\n')))
                    .isInstanceOf(MigrationException.class)
                    .hasMessage("install.txt: " + problem);
        }

        @Test
        void isRefusedWithoutCodenamesWhereEachSystemHasItsOwn() {
            assertThatThrownBy(() -> Migration.read(
                                    "install.txt",
                                    "echo \"deb https://a.example `lsb_release -cs` main\"".getBytes(UTF_8))
                            .stanzas(List.of()))
                    .isInstanceOf(MigrationException.class)
                    .hasMessage(
                            "install.txt: line 1: the suite is the codename of each system: expected the codenames that there are suites"
                                    + " for, got none");
        }
    }

    @Nested
    @DisplayName("with its key")
    class WithItsKey {
        private static byte[] keyring(SigningKey... keys) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (SigningKey key : keys) {
                out.writeBytes(key.certificate().encoded());
            }
            return out.toByteArray();
        }

        @Test
        void isSignedByItBinaryOrArmored() throws Exception {
            assertThat(KeyChoice.require(KEY.certificate(), "a.gpg", keyring(KEY)))
                    .isEmpty();
            assertThat(KeyChoice.require(
                            KEY.certificate(),
                            "a.asc",
                            KEY.certificate().armored().getBytes(UTF_8)))
                    .isEmpty();
        }

        @Test
        void tellsWhichOfSeveralIsTaken() throws Exception {
            assertThat(KeyChoice.require(KEY.certificate(), "a.gpg", keyring(OTHER, KEY)))
                    .contains(
                            "a.gpg: %s is taken, since it signs the .apt file; archives that only %s signs will be refused"
                                    .formatted(
                                            KEY.certificate().fingerprint(),
                                            OTHER.certificate().fingerprint()));
        }

        @Test
        void isRefusedIfAnotherOneSigns() {
            assertThatThrownBy(() -> KeyChoice.require(KEY.certificate(), "a.gpg", keyring(OTHER)))
                    .isInstanceOf(MigrationException.class)
                    .hasMessage(
                            "a.gpg: expected the key that signs the .apt file, %s, since no other may sign the archives then, got %s"
                                    .formatted(
                                            KEY.certificate().fingerprint(),
                                            OTHER.certificate().fingerprint()));
            assertThatThrownBy(() -> KeyChoice.require(KEY.certificate(), "a.gpg", new byte[0]))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageEndingWith("got no key");
            assertThatThrownBy(() -> KeyChoice.require(KEY.certificate(), "a.gpg", "<html>".getBytes(UTF_8)))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageStartingWith("a.gpg: ");
        }

        @Test
        void isFoundInTheListItself() throws Exception {
            String fingerprint = KEY.certificate().fingerprint().hex();
            SignedBy named = new SignedBy.Named(List.of("/a.gpg", fingerprint + "!"));
            SignedBy files = new SignedBy.Named(List.of("/a.gpg"));
            SignedBy embedded = new SignedBy.Embedded(KEY.certificate().armored());

            assertThat(KeyChoice.require(KEY.certificate(), named)).isEmpty();
            assertThat(KeyChoice.require(KEY.certificate(), files)).isEmpty();
            assertThat(KeyChoice.require(KEY.certificate(), embedded)).isEmpty();
            assertThatThrownBy(() -> KeyChoice.require(OTHER.certificate(), named))
                    .isInstanceOf(MigrationException.class);
            assertThatThrownBy(() -> KeyChoice.require(OTHER.certificate(), embedded))
                    .isInstanceOf(MigrationException.class);
        }
    }

    @Test
    void becomesAFileThatIsAccepted() throws Exception {
        List<Stanza> stanzas = migrated(
                        "a.list", "deb [arch=amd64] https://a.example s main\ndeb https://a.example ./\n")
                .stanzas();

        byte[] file = AptFileMaker.make(stanzas, FormatVersion.ONE, KEY, NOW);

        assertThat(VerifiedAptFile.read(file, NOW).stanzas().get(0).archives())
                .hasToString("[deb [arch=amd64] https://a.example s main, deb https://a.example ./]");
    }
}

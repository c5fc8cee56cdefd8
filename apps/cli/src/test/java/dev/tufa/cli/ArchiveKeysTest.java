package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("tufa archive key")
class ArchiveKeysTest {
    private static final String OLD = "file:keys/archive.key";
    private static final String NEXT = "file:keys/next.key";

    @TempDir
    static Path first;

    private static ArchiveFolder made;
    private static String oldFingerprint = "";
    private static String nextFingerprint = "";

    @TempDir
    Path folder;

    private ArchiveFolder archive;

    @BeforeAll
    static void make() throws IOException, InterruptedException, OpenPgpException {
        made = ArchiveFolder.published(first);
        made.later(Duration.ofSeconds(1));
        byte[] next = QuickKey.create(
                "Example <apt@example.org>",
                made.now(),
                Optional.of(Duration.ofDays(1000)),
                "correct horse".toCharArray());
        QuickKey.keep(made.archive(), "keys/next.key", next);
        nextFingerprint = SigningKey.certificate(next).fingerprint().grouped();
        oldFingerprint = made.done("archive key list A").replaceFirst("(?s)  file:.*", "");
    }

    @BeforeEach
    void copy() throws IOException, InterruptedException {
        archive = made.copiedTo(folder);
    }

    private static String plain(String fingerprint) {
        return fingerprint.replace(" ", "");
    }

    private String conf() throws IOException {
        return Files.readString(archive.archive().resolve("archive.conf"));
    }

    private Map<String, String> withKey(String options) throws IOException {
        archive.done("archive key add P " + options + "A " + NEXT);
        archive.done("archive publish P A");
        return archive.state();
    }

    @Nested
    @DisplayName("add")
    class Add {
        @Test
        void hasOneMoreKeySign() throws IOException {
            String before = conf();

            assertThat(archive.run("archive key add P A " + NEXT))
                    .isEqualTo(
                            new CommandLineRun(ExitCode.DONE, "added %s, %s\n".formatted(NEXT, nextFingerprint), """
                            note: it signs beside the others from the next tufa archive publish on
                            note: .apt files are signed by the first key alone; --first would have put this one there
                            """));
            assertThat(conf()).isEqualTo(before.replace(' ' + OLD + '\n', " %s\n %s\n".formatted(OLD, NEXT)));
            assertThat(archive.done("archive publish --dry-run A stable beta"))
                    .startsWith("would sign stable again, with other keys: good until ");
            assertThat(archive.done("archive publish P A")).startsWith("signed stable again, with other keys: ");
        }

        @Test
        void mayPutItFirst() throws IOException {
            assertThat(archive.run("archive key add P --first A " + NEXT).err()).isEqualTo("""
                    note: it signs beside the others from the next tufa archive publish on
                    note: make .apt files again after that, with tufa apt make --from: who has the others goes on as before
                    """);
            assertThat(conf()).contains("\nSigned-With:\n %s\n %s\n".formatted(NEXT, OLD));
            archive.done("archive publish P A");
            archive.done("apt make P --install example-editor --from A");
            assertThat(archive.done("apt show D/archive/public/example-editor.apt"))
                    .contains("signed by  " + nextFingerprint);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                REFUSED     | file:keys/archive.key | key file:keys/archive.key: expected one that the archive does not have, got
                UNREACHABLE | file:keys/none.key    | D/archive/private/keys/none.key: expected a file or folder, got nothing
                REFUSED     | file:catalog/80       | key file:catalog/80: secret key: expected one, got something else
                USAGE       | keys/next.key         | key: expected file:FILE, gpg:FINGERPRINT[@HOME] or exec:PROGRAM;certificate=FILE, got "keys/next.key"
                USAGE       | gpg:0123              | fingerprint: expected 40 hex digits in upper case, got "0123"
                """)
        void refusesWhatCannotSign(ExitCode code, String key, String problem) throws IOException {
            Map<String, String> before = archive.state();

            assertThat(archive.fails(code, "archive key add P A " + key)).startsWith("error: " + problem);
            assertThat(archive.state()).isEqualTo(before);
        }

        @Test
        void needsThePassphrase() throws IOException {
            Map<String, String> before = archive.state();
            Files.writeString(archive.path("passphrase"), "battery\n");

            assertThat(archive.fails(ExitCode.REFUSED, "archive key add P A " + NEXT))
                    .isEqualTo("error: key " + OLD + ": secret key: expected its passphrase, got another\n");
            assertThat(archive.fails(ExitCode.USAGE, "archive key add A " + NEXT))
                    .isEqualTo("""
                    error: passphrase: expected --passphrase-file, TUFA_PASSPHRASE or a terminal to ask at, got none
                    hint: see tufa archive key add --help
                    """);
            assertThat(archive.state()).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("remove")
    class Remove {
        @Test
        void hasAKeySignNoMore() throws IOException {
            withKey("");
            archive.done("apt make P --from A");

            assertThat(archive.run("archive key remove A " + OLD))
                    .isEqualTo(new CommandLineRun(ExitCode.DONE, "removed " + OLD + "\n", """
                            note: computers that have it alone refuse the archive from the next tufa archive publish on
                            note: signed with it, and to be made again with tufa apt make --from: example.apt
                            """));
            assertThat(conf()).contains("\nSigned-With:\n " + NEXT + "\nTUF-Scope: ");
            assertThat(archive.archive().resolve("private/keys/archive.key")).exists();
            archive.done("archive publish P A");
            assertThat(archive.done("archive key list A")).doesNotContain(oldFingerprint);
        }

        @Test
        void knowsAKeyByItsFingerprint() throws IOException {
            withKey("");

            assertThat(archive.done("archive key remove A " + plain(nextFingerprint)))
                    .isEqualTo("removed " + NEXT + "\n");
            assertThat(archive.fails(ExitCode.REFUSED, "archive key remove A " + plain(nextFingerprint)))
                    .isEqualTo("error: key: expected one of [%s], got %s\n"
                            .formatted(plain(oldFingerprint), plain(nextFingerprint)));
        }

        @Test
        void saysNothingOfAKeyThatNobodyHasSeen() {
            archive.done("archive key add P A " + NEXT);

            assertThat(archive.run("archive key remove A " + NEXT))
                    .isEqualTo(new CommandLineRun(ExitCode.DONE, "removed " + NEXT + "\n", ""));
        }

        @Test
        void warnsWhereEveryoneWouldBeLeftBehind() {
            archive.done("archive key add P A " + NEXT);

            assertThat(archive.run("archive key remove A " + OLD).err())
                    .startsWith("note: no other key has signed what is published: every computer refuses the archive ");
        }

        @Test
        void leavesTheLastOne() throws IOException {
            Map<String, String> before = archive.state();

            assertThat(archive.fails(ExitCode.REFUSED, "archive key remove A " + OLD))
                    .isEqualTo("error: key " + OLD + ": expected another one that stays, got none\n");
            assertThat(archive.fails(ExitCode.REFUSED, "archive key remove A " + NEXT))
                    .isEqualTo("error: key: expected one of [" + OLD + "], got " + NEXT + "\n");
            assertThat(archive.fails(ExitCode.USAGE, "archive key remove A next.key"))
                    .startsWith("error: key: expected file:FILE, ");
            assertThat(archive.state()).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("list")
    class ListKeys {
        @Test
        void saysWhichKeysSignFromWhenOnAndUntilWhen() {
            assertThat(archive.done("archive key list A")).isEqualTo("""
                    %s  file:keys/archive.key
                      Ed25519, does not expire, good; calls itself "Example"
                      signs releases, and .apt files
                    """.formatted(oldFingerprint));
            archive.done("archive key add P A " + NEXT);
            assertThat(archive.done("archive key list A")).endsWith("""
                      signs releases, and .apt files
                    %s  file:keys/next.key
                      Ed25519, expires 2032-09-27T00:00:03Z, good; calls itself "Example <apt@example.org>"
                      signs releases from the next tufa archive publish on
                    """.formatted(nextFingerprint));
            archive.done("archive key remove A " + OLD);
            assertThat(archive.done("archive key list A")).endsWith("""
                      signs releases from the next tufa archive publish on, and .apt files
                    %s  not in archive.conf
                      Ed25519, does not expire, good; calls itself "Example"
                      signs releases until the next tufa archive publish
                    """.formatted(oldFingerprint));
        }

        @Test
        void saysWhichKeyIsOutOfReach() throws IOException {
            archive.done("archive key add P A " + NEXT);
            Files.delete(archive.archive().resolve("private/keys/next.key"));

            assertThat(archive.done("archive key list A")).endsWith("""
                    not within reach  file:keys/next.key
                      cannot sign anything from here
                    """);
        }

        @Test
        void saysItToPrograms() throws IOException {
            archive.done("archive key add P A " + NEXT);

            assertThat(archive.done("archive key list --json A"))
                    .isEqualTo(
                            "[{\"algorithm\":\"Ed25519\",\"fingerprint\":\"%s\",\"key\":\"file:keys/archive.key\",\"signs_apt_files\":true,\"standing\":\"signs\",\"user_ids\":[\"Example\"]},"
                                            .formatted(plain(oldFingerprint))
                                    + "{\"algorithm\":\"Ed25519\",\"expires\":\"2032-09-27T00:00:03Z\",\"fingerprint\":\"%s\",\"key\":\"file:keys/next.key\",\"signs_apt_files\":false,\"standing\":\"next\",\"user_ids\":[\"Example <apt@example.org>\"]}]\n"
                                            .formatted(plain(nextFingerprint)));
        }

        @Test
        void needsNoPassphraseAndChangesNothing() throws IOException {
            Map<String, String> before = archive.state();
            archive.done("archive key list A");
            assertThat(archive.state()).isEqualTo(before);
        }
    }
}

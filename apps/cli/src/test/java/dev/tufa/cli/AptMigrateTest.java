package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("tufa apt migrate")
class AptMigrateTest {
    private static final String COMMANDS = """
            curl -fsSL https://apt.example.org/key.asc | sudo gpg --dearmor -o /nowhere/acme.gpg
            echo "deb [signed-by=/nowhere/acme.gpg] https://apt.example.org/debian $(lsb_release -cs) main" | sudo tee /etc/apt/sources.list.d/acme.list
            """;

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private Path made = Path.of("");

    @BeforeAll
    static void makeKeys() throws IOException, OpenPgpException {
        Files.writeString(keys.resolve("passphrase"), "words\n");
        newKey("archive");
        newKey("other");
    }

    @BeforeEach
    void clean() {
        made = folder.resolve("acme.apt");
    }

    /** The key NAME.key, and its certificate NAME.asc. */
    private static void newKey(String name) throws IOException, OpenPgpException {
        byte[] key = QuickKey.create(
                name + " <apt@example.org>",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Optional.empty(),
                "words".toCharArray());
        Files.write(keys.resolve(name + ".key"), key);
        Files.writeString(
                keys.resolve(name + ".asc"), SigningKey.certificate(key).armored());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private CommandLineRun migrate(Path sources, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "apt",
                "migrate",
                "--passphrase-file",
                keys.resolve("passphrase").toString(),
                "--key",
                keys.resolve("archive.key").toString()));
        words.addAll(List.of(options));
        words.addAll(List.of(sources.toString(), made.toString()));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private String shown() {
        return CommandLineRun.of("apt", "show", made.toString()).out();
    }

    @Test
    void makesAFileOfAListThatNamesItsKeyring() throws Exception {
        Path sources = write(
                "acme.list",
                "deb [trusted=no signed-by=%s] https://apt.example.org/debian stable main\n"
                        .formatted(keys.resolve("archive.asc")));

        CommandLineRun run = migrate(sources, "--distribution", "Debian", "--install", "acme");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo(
                        "note: %s: line 1: Trusted: left out: a .apt file does not say it; systems do as they are set up%n"
                                        .formatted(sources)
                                + "made %s; look at it with tufa apt show and tufa apt lint%n".formatted(made));
        assertThat(shown()).contains("https://apt.example.org/debian", "acme");
    }

    @Test
    void makesAFileOfStanzasWithTheKeyInThem() throws Exception {
        String key = Files.readString(keys.resolve("archive.asc"))
                .replace("\n\n", "\n.\n")
                .strip()
                .replace("\n", "\n ");
        Path sources = write(
                "acme.sources",
                "Types: deb\nURIs: https://apt.example.org/debian\nSuites: stable\nComponents: main\nSigned-By:\n %s\n"
                        .formatted(key));

        CommandLineRun run = migrate(sources, "--distribution", "Debian");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void makesAStanzaForEachCodenameOfCommands() throws Exception {
        CommandLineRun run = migrate(
                write("README.txt", COMMANDS),
                "--keyring",
                keys.resolve("archive.asc").toString(),
                "--codename",
                "bookworm",
                "--codename",
                "trixie");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(made))
                .contains(
                        "Codename: bookworm\nArchive:\n deb https://apt.example.org/debian bookworm main\n",
                        "Codename: trixie\nArchive:\n deb https://apt.example.org/debian trixie main\n");
    }

    @Test
    void saysWhereTheKeyIsThatIsMissing() throws Exception {
        CommandLineRun run = migrate(write("README.txt", COMMANDS), "--codename", "bookworm");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).isEqualTo("""
                        error: --keyring: expected the public key by which the archives of %s are verified, got none
                        hint: nothing was written; people are told to fetch it from https://apt.example.org/key.asc
                        """.formatted(folder.resolve("README.txt")));
        assertThat(made).doesNotExist();
    }

    @Test
    void refusesToSignWithAKeyThatTheArchiveIsNotVerifiedBy() throws Exception {
        Path other = keys.resolve("other.asc");

        CommandLineRun run =
                migrate(write("acme.list", "deb https://apt.example.org ./\n"), "--keyring", other.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .startsWith("error: %s: expected the key that signs the .apt file, ".formatted(other))
                .endsWith("hint: nothing was written\n");
        assertThat(made).doesNotExist();
    }

    @Test
    void refusesAnArchiveThatIsNotVerified() throws Exception {
        CommandLineRun run = migrate(
                write("acme.list", "deb [trusted=yes] https://apt.example.org ./\n"),
                "--keyring",
                keys.resolve("archive.asc").toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("line 1: Trusted: expected an archive that is verified, got yes");
        assertThat(made).doesNotExist();
    }

    @Test
    void refusesWhatTheFormatRefuses() throws Exception {
        CommandLineRun run = migrate(
                write("acme.list", "deb-src https://apt.example.org ./\n"),
                "--keyring",
                keys.resolve("archive.asc").toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("expected an archive with packages", "by the rule no-archive");
    }
}

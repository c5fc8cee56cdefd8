package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.probe.SystemProbe;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.file.AptFileMaker;
import dev.tufa.cli.framework.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a .apt file, for the system that tufa runs on")
class AptThisSystemTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    /** A file with a stanza for each distribution. */
    private String file(String... distributions) throws Exception {
        byte[] key = QuickKey.create("A <a@example.org>", CLOCK.instant(), Optional.empty(), "words".toCharArray());
        List<Stanza> stanzas = List.of(distributions).stream()
                .map(id -> Stanza.of(List.of(
                        Field.of("Distribution", id), Field.of("Archive", "https://apt.example.org stable main"))))
                .toList();
        byte[] file = AptFileMaker.make(
                stanzas, FormatVersion.ONE, SigningKey.read(key, "words".toCharArray()), CLOCK.instant());
        return Files.write(folder.resolve("example.apt"), file).toString();
    }

    private static HostFacts here() {
        return new SystemProbe().find().orElseThrow();
    }

    @Test
    void isMatchedWithoutOptions() throws Exception {
        String file = file("None", here().distribution().id());
        CommandLineRun run = CommandLineRun.at(CLOCK, "apt", "match", file);
        CommandLineRun asked = CommandLineRun.at(
                CLOCK,
                "apt",
                "match",
                "--arch",
                here().architecture(),
                "--distribution",
                here().distribution().id(),
                file);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("stanza 2, for ").isEqualTo(asked.out());
        assertThat(CommandLineRun.at(CLOCK, "apt", "match", "--codename", "x", file)
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void isShownWithTheStanzaForIt() throws Exception {
        String system = "%s on %s".formatted(here().distribution(), here().architecture());

        assertThat(CommandLineRun.at(CLOCK, "apt", "show", file("None", "any")).out())
                .endsWith("\nFor this system, " + system + ", it is 2.\n");
        assertThat(CommandLineRun.at(CLOCK, "apt", "show", file("None")).out())
                .endsWith("\nIt is not for this system, " + system + ".\n");
    }
}

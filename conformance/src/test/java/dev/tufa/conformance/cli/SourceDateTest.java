package dev.tufa.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("SOURCE_DATE_EPOCH")
class SourceDateTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    private Path key = Path.of("");

    @BeforeEach
    void makeKey() throws Exception {
        byte[] secret =
                QuickKey.create("Example", now.minus(Duration.ofDays(10)), Optional.empty(), "words".toCharArray());
        key = Files.write(folder.resolve("archive.key"), secret);
        Files.writeString(folder.resolve("passphrase"), "words\n");
        Files.writeString(folder.resolve("example.list"), "deb https://apt.example.org stable main\n");
        Files.writeString(
                folder.resolve("key.asc"),
                SigningKey.read(secret, "words".toCharArray()).certificate().armored());
    }

    private TufaProgram.Run make(String date, String file) throws Exception {
        return TufaProgram.run(
                folder,
                Map.of("SOURCE_DATE_EPOCH", date, "TUFA_PASSPHRASE", "words"),
                "apt",
                "make",
                "--key",
                key.toString(),
                "--archive",
                "https://apt.example.org stable main",
                file);
    }

    private byte[] made(String file) throws Exception {
        return Files.readAllBytes(folder.resolve(file));
    }

    @Test
    void givesTheSameBytesEachTime() throws Exception {
        Instant date = now.minus(Duration.ofDays(5));
        String seconds = Long.toString(date.getEpochSecond());

        assertThat(make(seconds, "one.apt").exitCode()).isZero();
        assertThat(make(seconds, "two.apt").exitCode()).isZero();
        TufaProgram.Run migrated = TufaProgram.run(
                folder,
                Map.of("SOURCE_DATE_EPOCH", seconds, "TUFA_PASSPHRASE", "words"),
                "apt",
                "migrate",
                "--key",
                key.toString(),
                "--keyring",
                "key.asc",
                "example.list",
                "three.apt");

        assertThat(made("two.apt")).isEqualTo(made("one.apt"));
        assertThat(migrated.exitCode()).as(migrated.output()).isZero();
        for (String file : List.of("one.apt", "three.apt")) {
            assertThat(VerifiedAptFile.read(made(file), now)
                            .verification()
                            .signatures()
                            .get(0)
                            .created())
                    .contains(date);
        }
    }

    @Test
    void givesNothingThatWouldBeRefusedToday() throws Exception {
        String tomorrow = Long.toString(now.plus(Duration.ofDays(1)).getEpochSecond());
        String beforeTheKey = Long.toString(now.minus(Duration.ofDays(11)).getEpochSecond());

        assertThat(make(tomorrow, "future.apt").output()).contains("error: signature: expected a time before ");
        assertThat(make(beforeTheKey, "past.apt").output())
                .containsPattern(
                        "error: (signature: expected a time after its key was made|key .*: expected one made before)");
        assertThat(make("yesterday", "none.apt").output())
                .contains("error: SOURCE_DATE_EPOCH: expected seconds since 1970, got \"yesterday\"");
        assertThat(List.of("future.apt", "past.apt", "none.apt")).noneMatch(file -> Files.exists(folder.resolve(file)));
    }
}

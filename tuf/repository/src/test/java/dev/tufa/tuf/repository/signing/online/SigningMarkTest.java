package dev.tufa.tuf.repository.signing.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the mark up to which a signing log was read")
class SigningMarkTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String DIGEST = "ab".repeat(32);
    private static final List<String> ROLES =
            List.of("snapshot", "bin 1", "name\nof two lines", "%2F+ü", "never signed");

    @TempDir
    Path temporary;

    private Path file;
    private Path mark;

    @BeforeEach
    void name() {
        file = temporary.resolve("signing.log");
        mark = temporary.resolve("signing.mark");
    }

    private SigningLog resume() throws IOException {
        return SigningLog.resume(new LocalDisk(), file, mark);
    }

    private SigningLog whole() throws IOException {
        return SigningLog.open(new LocalDisk(), file);
    }

    private static SigningRecord record(int version) {
        String role = ROLES.get(version % (ROLES.size() - 1));
        return new SigningRecord(NOW, role, version, NOW.plusSeconds(version), DIGEST, List.of("key"));
    }

    /** Writes records of the versions from one to another one, which is left out. */
    private void write(String repository, int from, int to) throws IOException {
        SigningLog log = whole();
        if (log.isEmpty()) {
            log.begin(repository, Map.of("snapshot", 3L, "never signed", 7L), NOW);
        }
        List<SigningRecord> records = new ArrayList<>();
        for (int version = from; version < to; version++) {
            records.add(record(version));
        }
        log.append(records);
    }

    private void assertSaysTheSameAsTheWholeLog() throws IOException {
        SigningLog expected = whole();
        SigningLog actual = resume();
        assertThat(actual.repository()).isEqualTo(expected.repository());
        for (String role : ROLES) {
            assertThat(actual.last(role)).as(role).isEqualTo(expected.last(role));
        }
        assertThat(actual.isCurrent()).isTrue();
    }

    /** What is in the log before the mark. */
    private void changeTheBeginning() throws IOException {
        Files.writeString(file, Files.readString(file).replaceFirst("\"version\":5", "\"version\":6"));
    }

    @Test
    void isNotWrittenForFewLines() throws Exception {
        write("repo", 4, 100);
        assertSaysTheSameAsTheWholeLog();
        assertThat(mark).doesNotExist();
    }

    @Test
    void isWhereTheNextOneBegins() throws Exception {
        write("repo", 4, 300);
        assertSaysTheSameAsTheWholeLog();
        assertThat(mark).exists();
        assertThat(Files.getPosixFilePermissions(mark)).hasSize(2);
        write("repo", 300, 310);
        assertSaysTheSameAsTheWholeLog();
        changeTheBeginning();
        assertThat(resume().last("bin 1")).isPresent();
        assertThatThrownBy(this::whole).hasMessageStartingWith("signing.log: line 4: previous: expected ");
    }

    @Test
    void goesOnWithTheLog() throws Exception {
        for (int from = 4; from < 1000; from += 50) {
            write("repo", from, from + 50);
            assertSaysTheSameAsTheWholeLog();
        }
        SigningLog log = resume();
        log.append(List.of(record(2000), record(2001)));
        assertSaysTheSameAsTheWholeLog();
        assertThat(resume().last(ROLES.get(2001 % 4)).orElseThrow().version()).isEqualTo(2001);
    }

    @Test
    void isNotNeeded() throws Exception {
        write("repo", 4, 300);
        resume();
        Files.delete(mark);
        assertSaysTheSameAsTheWholeLog();
        assertThat(mark).exists();
    }

    @Test
    void doesNotCountWhereItIsDamaged() throws Exception {
        write("repo", 4, 300);
        resume();
        changeTheBeginning(); // so that whoever does not believe the mark says so
        byte[] right = Files.readAllBytes(mark);
        for (int at = 0; at < right.length; at++) {
            byte[] wrong = right.clone();
            wrong[at] ^= 1;
            Files.write(mark, wrong);
            assertThatThrownBy(this::resume).as("byte %d", at).hasMessageStartingWith("signing.log: line 4: ");
        }
        for (int length = 0; length < right.length; length++) {
            Files.write(mark, Arrays.copyOf(right, length));
            assertThatThrownBy(this::resume).as("%d bytes", length).hasMessageStartingWith("signing.log: line 4: ");
        }
        Files.write(mark, right);
        assertThat(resume().last("snapshot")).isPresent();
    }

    @Test
    void doesNotCountForALogFromABackup() throws Exception {
        write("repo", 4, 200);
        byte[] backup = Files.readAllBytes(file);
        write("repo", 200, 400);
        resume();
        Files.write(file, backup);
        assertSaysTheSameAsTheWholeLog();
        write("repo", 300, 900);
        assertSaysTheSameAsTheWholeLog();
    }

    @Test
    void doesNotCountForTheLogOfAnotherRepository() throws Exception {
        write("repo", 4, 200);
        resume();
        Files.delete(file);
        write("other", 4, 500);
        assertThat(resume().repository()).isEqualTo("other");
        assertSaysTheSameAsTheWholeLog();
    }

    @Test
    void doesNotCountWithoutALog() throws Exception {
        write("repo", 4, 200);
        resume();
        Files.delete(file);
        assertThat(resume().isEmpty()).isTrue();
    }

    @Test
    void isWholeOrNotThereWhenTheProcessDies() throws Exception {
        write("repo", 4, 300);
        CrashingDisk counting = CrashingDisk.counting();
        SigningLog.resume(counting, file, mark);
        assertThat(counting.operations()).isPositive();
        for (int survives = 0; survives < counting.operations(); survives++) {
            Files.deleteIfExists(mark);
            CrashingDisk dying = CrashingDisk.after(survives, CrashingDisk.Failure.KILL_HALF_WRITTEN);
            assertThatThrownBy(() -> SigningLog.resume(dying, file, mark)).isInstanceOf(CrashingDisk.Killed.class);
            assertSaysTheSameAsTheWholeLog();
        }
    }

    @Test
    void tellsRolesWithoutADigest() throws Exception {
        write("repo", 4, 300);
        resume();
        assertThat(resume().last("never signed")).isEqualTo(Optional.of(new SigningPolicy.LastSigned(7, "")));
    }
}

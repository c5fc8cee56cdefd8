package dev.tufa.tuf.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.repository.storage.LocalDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Optional<LastPublication> FIRST = Optional.of(last(1));
    private static final Optional<LastPublication> SECOND = Optional.of(last(2));

    @TempDir
    Path folder;

    private Journal journal;
    private Path file;

    @BeforeEach
    void begin() throws Exception {
        Files.createDirectory(folder.resolve("journal"));
        file = folder.resolve("journal/log");
        journal = new Journal(new LocalDisk(), file);
    }

    private static LastPublication last(long version) {
        return new LastPublication(Instant.parse("2030-01-01T00:00:00Z").plusSeconds(version), version);
    }

    private static Journal.Entry entry(
            Optional<LastPublication> last, Optional<LastPublication> before, String content) {
        return new Journal.Entry(
                "base",
                List.of(
                        new PublicationStep.Replace(Layout.TIMESTAMP, Content.of(content.getBytes(UTF_8))),
                        new PublicationStep.Create("repository/metadata/2.root.json", Content.of(new byte[] {0, -1})),
                        new PublicationStep.CreateTarget("repository/targets/a", "staged/files/a", 3, "ab"),
                        new PublicationStep.Discard("staged/files/a")),
                last,
                before);
    }

    @Test
    void thatIsNotThereHasNothing() throws Exception {
        assertThat(journal.pending()).isEmpty();
        assertThat(journal.last()).isEmpty();
    }

    @Test
    void hasWhatWasBegunUntilItEnds() throws Exception {
        Journal.Entry entry = entry(FIRST, Optional.empty(), "timestamp");
        journal.begin(entry);
        assertThat(journal.pending()).contains(entry);
        assertThat(journal.last()).isEqualTo(FIRST);
        assertThat(journal.pending().orElseThrow().newRoot()).contains("repository/metadata/2.root.json");
        journal.end();
        assertThat(journal.pending()).isEmpty();
        assertThat(journal.last()).isEqualTo(FIRST);
    }

    @Test
    void remembersTheOneBeforeWhenOneIsGivenUp() throws Exception {
        journal.begin(entry(FIRST, Optional.empty(), "one"));
        journal.end();
        journal.begin(entry(SECOND, FIRST, "two"));
        assertThat(journal.last()).isEqualTo(SECOND);
        journal.abandon();
        assertThat(journal.pending()).isEmpty();
        assertThat(journal.last()).isEqualTo(FIRST);
    }

    @Test
    void remembersTheOneBeforeWhenOneChangesNothingForClients() throws Exception {
        journal.begin(entry(FIRST, Optional.empty(), "one"));
        journal.end();
        journal.begin(entry(Optional.empty(), FIRST, "two"));
        assertThat(journal.last()).isEqualTo(FIRST);
        journal.end();
        assertThat(journal.last()).isEqualTo(FIRST);
    }

    /** However much of the last line is there, the lines before it count, and the next one as well. */
    @Test
    void survivesALineThatWasTornAnywhere() throws Exception {
        journal.begin(entry(FIRST, Optional.empty(), "one"));
        journal.end();
        byte[] before = Files.readAllBytes(file);
        journal.begin(entry(SECOND, FIRST, "two"));
        byte[] after = Files.readAllBytes(file);
        for (int length = before.length; length < after.length - 1; length++) {
            Files.write(file, Arrays.copyOf(after, length));
            assertThat(journal.pending()).isEmpty();
            assertThat(journal.last()).isEqualTo(FIRST);
            byte[] zeros = Arrays.copyOf(Arrays.copyOf(after, length), after.length);
            Files.write(file, zeros);
            assertThat(journal.pending()).isEmpty();
            journal.begin(entry(SECOND, FIRST, "three"));
            assertThat(journal.pending()).contains(entry(SECOND, FIRST, "three"));
        }
        Files.write(file, after);
        assertThat(journal.pending()).contains(entry(SECOND, FIRST, "two"));
    }

    @Test
    void doesNotGrowForEver() throws Exception {
        for (int i = 1; i < 300; i++) {
            journal.begin(entry(Optional.of(last(i)), journal.last(), "x".repeat(1000)));
            journal.end();
            assertThat(journal.last()).contains(last(i));
            assertThat(journal.pending()).isEmpty();
        }
        assertThat(Files.size(file)).isLessThan(100_000);
    }

    @Test
    void thatBeginsAnewKeepsWhatIsPending() throws Exception {
        Journal.Entry large = entry(SECOND, FIRST, "x".repeat(100_000));
        journal.begin(large);
        journal.begin(entry(Optional.of(last(3)), SECOND, "small"));
        assertThat(journal.pending()).contains(entry(Optional.of(last(3)), SECOND, "small"));
        journal.abandon();
        assertThat(journal.last()).isEqualTo(SECOND);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }
}

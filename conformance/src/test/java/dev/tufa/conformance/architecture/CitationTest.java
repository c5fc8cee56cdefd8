package dev.tufa.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Every section of TUF 1.0.34 and every TAP that a source cites exists, and is cited in the one form we use. */
class CitationTest {
    private static final Map<String, String> SECTIONS = table("tuf-1.0.34-sections.txt");
    private static final Map<String, String> TAPS = table("taps.txt");
    private static final Citations CITATIONS = new Citations(SECTIONS.keySet(), TAPS.keySet());

    @Test
    void everySourceCitesWhatExists() throws IOException {
        Path root = SourceTree.root();
        List<Path> sources = SourceTree.javaFiles(root);
        List<String> wrong = new ArrayList<>();
        for (Path source : sources) {
            for (String finding : CITATIONS.wrongIn(Files.readString(source))) {
                wrong.add(root.relativize(source) + ":" + finding);
            }
        }
        assertThat(sources).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    @Nested
    @DisplayName("the table of sections")
    class Table {
        @Test
        void hasNoGaps() {
            Map<String, Integer> seen = new LinkedHashMap<>();
            SECTIONS.keySet().forEach(section -> {
                String parent = Citations.parent(section);
                int expected = seen.getOrDefault(parent, 0) + 1;
                assertThat(section).isEqualTo(parent.isEmpty() ? "" + expected : parent + "." + expected);
                seen.put(parent, expected);
            });
            assertThat(seen)
                    .containsEntry("", 7)
                    .containsEntry("4", 7)
                    .containsEntry("5", 7)
                    .containsEntry("5.3", 12)
                    .containsEntry("5.4", 5)
                    .containsEntry("5.5", 7)
                    .containsEntry("5.6", 7)
                    .containsEntry("5.7", 3)
                    .containsEntry("6", 3);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "4.2.2 | Key objects",
                    "5.3.10 | Check for a freeze attack",
                    "5.4.3 | Check for a rollback attack",
                    "5.5.2 | Check against timestamp role's snapshot hash",
                    "5.6.6 | Persist targets metadata",
                    "6.2.1 | Writing consistent snapshots",
                })
        void namesWhatTheSpecificationNames(String section, String title) {
            assertThat(SECTIONS).containsEntry(section, title);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "citations-accepted.txt", delimiter = '|', quoteCharacter = '`')
    void isAccepted(String line) {
        assertThat(CITATIONS.wrongIn(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "citations-refused.txt", delimiter = '|', quoteCharacter = '`')
    void isRefused(String line, String finding) {
        assertThat(CITATIONS.wrongIn("\n" + line)).containsExactly("2: " + finding);
    }

    /** Lines of "number title". */
    private static Map<String, String> table(String resource) {
        try (InputStream stream = Objects.requireNonNull(CitationTest.class.getResourceAsStream(resource), resource)) {
            Map<String, String> table = new LinkedHashMap<>();
            new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                int space = line.indexOf(' ');
                table.put(line.substring(0, space), line.substring(space + 1));
            });
            return table;
        } catch (IOException unreadable) {
            throw new IllegalStateException(resource, unreadable);
        }
    }
}

package dev.tufa.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Every TAP and every section of a document that we know exists where a source cites it, and is cited in the one form we use. */
class CitationTest {
    private static final Map<String, String> SECTIONS = table("tuf-1.0.34-sections.txt");
    private static final Map<String, String> TAPS = table("taps.txt");
    private static final Map<String, String> OPENPGP_SECTIONS = table("rfc-9580-sections.txt");

    private static final CitedDocument TUF = new CitedDocument("TUF " + Citations.SPECIFICATION, SECTIONS.keySet());
    private static final CitedDocument OPENPGP = new CitedDocument("RFC 9580", OPENPGP_SECTIONS.keySet());
    private static final CitedDocument APT_FILE = new CitedDocument("docs/spec/apt-file.md", aptFileSections());

    private static final Citations CITATIONS = citations(Optional.of(TUF));
    private static final Citations CITATIONS_ABOUT_APT_FILES = citations(Optional.of(APT_FILE));
    private static final Citations CITATIONS_BY_NAME = citations(Optional.empty());

    private static Citations citations(Optional<CitedDocument> unnamed) {
        return new Citations(List.of(TUF, OPENPGP, APT_FILE), unnamed, TAPS.keySet());
    }

    /** A section sign alone means the .apt file where such files are read and made, nothing elsewhere around apt, otherwise TUF. */
    private static Citations citationsIn(Path source) {
        String path = source.toString();
        if (path.startsWith("apt/install/") || path.startsWith("apt/publish/")) {
            return CITATIONS_ABOUT_APT_FILES;
        }
        return path.startsWith("apt/") || path.contains("/cli/apt/") || path.contains("/cli/archive/")
                ? CITATIONS_BY_NAME
                : CITATIONS;
    }

    @Test
    void everySourceCitesWhatExists() throws IOException {
        Path root = SourceTree.root();
        List<Path> sources = SourceTree.javaFiles(root);
        List<String> wrong = new ArrayList<>();
        for (Path source : sources) {
            Path relative = root.relativize(source);
            for (String finding : citationsIn(relative).wrongIn(Files.readString(source))) {
                wrong.add(relative + ":" + finding);
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
            assertThat(counted(SECTIONS.keySet()))
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

        @Test
        void ofOpenPgpHasNoGaps() {
            assertThat(counted(OPENPGP_SECTIONS.keySet()))
                    .containsEntry("", 16)
                    .containsEntry("5", 14)
                    .containsEntry("5.2", 5)
                    .containsEntry("5.2.1", 16)
                    .containsEntry("5.2.3", 36)
                    .containsEntry("5.5.5", 10)
                    .containsEntry("6.2.2", 4)
                    .containsEntry("7", 3)
                    .containsEntry("9", 6)
                    .containsEntry("10", 4);
        }

        @Test
        void ofTheAptFileHasNoGaps() {
            assertThat(counted(aptFileSections()))
                    .containsEntry("", 9)
                    .containsEntry("3", 5)
                    .containsEntry("4", 4)
                    .containsEntry("5", 7)
                    .containsEntry("6", 2);
        }

        /** How many sections each section has; they have to come in their order. */
        private Map<String, Integer> counted(Set<String> sections) {
            Map<String, Integer> seen = new LinkedHashMap<>();
            sections.forEach(section -> {
                String parent = Citations.parent(section);
                int expected = seen.getOrDefault(parent, 0) + 1;
                assertThat(section).isEqualTo(parent.isEmpty() ? "" + expected : parent + "." + expected);
                seen.put(parent, expected);
            });
            return seen;
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

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "3.7.1.3 | Iterated and Salted S2K",
                    "5.2.1.9 | Primary Key Binding Signature (Type ID 0x19)",
                    "5.2.3.31 | Reason for Revocation",
                    "5.5.4.2 | Version 4 Key ID and Fingerprint",
                    "7.2 | Dash-Escaped Text",
                    "10.1 | Transferable Public Keys",
                })
        void ofOpenPgpNamesWhatTheStandardNames(String section, String title) {
            assertThat(OPENPGP_SECTIONS).containsEntry(section, title);
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

    @ParameterizedTest
    @CsvFileSource(resources = "apt-citations-accepted.txt", delimiter = '|', quoteCharacter = '`')
    void isAcceptedAboutAptFiles(String line) {
        assertThat(CITATIONS_ABOUT_APT_FILES.wrongIn(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "apt-citations-refused.txt", delimiter = '|', quoteCharacter = '`')
    void isRefusedAboutAptFiles(String line, String finding) {
        assertThat(CITATIONS_ABOUT_APT_FILES.wrongIn(line)).containsExactly("1: " + finding);
    }

    @Test
    void needsANameWhereNoDocumentGoesWithoutSaying() {
        assertThat(CITATIONS_BY_NAME.wrongIn("Debian Policy \u00a75.1, \u00a75.2; RFC 9580 \u00a76"))
                .isEmpty();
        assertThat(CITATIONS_BY_NAME.wrongIn("\u00a75.1")).containsExactly("1: write of which document the section is");
    }

    /** The numbers of its headings, and of its paragraphs that begin with one in bold type. */
    private static Set<String> aptFileSections() {
        Path file = SourceTree.root().resolve("docs/spec/apt-file.md");
        try {
            return Pattern.compile("^(?:## |\\*\\*)(\\d+(?:\\.\\d+)?)\\.? ", Pattern.MULTILINE)
                    .matcher(Files.readString(file))
                    .results()
                    .map(heading -> heading.group(1))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (IOException unreadable) {
            throw new IllegalStateException(file.toString(), unreadable);
        }
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

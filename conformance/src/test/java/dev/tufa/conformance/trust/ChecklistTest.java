package dev.tufa.conformance.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that the checklists name are there. */
class ChecklistTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+Test)(?:\\.([a-z][A-Za-z0-9]+))?`");
    private static final Path ROOT = Path.of(System.getProperty("tufa.root", ".."));

    @ParameterizedTest
    @ValueSource(strings = {"CHECKLIST.md", "REPOSITORY-CHECKLIST.md"})
    void everyTestThatIsNamedExists(String checklist) throws IOException {
        Map<String, String> sources = testSources();
        Set<String> missing = new TreeSet<>();
        for (MatchResult named : named(checklist)) {
            String source = sources.getOrDefault(named.group(1), "");
            boolean exists = named.group(2) == null ? !source.isEmpty() : source.contains(" " + named.group(2) + "(");
            if (!exists) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CHECKLIST.md, 90", "REPOSITORY-CHECKLIST.md, 21"})
    void everyRowNamesATest(String checklist, int moreThan) throws IOException {
        assertThat(Files.readAllLines(file(checklist)))
                .filteredOn(line -> line.matches("\\| [0-9CGRT][^ ]* .*"))
                .hasSizeGreaterThan(moreThan)
                .allMatch(line -> NAMED.matcher(line).find());
    }

    private static Iterable<MatchResult> named(String checklist) throws IOException {
        return NAMED.matcher(Files.readString(file(checklist))).results().toList();
    }

    private static Path file(String checklist) {
        return ROOT.resolve("conformance").resolve(checklist);
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(ChecklistTest::isTestSource).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                sources.merge(name, Files.readString(file), String::concat);
            }
        }
        return sources;
    }

    private static boolean isTestSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.contains("/src/test/java/") && path.endsWith("Test.java");
    }
}

package dev.tufa.conformance.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that the checklists name are there. */
class ChecklistTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+Test)(?:\\.([a-z][A-Za-z0-9]+))?`");
    /** A file of the corpus of .apt files. */
    private static final Pattern VECTOR = Pattern.compile("`((?:in)?valid/[a-z0-9-]+)`");

    private static final String ABOUT_APT = "APT-CHECKLIST.md";
    private static final Pattern SECTION = Pattern.compile("\u00a7([0-9]+(?:\\.[0-9]+)?)");

    /** A decision, a guide, or a command in whose help a promise is. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("ADR (?<decision>[0-9]+)|(?<guide>[a-z-]+\\.md)|(?<command>tufa apt [a-z]+)");

    private static final Path ROOT = Path.of(System.getProperty("tufa.root", ".."));

    @ParameterizedTest
    @ValueSource(strings = {"CHECKLIST.md", "REPOSITORY-CHECKLIST.md", ABOUT_APT})
    void everyTestThatIsNamedExists(String checklist) throws IOException {
        Map<String, String> sources = testSources();
        Set<String> missing = new TreeSet<>();
        for (MatchResult named : found(NAMED, checklist)) {
            String source = sources.getOrDefault(named.group(1), "");
            boolean exists = named.group(2) == null ? !source.isEmpty() : source.contains(" " + named.group(2) + "(");
            if (!exists) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CHECKLIST.md, 90", "REPOSITORY-CHECKLIST.md, 21", ABOUT_APT + ", 150"})
    void everyRowNamesATest(String checklist, int moreThan) throws IOException {
        assertThat(Files.readAllLines(file(checklist)))
                .filteredOn(line -> line.matches("\\| [0-9CGRT][^ ]* .*"))
                .hasSizeGreaterThan(moreThan)
                .allMatch(line ->
                        NAMED.matcher(line).find() || VECTOR.matcher(line).find());
    }

    @Test
    void everyFileOfTheCorpusThatIsNamedExists() throws IOException {
        Path corpus = ROOT.resolve("conformance").resolve("apt-file");

        assertThat(found(VECTOR, ABOUT_APT))
                .hasSizeGreaterThan(200)
                .allMatch(named -> Files.isRegularFile(corpus.resolve(named.group(1) + ".apt")));
    }

    /** Rows cite the specification of the .apt file, and all of it. */
    @Test
    void everySectionOfTheAptFileHasARow() throws IOException {
        String specification = Files.readString(ROOT.resolve("docs/spec/apt-file.md"));
        Set<String> sections = Pattern.compile("^(?:## |\\*\\*)([0-9]+(?:\\.[0-9]+)?)\\.? ", Pattern.MULTILINE)
                .matcher(specification)
                .results()
                .map(heading -> heading.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> cited = new TreeSet<>();
        found(SECTION, ABOUT_APT).forEach(section -> cited.add(section.group(1)));

        assertThat(sections).containsAll(cited);
        assertThat(cited)
                .containsAll(sections.stream()
                        .filter(section -> section.contains(".")
                                || sections.stream().noneMatch(part -> part.startsWith(section + ".")))
                        .toList());
    }

    /** Each of them says where it is from, and that is there. */
    @Test
    void everyRowAboutAptSaysWhereItIsFrom() throws IOException {
        List<String> places = Files.readAllLines(file(ABOUT_APT)).stream()
                .filter(line -> line.matches("\\| [0-9]+ .*"))
                .map(line -> line.split(" \\| ", -1)[2])
                .toList();

        assertThat(places)
                .allMatch(place -> SECTION.matcher(place).find()
                        || ELSEWHERE.matcher(place).find());
        for (String place : places) {
            Matcher elsewhere = ELSEWHERE.matcher(place);
            while (elsewhere.find()) {
                assertThat(isThere(elsewhere)).as(elsewhere.group()).isTrue();
            }
        }
    }

    private static boolean isThere(Matcher place) throws IOException {
        if (place.group("guide") != null) {
            return Files.isRegularFile(ROOT.resolve("docs/guide").resolve(place.group("guide")));
        }
        if (place.group("command") != null) {
            return Files.readString(ROOT.resolve("apps/cli/src/test/resources/golden/help.txt"))
                    .contains("\nUsage: %s [".formatted(place.group("command")));
        }
        String number = "%04d-".formatted(Integer.parseInt(place.group("decision")));
        try (Stream<Path> decisions = Files.list(ROOT.resolve("docs/adr"))) {
            return decisions.anyMatch(file -> file.getFileName().toString().startsWith(number));
        }
    }

    private static List<MatchResult> found(Pattern pattern, String checklist) throws IOException {
        return pattern.matcher(Files.readString(file(checklist))).results().toList();
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

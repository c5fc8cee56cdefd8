package dev.tufa.apt.archive.deb822;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Deb822Reader.Comments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("a list of sources, read here and by apt-get")
class SourcesDifferentialTest {
    private static final String NATIVE = "amd64";

    @TempDir
    private Path folder;

    private AptSources apt;

    @BeforeEach
    void prepare() throws IOException {
        apt = new AptSources(folder);
    }

    private static List<Stanza> read(String sources) throws Deb822Exception {
        return Deb822Reader.readAll("sources", sources.getBytes(UTF_8), Comments.SKIPPED, Deb822Limits.DEFAULT);
    }

    @Test
    void saysTheSame() throws Exception {
        for (int seed = 0; seed < 80; seed++) {
            String sources = new RandomSources(new Random(seed)).next();

            assertThat(targets(read(sources))).as(sources).contains(apt.read(sources));
        }
    }

    @Test
    void saysTheSameWhenItIsWrittenAgain() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            String sources = new RandomSources(new Random(seed)).next();
            StringBuilder written = new StringBuilder();
            read(sources).forEach(stanza -> written.append(stanza).append('\n'));

            assertThat(apt.read(written.toString())).as(sources).isEqualTo(apt.read(sources));
        }
    }

    /** With a few characters changed, what is read here is read by apt as well, and what apt cannot parse is refused here. */
    @Test
    void saysTheSameWithSomethingWrongOrIsRefused() throws Exception {
        int compared = 0;
        int refusedByBoth = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            String sources = changed(new RandomSources(random).next(), random);
            Optional<Set<String>> expected = Optional.empty();
            boolean refused = false;
            try {
                expected = targets(read(sources));
            } catch (Deb822Exception e) {
                refused = true;
            }
            try {
                Set<String> actual = apt.read(sources);
                if (expected.isPresent()) {
                    assertThat(expected).as(sources).contains(actual);
                    compared++;
                }
            } catch (IOException e) {
                assertThat(expected).as(sources + "\n" + e.getMessage()).isEmpty();
                if (String.valueOf(e.getMessage()).contains("Unable to parse")) {
                    assertThat(refused).as(sources + "\n" + e.getMessage()).isTrue();
                    refusedByBoth++;
                }
            }
        }
        assertThat(compared).isGreaterThan(25);
        assertThat(refusedByBoth).isGreaterThan(5);
    }

    private static String changed(String sources, Random random) {
        StringBuilder changed = new StringBuilder(sources);
        String characters = " \t\n:#-x";
        for (int i = random.nextInt(3); i >= 0; i--) {
            int line = changed.lastIndexOf("\n", random.nextInt(changed.length())) + 1;
            int at = random.nextBoolean() ? line : random.nextInt(changed.length());
            char c = characters.charAt(random.nextInt(characters.length()));
            switch (random.nextInt(3)) {
                case 0 -> changed.insert(at, c);
                case 1 -> changed.deleteCharAt(at);
                default -> changed.setCharAt(at, c);
            }
        }
        return changed.toString();
    }

    /** What apt takes and is refused here, since two programs would not read the same in it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expected one field Suites, got two             | Suites: stable\\nSuites: testing\\n
            expected one field SUITES, got two             | Suites: stable\\nSUITES: testing\\n
            expected a dot for an empty line of a value, got only blanks | Suites: stable\\n \\n
            expected text, got a control character         | Suites: stable\\r\\n
            expected text, got a control character         | Suites: stable\\nX-Note: \\033\\n
            """)
    void isReadMoreStrictlyHere(String problem, String suites) throws Exception {
        String sources = "Types: deb\nURIs: http://a.example\nComponents: main\n"
                + suites.replace("\\n", "\n").replace("\\r", "\r").replace("\\033", "\033");

        assertThatThrownBy(() -> read(sources)).hasMessageEndingWith(problem);
        assertThat(apt.read(sources)).isNotEmpty();
    }

    /** The indexes of all sources; empty if a value is not one that apt is sure to take. */
    private static Optional<Set<String>> targets(List<Stanza> stanzas) {
        Set<String> targets = new TreeSet<>();
        for (Stanza stanza : stanzas) {
            List<String> types = words(stanza, "Types", "deb|deb-src");
            List<String> uris = words(stanza, "URIs", "https?://[a-z][a-z.]*[a-z](/[a-z]+)?");
            List<String> suites = words(stanza, "Suites", "[a-z]+/?");
            List<String> components = words(stanza, "Components", "[a-z]+");
            List<String> architectures = words(stanza, "Architectures", "[a-z]+[0-9]+");
            boolean flat = suites.stream().allMatch(suite -> suite.endsWith("/"));
            boolean mixed = !flat && suites.stream().anyMatch(suite -> suite.endsWith("/"));
            boolean known = stanza.fields().stream().map(Field::name).allMatch(RandomSources::isKnown);
            if (types.isEmpty()
                    || uris.isEmpty()
                    || suites.isEmpty()
                    || mixed
                    || flat != components.isEmpty()
                    || !known
                    || (stanza.find("Components").isPresent() && components.isEmpty())
                    || (stanza.find("Architectures").isPresent() && architectures.isEmpty())) {
                return Optional.empty();
            }
            for (String type : types) {
                for (String uri : uris) {
                    for (String suite : suites) {
                        add(targets, "%s %s/ %s".formatted(type, uri, suite), components, type, architectures);
                    }
                }
            }
        }
        return stanzas.isEmpty() ? Optional.empty() : Optional.of(targets);
    }

    private static void add(
            Set<String> targets, String start, List<String> components, String type, List<String> architectures) {
        if (components.isEmpty()) {
            targets.add(start + " - -");
        }
        List<String> own = architectures.isEmpty() ? List.of(NATIVE, "i386") : architectures;
        for (String component : components) {
            for (String architecture : type.equals("deb") ? own : List.of("-")) {
                targets.add(start + " " + component + " " + architecture);
            }
        }
    }

    /** The words of a field; none if one is not of the form. */
    private static List<String> words(Stanza stanza, String name, String form) {
        List<String> words = stanza.find(name).map(Field::words).orElse(List.of());
        return words.stream().allMatch(word -> word.matches(form)) ? words : List.of();
    }
}

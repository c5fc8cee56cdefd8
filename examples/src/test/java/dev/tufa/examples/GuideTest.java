package dev.tufa.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide shows is compiled and run: every snippet stands in an example, line for line. */
class GuideTest {
    private static final Pattern SNIPPET =
            Pattern.compile("^```(java|xml)\\n(.*?)\\n```$", Pattern.DOTALL | Pattern.MULTILINE);

    @Test
    void everySnippetStandsInAnExample() throws IOException {
        List<String> snippets = snippets("java");
        List<List<String>> examples = examples();

        assertThat(snippets).hasSizeGreaterThan(3);
        assertThat(snippets.stream()
                        .filter(snippet -> examples.stream().noneMatch(example -> contains(example, snippet))))
                .isEmpty();
    }

    @Test
    void aSnippetThatIsAlteredIsFound() throws IOException {
        String snippet = snippets("java").get(0);
        String altered = snippet.replace("pinnedRoot", "root");

        assertThat(examples()).anyMatch(example -> contains(example, snippet));
        assertThat(examples()).noneMatch(example -> contains(example, altered));
    }

    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        String pom = Files.readString(root().resolve("pom.xml"));
        Matcher version = Pattern.compile("<artifactId>tufa-parent</artifactId>\\s*<version>(.*?)</version>")
                .matcher(pom);
        assertThat(version.find()).isTrue();

        assertThat(snippets("xml"))
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(snippet).contains("<version>" + version.group(1) + "</version>"));
    }

    private static List<String> snippets(String language) throws IOException {
        Matcher matcher = SNIPPET.matcher(Files.readString(root().resolve("docs/guide/embedding.md")));
        List<String> snippets = new ArrayList<>();
        while (matcher.find()) {
            if (matcher.group(1).equals(language)) {
                snippets.add(matcher.group(2));
            }
        }
        return snippets;
    }

    private static List<List<String>> examples() throws IOException {
        List<List<String>> examples = new ArrayList<>();
        Path folder = root().resolve("examples/src/main/java/dev/tufa/examples");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.java")) {
            for (Path file : files) {
                examples.add(Files.readAllLines(file));
            }
        }
        return examples;
    }

    /** Whether consecutive lines of the example are those of the snippet, but for a common indentation. */
    private static boolean contains(List<String> example, String snippet) {
        int count = (int) snippet.lines().count();
        for (int first = 0; first + count <= example.size(); first++) {
            String lines = String.join("\n", example.subList(first, first + count));
            if (lines.stripIndent().equals(snippet)) {
                return true;
            }
        }
        return false;
    }

    private static Path root() {
        return Path.of(System.getProperty("tufa.root", ".."));
    }
}

package dev.tufa.tuf.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the map file of TAP 4")
class MapFileTest {
    private static final String REPOSITORIES =
            "{\"Django\": [\"https://djangoproject.com/\"], \"PyPI\": [\"https://pypi.org\", \"https://mirror/pypi/\"]}";

    private static MapFile read(String text) throws MalformedMetadataException {
        return MapFile.read(text.getBytes(UTF_8), JsonLimits.DEFAULT);
    }

    private static MapFile withMapping(String mapping) throws MalformedMetadataException {
        return read("{\"repositories\": %s, \"mapping\": [%s]}".formatted(REPOSITORIES, mapping));
    }

    private static MapFile withRepository(String name) throws MalformedMetadataException {
        return read("{\"repositories\": {\"%s\": [\"https://a.example/\"]}, \"mapping\": []}".formatted(name));
    }

    @Test
    void namesRepositoriesAndWhatTheyAreBelievedOf() throws Exception {
        MapFile map = withMapping("""
                {"paths": ["django/*"], "repositories": ["Django", "PyPI"], "threshold": 2, "terminating": false},
                {"paths": ["*"], "repositories": ["PyPI"], "threshold": 1, "terminating": true}""");

        assertThat(map.repositories()).containsEntry("PyPI", List.of("https://pypi.org", "https://mirror/pypi/"));
        assertThat(map.mappingsOf("django/a.tgz"))
                .extracting(MapFile.Mapping::threshold)
                .containsExactly(2, 1);
        assertThat(map.mappingsOf("some/where/else"))
                .extracting(MapFile.Mapping::terminating)
                .containsExactly(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-b_c.d", "0", "_x", "console", "a..b"})
    void takesNamesThatAreFoldersNames(String name) throws Exception {
        assertThat(withRepository(name).repositories()).containsOnlyKeys(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../x",
                "a/b",
                "/a",
                "a\\\\b",
                ".hidden",
                "a.",
                "con",
                "NUL",
                "com1.x",
                "ü",
                "a b",
                "a\\u0000",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void refusesNamesThatLeadElsewhere(String name) {
        assertThatThrownBy(() -> withRepository(name))
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessageStartingWith("map.json: ")
                .hasMessageContaining("expected a name of at most 64 letters");
    }

    @Test
    void refusesNamesThatAreOneFolderOnSomeSystems() {
        assertThatThrownBy(() ->
                        read("{\"repositories\": {\"a\": [\"https://a/\"], \"A\": [\"https://b/\"]}, \"mapping\": []}"))
                .hasMessageContaining("names that differ by more than case");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | \"PyPI\" | threshold: expected integer from 1 to 1, got 0",
                "-1 | \"PyPI\" | threshold: expected integer from 1 to 1, got -1",
                "2 | \"PyPI\" | threshold: expected integer from 1 to 1, got 2",
                "1 | \"Other\" | repositories: expected one of [Django, PyPI], got Other",
                "1 | \"PyPI\", \"PyPI\" | repositories: expected each repository once, got PyPI, PyPI",
                "1 | '' | repositories: expected at least one repository, got none",
            })
    void refusesMappingsThatNobodyCouldMeet(String threshold, String repositories, String problem) {
        String mapping = "{\"paths\": [\"*\"], \"repositories\": [%s], \"threshold\": %s, \"terminating\": true}"
                .formatted(repositories, threshold);

        assertThatThrownBy(() -> withMapping(mapping)).hasMessageContaining(problem);
    }

    @Test
    void refusesARoleWithoutKeys() {
        assertThatThrownBy(() -> withMapping("""
                        {"paths": ["*"], "repositories": ["PyPI"], "threshold": 1, "terminating": true,
                         "targets": {"name": "mine", "threshold": 1, "keyids": ["a"]}}"""))
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessageContaining("keys");
    }
}

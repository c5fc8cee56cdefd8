package dev.tufa.tuf.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The schema of settings.json")
class SettingsSchemaTest {
    private static final Path GUIDE = Path.of("../../docs/guide");
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final String USUAL = """
            {"lifetimes": {"root": 1, "targets": 1, "snapshot": 1, "timestamp": 1%s}, "bridge": 0, "clock_jump": 0,
             "key_iterations": 1000%s}""";

    private static JsonObject schema() throws Exception {
        return json(Files.readString(GUIDE.resolve("settings.schema.json")));
    }

    private static JsonObject json(String text) throws Exception {
        return CanonicalJson.read(text.getBytes(UTF_8), JsonLimits.DEFAULT);
    }

    private static JsonObject at(JsonObject object, String... names) {
        JsonObject found = object;
        for (String name : names) {
            found = (JsonObject) found.member(name).orElseThrow();
        }
        return found;
    }

    static Stream<String> examples() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(GUIDE.resolve("policy.md")));
        return Stream.concat(
                example.results().map(found -> found.group(1)),
                Stream.of(
                        new String(Settings.DEFAULT.toBytes(), UTF_8),
                        new String(
                                Settings.DEFAULT.withLine("lifetime.dev", "3d").toBytes(), UTF_8)));
    }

    static Stream<String> wrong() {
        return Stream.of(
                "{}",
                USUAL.formatted(", \"mirrors\": 1", ""),
                USUAL.formatted(", \"bins\": 0", ""),
                USUAL.formatted(", \"bins\": \"1\"", ""),
                USUAL.formatted("", ", \"unknown\": 1"),
                USUAL.formatted("", ", \"delegated_lifetimes\": {\"dev\": 0}"),
                USUAL.formatted("", ", \"delegated_lifetimes\": []"),
                USUAL.formatted("", ", \"renew_at\": {\"bins\": 0}"),
                USUAL.formatted("", ", \"renew_at\": {\"bins\": 100}"),
                USUAL.formatted("", ", \"renew_at\": {\"dev\": 50}"),
                USUAL.formatted("", ", \"key_schemes\": []"),
                USUAL.formatted("", ", \"key_schemes\": [\"rsa\"]"),
                USUAL.formatted("", ", \"target_paths\": {\"allow\": []}"),
                USUAL.formatted("", ", \"target_paths\": {\"allowed\": [1]}"),
                USUAL.formatted("", ", \"replace\": \"sometimes\""),
                USUAL.formatted("", ", \"gc\": {\"grace\": -1}"),
                USUAL.formatted("", ", \"gc\": {\"mercy\": 1}"),
                USUAL.formatted("", "").replace("\"bridge\": 0", "\"bridge\": -1"),
                USUAL.formatted("", "").replace("1000", "999"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void acceptsWhatTheReaderReads(String example) throws Exception {
        assertThat(Settings.read(example.getBytes(UTF_8)).toBytes()).isNotEmpty();
        assertThat(SchemaCheck.problems(schema(), json(example))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesWhatTheReaderRefuses(String text) throws Exception {
        assertThatThrownBy(() -> Settings.read(text.getBytes(UTF_8))).isInstanceOf(IOException.class);
        assertThat(SchemaCheck.problems(schema(), json(text))).isNotEmpty();
    }

    @Test
    void knowsTheMembersThatTheReaderKnows() throws Exception {
        assertThat(at(schema(), "properties").toMap().keySet()).isEqualTo(SettingsJson.MEMBERS);
        JsonArray schemes = (JsonArray) at(schema(), "properties", "key_schemes", "items")
                .member("enum")
                .orElseThrow();
        assertThat(schemes.values().stream().map(value -> ((JsonString) value).value()))
                .containsExactly(Stream.of(SignatureScheme.values())
                        .map(SignatureScheme::text)
                        .toArray(String[]::new));
    }

    @Test
    void goesWithAGuideThatHasALineForEverySetting() throws Exception {
        String guide = Files.readString(GUIDE.resolve("policy.md"));
        assertThat(examples()).hasSize(4);
        for (Map.Entry<String, String> line : Settings.DEFAULT.lines().entrySet()) {
            String value = line.getKey().equals("key-schemes") ? "all" : line.getValue();
            assertThat(guide)
                    .contains(
                            value.equals("all") || value.isEmpty()
                                    ? "| `%s` |".formatted(line.getKey())
                                    : "| `%s` | `%s` |".formatted(line.getKey(), value));
        }
        assertThat(List.copyOf(Settings.DEFAULT.lines().keySet())).hasSizeGreaterThan(15);
    }
}

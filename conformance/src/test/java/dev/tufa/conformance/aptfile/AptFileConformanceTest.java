package dev.tufa.conformance.aptfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.Refusal;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.host.HostMatch;
import dev.tufa.apt.openpgp.PolicyRule;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads nothing but the files and the index, as a handler by others would. */
@DisplayName("a file of the corpus")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AptFileConformanceTest {
    /** Chapters that say nothing by which one file is judged. */
    private static final Set<String> NOT_OF_A_FILE = Set.of("1", "4", "5", "6", "7", "9");

    private final List<JsonObject> entries;

    AptFileConformanceTest() throws Exception {
        entries = Corpus.recorded();
    }

    private Stream<Arguments> accepted() {
        return with("accepted");
    }

    private Stream<Arguments> refused() {
        return with("refused");
    }

    private Stream<Arguments> with(String outcome) {
        return entries.stream()
                .filter(entry -> entry.member(outcome).isPresent())
                .map(entry -> Arguments.of(text(entry, "file"), entry));
    }

    private static VerifiedAptFile read(JsonObject entry) throws IOException, AptFileException {
        return VerifiedAptFile.read(
                Files.readAllBytes(Corpus.FOLDER.resolve(text(entry, "file"))), Instant.parse(text(entry, "at")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void accepted(String file, JsonObject entry) throws Exception {
        VerifiedAptFile read = read(entry);

        assertThat(PrettyJson.of(ReadFile.json(read)))
                .as(text(entry, "shows"))
                .isEqualTo(PrettyJson.of(entry.member("accepted").orElseThrow()));
        for (JsonValue host : ((JsonArray) entry.member("hosts").orElseThrow()).values()) {
            assertThat(matched(read, (JsonObject) host)).isEqualTo(host);
        }
    }

    /** A system with the stanza that is found for it. */
    private static JsonObject matched(VerifiedAptFile read, JsonObject host) {
        Optional<HostMatch> match = HostMatch.find(
                read.stanzas(),
                new HostFacts(
                        text(host, "architecture"),
                        texts(host, "foreignArchitectures"),
                        distribution(host.member("distribution").orElseThrow()),
                        host.member("base").map(AptFileConformanceTest::distribution)));
        JsonOutput json = new JsonOutput();
        host.toMap().forEach((name, value) -> {
            if (!Set.of("stanza", "by").contains(name)) {
                json.with(name, value);
            }
        });
        if (match.isEmpty()) {
            return json.with("stanza", "none").build();
        }
        return json.with("stanza", match.get().number())
                .with("by", match.get().by().name().toLowerCase(Locale.ROOT))
                .build();
    }

    private static Distribution distribution(JsonValue value) {
        JsonObject object = (JsonObject) value;
        return new Distribution(
                text(object, "id"),
                object.member("codename").map(AptFileConformanceTest::text),
                texts(object, "releases"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String file, JsonObject entry) {
        assertThatThrownBy(() -> read(entry))
                .as(text(entry, "shows"))
                .isInstanceOfSatisfying(AptFileException.class, e -> {
                    assertThat(e.refusal().id()).as(e.getMessage()).isEqualTo(text(entry, "refused"));
                    assertThat(e.policy().map(PolicyRule::id))
                            .as(e.getMessage())
                            .isEqualTo(entry.member("rule").map(AptFileConformanceTest::text));
                });
    }

    /** As it was printed it is no file that could be verified; but it promises SHA-1, and that is why nobody could make it one. */
    @Test
    void saysWhyTheExampleOf2006IsRefused() {
        String digest = "signature: expected SHA256, SHA384 or SHA512, got SHA1";
        String key = "key [0-9A-F]{40}: expected Ed25519, ECDSA or RSA, got DSA, 1024 bits";

        assertThat(reason("seed-example-as-printed")).isEqualTo(digest);
        assertThat(reason("signature-policy-dsa-1024-sha1")).isEqualTo(digest);
        assertThat(reason("gpg-dsa1024-sha1")).isEqualTo(digest);
        assertThat(reason("key-policy-dsa-1024")).matches(key);
        assertThat(accepted().map(entry -> entry.get()[0])).contains("valid/seed-example.apt", "valid/seed-stanza.apt");
    }

    private String reason(String name) {
        JsonObject entry = entries.stream()
                .filter(one -> text(one, "file").equals("invalid/" + name + ".apt"))
                .findFirst()
                .orElseThrow();
        return String.valueOf(
                catchThrowableOfType(AptFileException.class, () -> read(entry)).getMessage());
    }

    @Test
    void isOneOfEnough() {
        assertThat(refused()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(accepted()).hasSizeGreaterThanOrEqualTo(25);
    }

    @Test
    void isThereForEveryRefusal() {
        Set<String> expected =
                Stream.of(Refusal.values()).map(Refusal::id).collect(Collectors.toCollection(TreeSet::new));

        assertThat(entries.stream()
                        .flatMap(entry -> entry.member("refused").stream())
                        .map(AptFileConformanceTest::text)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(specification("(?m)^\\| (`.*`) \\| [0-9., ]+ \\|$")
                        .flatMap(ids -> Pattern.compile("`([a-z-]+)`")
                                .matcher(ids)
                                .results()
                                .map(id -> id.group(1))))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void isThereForEveryRuleOfThePolicy() {
        Set<String> expected =
                Stream.of(PolicyRule.values()).map(PolicyRule::id).collect(Collectors.toCollection(TreeSet::new));

        assertThat(entries.stream()
                        .flatMap(entry -> entry.member("rule").stream())
                        .map(AptFileConformanceTest::text)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(specification("(?m)^\\| `([a-z-]+)` \\| [^0-9]")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void isThereForEverySection() {
        Set<String> sections = Stream.concat(
                        specification("(?m)^## ([0-9]+)\\."), specification("(?m)^\\*\\*([0-9]+\\.[0-9]+) "))
                .filter(section -> !NOT_OF_A_FILE.contains(section))
                .collect(Collectors.toSet());

        assertThat(entries.stream()
                        .flatMap(entry -> texts(entry, "sections").stream())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(sections);
    }

    private static Stream<String> specification(String pattern) {
        try {
            String text = Files.readString(Corpus.FOLDER.resolve("../../docs/spec/apt-file.md"));
            return Pattern.compile(pattern)
                    .matcher(text)
                    .results()
                    .map((MatchResult result) -> result.group(1))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(JsonObject object, String name) {
        return text(object.member(name).orElseThrow());
    }

    private static String text(JsonValue value) {
        return ((JsonString) value).value();
    }

    private static List<String> texts(JsonObject object, String name) {
        return ((JsonArray) object.member(name).orElseThrow())
                .values().stream().map(AptFileConformanceTest::text).toList();
    }
}

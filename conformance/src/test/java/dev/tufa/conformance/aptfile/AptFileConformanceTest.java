package dev.tufa.conformance.aptfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.Refusal;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.host.HostMatch;
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
    private static final Set<String> NOT_OF_A_FILE = Set.of("1", "5", "6", "7", "9");

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
                object.member("release").map(AptFileConformanceTest::text));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String file, JsonObject entry) {
        assertThatThrownBy(() -> read(entry))
                .as(text(entry, "shows"))
                .isInstanceOfSatisfying(
                        AptFileException.class,
                        e -> assertThat(e.refusal().id()).as(e.getMessage()).isEqualTo(text(entry, "refused")));
    }

    @Test
    void saysWhyTheExampleOf2006IsRefused() {
        assertThatThrownBy(() -> VerifiedAptFile.read(Seed.asPrinted(), CorpusCase.JUDGED))
                .hasMessage("-----BEGIN PGP SIGNATURE-----: expected base64, got \"<etc>\"");
        CorpusCase complete = KeyCases.all()
                .filter(one -> one.file().endsWith("dsa-1024-sha1.apt"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> VerifiedAptFile.read(complete.bytes(), complete.at()))
                .hasMessageMatching("key [0-9A-F]{40}: expected Ed25519, ECDSA or RSA, got DSA, 1024 bits");
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
        assertThat(specification("(?m)^\\| (`.*`) \\| [0-9.]+ \\|$")
                        .flatMap(ids -> Pattern.compile("`([a-z-]+)`")
                                .matcher(ids)
                                .results()
                                .map(id -> id.group(1))))
                .containsExactlyInAnyOrderElementsOf(expected);
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

package dev.tufa.tuf.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Text is recognised if, and only if, tokens make the same text of it")
class CanonicalTextTest {
    private static final JsonLimits LIMITS = new JsonLimits(4096, 8, 40);

    /** What a reader may treat in a way of its own, each of a kind. */
    private static final byte[] BYTES =
            "\0\1\t\n \"#',-./01:;=E[\\]enu{}\u007f\u0080\u00c3\u00e0\u00ed\u00f0\u00ff".getBytes(ISO_8859_1);

    static Stream<byte[]> accepted() {
        return Corpus.accepted();
    }

    static Stream<byte[]> refused() {
        return Corpus.refused();
    }

    @ParameterizedTest
    @MethodSource
    void accepted(byte[] document) throws JsonException {
        JsonObject read = CanonicalJson.read(document, LIMITS);
        assertThat(read).isEqualTo(CanonicalJson.readTokens(document, LIMITS));
        requireTheSame(document);
        requireTheSame(read.canonicalBytes());
    }

    @ParameterizedTest
    @MethodSource
    void refused(byte[] document) {
        assertThat(CanonicalText.recognise(document, LIMITS)).isEmpty();
        assertThatThrownBy(() -> CanonicalJson.read(document, LIMITS)).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"\":\"\"}",
                "{\"a\":[],\"b\":{},\"c\":[{},[]]}",
                "{\"a\":-1,\"b\":0,\"c\":[true,false,null]}",
                "{\"a\\\"\\\\\":\"\\\\\\\"\"}",
                "{\"é\":\"日本\",\"ﬁ\":1,\"😀\":2}"
            })
    void canonicalText(String document) {
        assertThat(CanonicalText.recognise(document.getBytes(UTF_8), LIMITS)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{} ",
                " {}",
                "{\"a\": 1}",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\n\"}",
                "{\"a\":\"\\u00e9\"}",
                "{\"a\":\"\u001f\"}",
                "{\"a\":-0}",
                "{\"a\":00}",
                "{\"a\":-01}",
                "{\"a\":1.0}",
                "{\"a\":1e1}",
                "{\"a\":-}",
                "{\"a\":truer}",
                "{\"a\":1}{}",
                "{\"a\":1]",
                "{\"a\":[1}",
                "{\"ﬁ\":1,\"é\":2}"
            })
    void otherText(String document) {
        assertThat(CanonicalText.recognise(document.getBytes(UTF_8), LIMITS)).isEmpty();
    }

    @Test
    void asDeepAndAsLongAsTheLimitsAllow() {
        assertThat(CanonicalText.recognise(nested(8), LIMITS)).isPresent();
        assertThat(CanonicalText.recognise(nested(9), LIMITS)).isEmpty();
        assertThat(CanonicalText.recognise(number(40), LIMITS)).isPresent();
        assertThat(CanonicalText.recognise(number(41), LIMITS)).isEmpty();
    }

    private static byte[] nested(int depth) {
        return ("{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}").getBytes(UTF_8);
    }

    private static byte[] number(int digits) {
        return ("{\"a\":-" + "9".repeat(digits) + "}").getBytes(UTF_8);
    }

    @Test
    void largeObjectsKnowTheirMembers() throws JsonException {
        var text = new StringBuilder("{\"a\":[{\"x\":{");
        members(text);
        text.append("}}],\"b\":{\"c\":{");
        members(text);
        text.append("},\"d\":{}},\"e\":1}");
        byte[] document = text.toString().getBytes(UTF_8);
        JsonObject recognised =
                CanonicalText.recognise(document, JsonLimits.DEFAULT).orElseThrow();
        JsonObject read = CanonicalJson.readTokens(document, JsonLimits.DEFAULT);
        assertThat(recognised).isEqualTo(read);
        assertThat(recognised.names()).containsExactly("a", "b", "e");
        JsonObject large = (JsonObject)
                ((JsonObject) recognised.member("b").orElseThrow()).member("c").orElseThrow();
        assertThat(large.size()).isEqualTo(1000);
        assertThat(large.names().get(large.indexOf("name 1700"))).isEqualTo("name 1700");
        assertThat(large.valueAt(large.indexOf("name 1700"))).isEqualTo(JsonInteger.of(1700));
        JsonObject inArray = (JsonObject)
                ((JsonArray) recognised.member("a").orElseThrow()).values().get(0);
        assertThat(((JsonObject) inArray.member("x").orElseThrow()).size()).isEqualTo(1000);
    }

    private static void members(StringBuilder text) {
        for (int i = 1000; i < 2000; i++) {
            text.append(i == 1000 ? "" : ",")
                    .append("\"name ")
                    .append(i)
                    .append("\":")
                    .append(i);
        }
    }

    @Test
    void whereverTheyAreCut() {
        everyDocument().forEach(document -> {
            for (int length = 0; length < document.length; length++) {
                requireTheSame(Arrays.copyOf(document, length));
            }
        });
    }

    @Test
    void whicheverByteIsAnother() {
        everyDocument().forEach(document -> {
            for (int i = 0; i < document.length; i++) {
                byte[] edited = document.clone();
                for (byte other : BYTES) {
                    edited[i] = other;
                    requireTheSame(edited);
                }
            }
        });
    }

    @Test
    void whicheverByteIsAdded() {
        everyDocument().forEach(document -> {
            for (int i = 0; i <= document.length; i++) {
                byte[] edited = Arrays.copyOf(document, document.length + 1);
                System.arraycopy(document, i, edited, i + 1, document.length - i);
                for (byte other : BYTES) {
                    edited[i] = other;
                    requireTheSame(edited);
                }
            }
        });
    }

    @Test
    void whicheverByteIsMissing() {
        everyDocument().forEach(document -> {
            for (int i = 0; i < document.length; i++) {
                byte[] edited = Arrays.copyOf(document, document.length - 1);
                System.arraycopy(document, i + 1, edited, i, document.length - i - 1);
                requireTheSame(edited);
            }
        });
    }

    @Test
    void whicheverHalvesComeTogether() {
        byte[][] documents = everyDocument().toArray(byte[][]::new);
        for (int i = 0; i < documents.length; i++) {
            byte[] one = documents[i];
            byte[] other = documents[(i + 1) * 7919 % documents.length];
            for (int from = 0; from <= other.length; from++) {
                int to = one.length / 2;
                byte[] both = Arrays.copyOf(one, to + other.length - from);
                System.arraycopy(other, from, both, to, other.length - from);
                requireTheSame(both);
            }
        }
    }

    /** Those of the corpus, and what is canonical of them. */
    private static Stream<byte[]> everyDocument() {
        Stream<byte[]> canonical = Corpus.accepted().map(document -> {
            try {
                return CanonicalJson.readTokens(document, LIMITS).canonicalBytes();
            } catch (JsonException e) {
                throw new AssertionError(e);
            }
        });
        return Stream.concat(Corpus.all(), canonical);
    }

    private static void requireTheSame(byte[] document) {
        Optional<JsonObject> read = readTokens(document);
        boolean canonical = read.isPresent() && Arrays.equals(read.get().canonicalBytes(), document);
        Optional<JsonObject> recognised = CanonicalText.recognise(document, LIMITS);
        boolean same = recognised.isPresent() == canonical;
        if (same && canonical) {
            same = recognised.get().equals(read.get())
                    && recognised.get().names().equals(read.get().names());
        }
        if (!same) { // an assertion for each of a million would take longer than all else
            fail("%s: expected %s, got %s".formatted(new String(document, ISO_8859_1), read, recognised));
        }
    }

    private static Optional<JsonObject> readTokens(byte[] document) {
        try {
            return Optional.of(CanonicalJson.readTokens(document, LIMITS));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}

package dev.tufa.tuf.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader of a later version accepts and gives what a reader of the whole document does. */
@DisplayName("A document read beside an earlier version")
class RereadingTest {
    private static final int ENTRIES = 180;

    /** A snapshot in small, of some 6 kB. */
    private static NavigableMap<String, String> entries() {
        TreeMap<String, String> entries = new TreeMap<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.put("bins-%03x.json".formatted(i), "{\"version\":" + (i % 17 + 1) + "}");
        }
        return entries;
    }

    private static String document(Map<String, String> entries, int version) {
        List<String> members = new ArrayList<>();
        entries.forEach((name, value) -> members.add("\"" + name + "\":" + value));
        return "{\"signatures\":[{\"keyid\":\"ab\",\"sig\":\"" + "0123".repeat(version % 5)
                + "\"}],\"signed\":{\"_type\":\"snapshot\",\"meta\":{" + String.join(",", members)
                + "},\"spec_version\":\"1.0\",\"version\":" + version + "}}";
    }

    private static JsonObject read(String text) {
        try {
            return CanonicalJson.read(text.getBytes(UTF_8), JsonLimits.DEFAULT);
        } catch (JsonException e) {
            return fail("expected a document", e);
        }
    }

    private static boolean isRead(JsonObject earlier, String text) {
        return Rereading.read(text.getBytes(UTF_8), JsonLimits.DEFAULT, earlier).isPresent();
    }

    /** Whatever it is, the outcome is that of the reader that knows nothing; true if it is a document. */
    private static boolean requireTheSame(JsonObject earlier, byte[] source, JsonLimits limits) {
        JsonObject expected;
        try {
            expected = CanonicalJson.read(source, limits);
        } catch (JsonException e) {
            assertThat(Rereading.read(source, limits, earlier)).isEmpty();
            try {
                CanonicalJson.read(source, limits, earlier);
                return fail("expected a refusal of " + new String(source, UTF_8));
            } catch (JsonException again) {
                assertThat(again).hasMessage(e.getMessage());
                return false;
            }
        }
        try {
            requireTheSame(CanonicalJson.read(source, limits, earlier), expected);
        } catch (JsonException e) {
            return fail("expected a document", e);
        }
        return true;
    }

    /** Also what they remember of their members is the same. */
    private static void requireTheSame(JsonValue actual, JsonValue expected) {
        assertThat(actual).isEqualTo(expected);
        if (actual instanceof JsonObject one && expected instanceof JsonObject other) {
            assertThat(one.names()).isEqualTo(other.names());
            for (int i = 0; i < one.size(); i++) {
                requireTheSame(one.valueAt(i), other.valueAt(i));
            }
        }
    }

    private static JsonObject again(JsonObject earlier, String text) {
        assertThat(isRead(earlier, text)).isTrue();
        requireTheSame(earlier, text.getBytes(UTF_8), JsonLimits.DEFAULT);
        try {
            return CanonicalJson.read(text.getBytes(UTF_8), JsonLimits.DEFAULT, earlier);
        } catch (JsonException e) {
            return fail("expected a document", e);
        }
    }

    @Nested
    @DisplayName("is read by its differences")
    class IsRead {
        private final NavigableMap<String, String> entries = entries();
        private JsonObject earlier = read(document(entries, 1));

        @Test
        void whenNothingChanged() {
            earlier = again(earlier, document(entries, 1));
        }

        @ParameterizedTest
        @ValueSource(strings = {"bins-000.json", "bins-001.json", "bins-07f.json", "bins-0b2.json", "bins-0b3.json"})
        void whenAnEntryChanged(String name) {
            for (int version = 2; version < 20; version++) {
                entries.put(name, "{\"version\":" + version * 1_000_000L + "}");
                earlier = again(earlier, document(entries, version));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"a.json", "bins-000.json.json", "bins-07f.jso", "bins-0b3.json.json", "z.json"})
        void whenAnEntryCameOrWent(String name) {
            entries.put(name, "{\"version\":1}");
            earlier = again(earlier, document(entries, 2));
            entries.remove(name);
            earlier = again(earlier, document(entries, 3));
        }

        @Test
        void whenEntriesAtTheEndsWent() {
            while (entries.size() > 150) {
                entries.pollFirstEntry();
                entries.pollLastEntry();
                earlier = again(earlier, document(entries, entries.size()));
            }
        }

        @Test
        void fromAnyPartOfTheEarlierOne() {
            JsonObject meta =
                    (JsonObject) ((JsonObject) earlier.member("signed").orElseThrow())
                            .member("meta")
                            .orElseThrow();
            assertThat(meta.document(JsonLimits.DEFAULT)).containsSame(earlier);
        }

        @Test
        void manyTimesOver() {
            Random random = new Random(1);
            List<String> names = new ArrayList<>(entries.keySet());
            for (int version = 2; version < 200; version++) {
                for (int i = random.nextInt(6); i > 0; i--) {
                    String name = names.get(random.nextInt(names.size()));
                    switch (random.nextInt(3)) {
                        case 0 -> entries.remove(name);
                        case 1 -> entries.put(name, "{\"version\":" + random.nextInt(1 << random.nextInt(1, 31)) + "}");
                        default -> entries.put(name + random.nextInt(10), "{\"x\":[1,{\"y\":\"\\\"}\"}],\"z\":{}}");
                    }
                }
                earlier = again(earlier, document(entries, version));
            }
        }
    }

    @Nested
    @DisplayName("is read whole")
    class IsReadWhole {
        private final JsonObject earlier = read(document(entries(), 1));

        @Test
        void whenItHasWhiteSpace() {
            String spaced = document(entries(), 1).replace(",\"bins-07f", ", \"bins-07f");
            assertThat(isRead(earlier, spaced)).isFalse();
            assertThat(requireTheSame(earlier, spaced.getBytes(UTF_8), JsonLimits.DEFAULT))
                    .isTrue();
        }

        @Test
        void whenItsMembersAreInAnotherOrder() {
            LinkedHashMap<String, String> disordered =
                    new LinkedHashMap<>(entries().descendingMap());
            assertThat(isRead(earlier, document(disordered, 1))).isFalse();
            assertThat(requireTheSame(earlier, document(disordered, 1).getBytes(UTF_8), JsonLimits.DEFAULT))
                    .isTrue();
        }

        @Test
        void whenAlmostAllOfItChanged() {
            TreeMap<String, String> many = new TreeMap<>();
            for (int i = 0; i < 3000; i++) {
                many.put("bins-%03x.json".formatted(i), "{\"version\":1}");
            }
            JsonObject before = read(document(many, 1));
            many.replaceAll((name, value) -> "{\"version\":2}");
            assertThat(isRead(before, document(many, 2))).isFalse();
            assertThat(requireTheSame(before, document(many, 2).getBytes(UTF_8), JsonLimits.DEFAULT))
                    .isTrue();
        }

        @Test
        void whenTheEarlierOneHadControlCharactersWhichTextMustEscape() {
            NavigableMap<String, String> entries = entries();
            entries.put("x", "\"\\u0007\"");
            JsonObject before = read(document(entries, 1));
            String raw = new String(before.canonicalBytes(), UTF_8);
            assertThat(raw).contains("\u0007");
            assertThat(before.document(JsonLimits.DEFAULT)).isEmpty();
            assertThat(requireTheSame(before, document(entries, 1).getBytes(UTF_8), JsonLimits.DEFAULT))
                    .isTrue();
            requireRefused(before, raw.getBytes(UTF_8));
        }

        private static void requireRefused(JsonObject before, byte[] source) {
            try {
                CanonicalJson.read(source, JsonLimits.DEFAULT, before);
                fail("expected a refusal");
            } catch (JsonException e) {
                assertThat(e).hasMessageContaining("control character");
            }
        }

        @Test
        void whenTheEarlierOneWasReadWithinOtherLimits() {
            assertThat(earlier.document(new JsonLimits(1 << 20, 64, 600))).isEmpty();
        }
    }

    @Nested
    @DisplayName("is refused as it would be without")
    class IsRefused {
        private final String before = document(entries(), 1);
        private final JsonObject earlier = read(before);

        @Test
        void whateverIsDamaged() {
            byte[] bytes = before.getBytes(UTF_8);
            Random random = new Random(2);
            String alphabet = "\"\\{}[]:,0 \n\u0007x-";
            int documents = 0;
            for (int i = 0; i < bytes.length; i++) {
                byte[] damaged = bytes.clone();
                damaged[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
                documents += requireTheSame(earlier, damaged, JsonLimits.DEFAULT) ? 1 : 0;
            }
            assertThat(documents).isBetween(bytes.length / 100, bytes.length - bytes.length / 100);
        }

        @Test
        void whateverIsCutOrDoubled() {
            byte[] bytes = before.getBytes(UTF_8);
            Random random = new Random(3);
            for (int i = 0; i < 3000; i++) {
                int from = random.nextInt(bytes.length);
                int to = Math.min(bytes.length, from + random.nextInt(60));
                int into = random.nextInt(bytes.length);
                byte[] cut = join(bytes, 0, from, bytes, to, bytes.length);
                requireTheSame(earlier, cut, JsonLimits.DEFAULT);
                requireTheSame(
                        earlier,
                        join(join(bytes, 0, into, bytes, from, to), 0, into + to - from, bytes, into, bytes.length),
                        JsonLimits.DEFAULT);
            }
        }

        @Test
        void whateverItsLength() {
            byte[] bytes = before.getBytes(UTF_8);
            for (int length = 0;
                    length < bytes.length;
                    length += length < 100 || length > bytes.length - 300 ? 1 : 37) {
                requireTheSame(earlier, Arrays.copyOf(bytes, length), JsonLimits.DEFAULT);
            }
            requireTheSame(earlier, (before + " ").getBytes(UTF_8), JsonLimits.DEFAULT);
            requireTheSame(earlier, (before + "{}").getBytes(UTF_8), JsonLimits.DEFAULT);
        }

        private static byte[] join(byte[] one, int from, int to, byte[] other, int otherFrom, int otherTo) {
            byte[] joined = Arrays.copyOf(Arrays.copyOfRange(one, from, to), to - from + otherTo - otherFrom);
            System.arraycopy(other, otherFrom, joined, to - from, otherTo - otherFrom);
            return joined;
        }

        @ParameterizedTest
        @ValueSource(ints = {4, 5, 6, 7, 8, 9})
        void whateverIsTooDeep(int depth) throws JsonException {
            JsonLimits limits = new JsonLimits(1 << 20, depth, 600);
            JsonObject before = CanonicalJson.read(this.before.getBytes(UTF_8), limits);
            NavigableMap<String, String> entries = entries();
            int accepted = 0;
            for (int nesting = 1; nesting < 10; nesting++) {
                entries.put("bins-07f.json", "{\"version\":" + "[".repeat(nesting) + "]".repeat(nesting) + "}");
                accepted += requireTheSame(before, document(entries, 1).getBytes(UTF_8), limits) ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(depth - 4); // the document, its signed part, meta and the entry
        }

        @Test
        void whateverIsTooLong() {
            NavigableMap<String, String> entries = entries();
            entries.put("bins-07f.json", "{\"version\":" + "1".repeat(601) + "}");
            assertThat(requireTheSame(earlier, document(entries, 1).getBytes(UTF_8), JsonLimits.DEFAULT))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("is the same for any two documents")
    void anyTwo() throws JsonException {
        Random random = new Random(4);
        for (int i = 0; i < 2000; i++) {
            TreeMap<String, JsonValue> members = new TreeMap<>();
            for (int k = 0; k < 40; k++) {
                members.put("member " + k, RandomValues.object(random, 3));
            }
            byte[] one = JsonText.bytes(JsonObject.of(members));
            members.put("member " + random.nextInt(60), RandomValues.object(random, 3));
            byte[] other = JsonText.bytes(JsonObject.of(members));
            assertThat(requireTheSame(CanonicalJson.read(one, JsonLimits.DEFAULT), other, JsonLimits.DEFAULT))
                    .isTrue();
        }
    }
}

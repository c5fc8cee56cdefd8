package dev.tufa.tuf.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    private static final String CUT = "expected a complete document, got only its beginning";
    private static final String NOT_UTF8 = "expected UTF-8, got invalid bytes";
    private static final String CONTROL =
            "expected strict JSON, got Unescaped control characters (\\u0000-\\u001F) are not allowed in strict mode at ";

    private static JsonObject read(String text) throws JsonException {
        return CanonicalJson.read(text.getBytes(UTF_8), JsonLimits.DEFAULT);
    }

    private static String canonical(String text) throws JsonException {
        return new String(read(text).canonicalBytes(), UTF_8);
    }

    @Nested
    @DisplayName("refuses what is not strict JSON")
    class Refuses {
        static Stream<Arguments> documents() {
            return Stream.of(
                    arguments("a member twice", "{\"a\":1,\"a\":2}", "expected distinct member names, got \"a\" twice"),
                    arguments(
                            "a member twice, once escaped",
                            "{\"a\":1,\"\\u0061\":2}",
                            "expected distinct member names, got \"a\" twice"),
                    arguments(
                            "a member twice, apart",
                            "{\"b\":1,\"a\":2,\"b\":3}",
                            "expected distinct member names, got \"b\" twice"),
                    arguments(
                            "a member twice, inside",
                            "{\"a\":[{\"x\":1,\"x\":1}]}",
                            "expected distinct member names, got \"x\" twice"),
                    arguments(
                            "the empty name twice",
                            "{\"\":1,\"\":1}",
                            "expected distinct member names, got \"\" twice"),
                    arguments(
                            "a quote as name twice",
                            "{\"\\\"\":1,\"\\u0022\":1}",
                            "expected distinct member names, got \"\\\"\" twice"),
                    arguments("a fraction", "{\"a\":1.0}", "expected an integer, got 1.0"),
                    arguments("an exponent", "{\"a\":1e3}", "expected an integer, got 1e3"),
                    arguments("a capital exponent", "{\"a\":1E3}", "expected an integer, got 1E3"),
                    arguments("a negative exponent", "{\"a\":10e-1}", "expected an integer, got 10e-1"),
                    arguments("minus zero", "{\"a\":-0}", "expected an integer, got -0"),
                    arguments("minus zero with a fraction", "{\"a\":-0.0}", "expected an integer, got -0.0"),
                    arguments("a leading zero", "{\"a\":01}", somethingElse(6, "$.a")),
                    arguments("a leading zero after minus", "{\"a\":-01}", somethingElse(6, "$.a")),
                    arguments("a plus", "{\"a\":+1}", somethingElse(6, "$.a")),
                    arguments("no digit before the point", "{\"a\":.5}", somethingElse(6, "$.a")),
                    arguments("no digit after the point", "{\"a\":1.}", somethingElse(6, "$.a")),
                    arguments("a minus alone", "{\"a\":-}", somethingElse(6, "$.a")),
                    arguments("hexadecimal", "{\"a\":0x10}", somethingElse(6, "$.a")),
                    arguments("NaN", "{\"a\":NaN}", somethingElse(6, "$.a")),
                    arguments("Infinity", "{\"a\":Infinity}", somethingElse(6, "$.a")),
                    arguments("-Infinity", "{\"a\":-Infinity}", somethingElse(6, "$.a")),
                    arguments("arithmetic", "{\"a\":1-2}", somethingElse(6, "$.a")),
                    arguments("letters after a number", "{\"a\":1a}", somethingElse(6, "$.a")),
                    arguments("TRUE", "{\"a\":TRUE}", somethingElse(6, "$.a")),
                    arguments("True", "{\"a\":True}", somethingElse(6, "$.a")),
                    arguments("NULL", "{\"a\":NULL}", somethingElse(6, "$.a")),
                    arguments("letters after true", "{\"a\":truex}", somethingElse(6, "$.a")),
                    arguments("a comment to the end of the line", "{\"a\":1//c\n}", somethingElse(6, "$.a")),
                    arguments("a comment", "{\"a\":1/*c*/}", somethingElse(6, "$.a")),
                    arguments("a shell comment", "{\"a\":1#c\n}", somethingElse(6, "$.a")),
                    arguments("a comment before the document", "//c\n{}", somethingElse(2, "$")),
                    arguments("single quotes around a name", "{'a':1}", somethingElse(3, "$.")),
                    arguments("single quotes around a text", "{\"a\":'x'}", somethingElse(7, "$.a")),
                    arguments("a bare name", "{a:1}", somethingElse(3, "$.")),
                    arguments("a bare text", "{\"a\":x}", somethingElse(6, "$.a")),
                    arguments("a number as name", "{1:2}", somethingElse(3, "$.")),
                    arguments("null as name", "{null:1}", somethingElse(3, "$.")),
                    arguments("an equals sign", "{\"a\"=1}", somethingElse(6, "$.a")),
                    arguments("an arrow", "{\"a\"=>1}", somethingElse(6, "$.a")),
                    arguments(
                            "no colon",
                            "{\"a\" 1}",
                            "expected strict JSON, got Expected ':' at line 1 column 7 path $.a"),
                    arguments("a semicolon between members", "{\"a\":1;\"b\":2}", somethingElse(6, "$.a")),
                    arguments("a semicolon between elements", "{\"a\":[1;2]}", somethingElse(7, "$.a[0]")),
                    arguments(
                            "nothing between members",
                            "{\"a\":1 \"b\":2}",
                            "expected strict JSON, got Unterminated object at line 1 column 9 path $.a"),
                    arguments(
                            "nothing between elements",
                            "{\"a\":[1 2]}",
                            "expected strict JSON, got Unterminated array at line 1 column 10 path $.a[1]"),
                    arguments(
                            "a comma after the last member",
                            "{\"a\":1,}",
                            "expected strict JSON, got Expected name at line 1 column 9 path $.a"),
                    arguments("a comma before the first member", "{,\"a\":1}", somethingElse(3, "$.")),
                    arguments("a comma after the last element", "{\"a\":[1,]}", somethingElse(10, "$.a[1]")),
                    arguments("a comma before the first element", "{\"a\":[,1]}", somethingElse(8, "$.a[0]")),
                    arguments(
                            "no value",
                            "{\"a\":}",
                            "expected strict JSON, got Expected value at line 1 column 6 path $.a"),
                    arguments(
                            "the wrong closing bracket",
                            "{\"a\":[}",
                            "expected strict JSON, got Expected value at line 1 column 7 path $.a[0]"),
                    arguments("garbage after the document", "{} x", somethingElse(5, "$")),
                    arguments("a second document", "{}{}", somethingElse(4, "$")),
                    arguments("a comma after the document", "{},", somethingElse(4, "$")),
                    arguments("a NUL after the document", "{}\0", somethingElse(4, "$")),
                    arguments("a byte order mark", "\ufeff{}", "expected a JSON object, got a byte order mark"),
                    arguments(
                            "two byte order marks", "\ufeff\ufeff{}", "expected a JSON object, got a byte order mark"),
                    arguments("a byte order mark after white space", " \ufeff{}", somethingElse(2, "$")),
                    arguments("a byte order mark inside", "{\ufeff}", somethingElse(3, "$.")),
                    arguments("a guard against script inclusion", ")]}'\n{}", somethingElse(1, "$")),
                    arguments(
                            "a form feed as white space",
                            "{\"a\":\f1}",
                            "expected strict JSON, got Expected value at line 1 column 6 path $.a"),
                    arguments("a no-break space as white space", "\u00a0{}", somethingElse(1, "$")),
                    arguments("a raw tab in a text", "{\"a\":\"\t\"}", CONTROL + "line 1 column 7 path $.a"),
                    arguments("a raw line feed in a text", "{\"a\":\"\n\"}", CONTROL + "line 1 column 7 path $.a"),
                    arguments("a raw NUL in a text", "{\"a\":\"\0\"}", CONTROL + "line 1 column 7 path $.a"),
                    arguments(
                            "a raw control character in a name", "{\"\u001f\":1}", CONTROL + "line 1 column 3 path $."),
                    arguments(
                            "an escaped single quote",
                            "{\"a\":\"\\'\"}",
                            "expected strict JSON, got Invalid escaped character \"'\" in strict mode at line 1 column 9 path $.a"),
                    arguments("an escape \\x", "{\"a\":\"\\x41\"}", invalidEscape()),
                    arguments("an escape \\U", "{\"a\":\"\\U0041\"}", invalidEscape()),
                    arguments("an escape \\0", "{\"a\":\"\\0\"}", invalidEscape()),
                    arguments(
                            "an escaped line feed",
                            "{\"a\":\"\\\n\"}",
                            "expected strict JSON, got Cannot escape a newline character in strict mode at line 1 column 9 path $.a"),
                    arguments(
                            "an escape with other digits",
                            "{\"a\":\"\\u12G4\"}",
                            "expected strict JSON, got Malformed Unicode escape \\u12G4 at line 1 column 9 path $.a"),
                    arguments("a lone high surrogate", "{\"a\":\"\\ud800\"}", unpaired(14, "$.a")),
                    arguments("a lone high surrogate before text", "{\"a\":\"\\ud800x\"}", unpaired(15, "$.a")),
                    arguments("a lone low surrogate", "{\"a\":\"\\udc00\"}", unpaired(14, "$.a")),
                    arguments("surrogates in the wrong order", "{\"a\":\"\\udc00\\ud800\"}", unpaired(20, "$.a")),
                    arguments("a lone surrogate in a name", "{\"\\ud800\":1}", unpaired(10, "$.")),
                    arguments("nothing", "", CUT),
                    arguments("white space alone", " \n\t\r", CUT),
                    arguments("an array", "[]", "expected a JSON object, got array"),
                    arguments("a number", "1", "expected a JSON object, got number"),
                    arguments("a string", "\"x\"", "expected a JSON object, got string"),
                    arguments("a boolean", "true", "expected a JSON object, got boolean"),
                    arguments("null", "null", "expected a JSON object, got null"),
                    arguments("a beginning of null", "nul", somethingElse(1, "$")));
        }

        private static String somethingElse(int column, String path) {
            return "expected strict JSON, got something else at line 1 column %d path %s".formatted(column, path);
        }

        private static String unpaired(int column, String path) {
            return "expected strict JSON, got Unpaired surrogate characters are not allowed in strict mode at line 1 column %d path %s"
                    .formatted(column, path);
        }

        private static String invalidEscape() {
            return "expected strict JSON, got Invalid escape sequence at line 1 column 9 path $.a";
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("documents")
        void document(String what, String text, String message) {
            assertThatThrownBy(() -> read(text))
                    .isInstanceOf(JsonException.class)
                    .hasMessage(message);
        }

        static Stream<Arguments> bytesInAText() {
            return Stream.of(
                    arguments("a byte that UTF-8 never has", new int[] {0xFF}),
                    arguments("a continuation alone", new int[] {0x80}),
                    arguments("two bytes cut", new int[] {0xC3}),
                    arguments("three bytes cut", new int[] {0xE2, 0x82}),
                    arguments("four bytes cut", new int[] {0xF0, 0x9F, 0x98}),
                    arguments("an overlong slash", new int[] {0xC0, 0xAF}),
                    arguments("an overlong slash of three bytes", new int[] {0xE0, 0x80, 0xAF}),
                    arguments("an overlong NUL", new int[] {0xC0, 0x80}),
                    arguments("a surrogate", new int[] {0xED, 0xA0, 0x80}),
                    arguments("a pair of surrogates", new int[] {0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80}),
                    arguments("a code point above U+10FFFF", new int[] {0xF4, 0x90, 0x80, 0x80}),
                    arguments("five bytes", new int[] {0xF8, 0x88, 0x80, 0x80, 0x80}));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("bytesInAText")
        void invalidUtf8(String what, int[] bytes) {
            assertThatThrownBy(() -> CanonicalJson.read(textOf(bytes), JsonLimits.DEFAULT))
                    .isInstanceOf(JsonException.class)
                    .hasMessage(NOT_UTF8);
        }

        @Test
        void invalidUtf8AfterTheDocument() {
            assertThatThrownBy(() -> CanonicalJson.read(new byte[] {'{', '}', ' ', (byte) 0xFE}, JsonLimits.DEFAULT))
                    .hasMessage(NOT_UTF8);
        }

        @Test
        void anotherEncoding() {
            assertThatThrownBy(() -> CanonicalJson.read("{\"a\":1}".getBytes(UTF_16), JsonLimits.DEFAULT))
                    .hasMessage(NOT_UTF8);
        }

        /** Every beginning of a document is refused, wherever the cut is. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"a\":1}",
                    "{\"a\":{\"b\":[true,false,null,-12,\"x\\u0041\\\"\"]},\"\\u00e4\":\"\u00e4\ufeff\ud83d\ude00\"}"
                })
        void truncation(String text) throws JsonException {
            byte[] whole = text.getBytes(UTF_8);
            read(text);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> CanonicalJson.read(cut, JsonLimits.DEFAULT))
                        .as("the first %d bytes", length)
                        .isInstanceOf(JsonException.class);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":[1", "{\"a\":{"})
        void truncationBetweenTokensSaysSo(String text) {
            assertThatThrownBy(() -> read(text))
                    .isInstanceOf(JsonException.class)
                    .hasMessage(CUT);
        }

        @Test
        void aNameWithoutColonFillsTheBufferExactly() {
            assertThatThrownBy(() -> read("{\"abcdefgh\"")).hasMessage(CUT);
        }

        private static byte[] textOf(int[] bytes) {
            var document = new ByteArrayOutputStream();
            document.writeBytes("{\"a\":\"".getBytes(UTF_8));
            for (int b : bytes) {
                document.write(b);
            }
            document.writeBytes("\"}".getBytes(UTF_8));
            return document.toByteArray();
        }
    }

    @Nested
    @DisplayName("keeps to its limits")
    class Limits {
        @Test
        void depthAtTheLimitIsRead() throws JsonException {
            assertThat(canonical(nested(63))).isEqualTo(nested(63));
        }

        @Test
        void depthOverTheLimitIsRefused() {
            assertThatThrownBy(() -> read(nested(64)))
                    .hasMessageStartingWith(
                            "expected strict JSON, got Nesting limit 64 reached at line 1 column 70 path $.a[0][0]");
        }

        @Test
        void depthOfObjectsOverTheLimitIsRefused() {
            assertThatThrownBy(() -> read("{\"a\":".repeat(65) + "1" + "}".repeat(65)))
                    .hasMessageStartingWith("expected strict JSON, got Nesting limit 64 reached at line 1 column 322");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[", "{\"a\":"})
        void aHundredThousandLevelsAreRefusedLikeAnyOther(String level) {
            assertThatThrownBy(() -> read("{\"a\":" + level.repeat(100_000)))
                    .isInstanceOf(JsonException.class)
                    .hasMessageStartingWith("expected strict JSON, got Nesting limit 64 reached");
        }

        /** The object itself and this many arrays inside. */
        private static String nested(int arrays) {
            return "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "-"})
        void digitsAtTheLimitAreRead(String sign) throws JsonException {
            String number = sign + "9".repeat(600);
            assertThat(canonical("{\"a\":" + number + "}")).isEqualTo("{\"a\":" + number + "}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "-"})
        void digitsOverTheLimitAreRefused(String sign) {
            assertThatThrownBy(() -> read("{\"a\":" + sign + "9".repeat(601) + "}"))
                    .hasMessage("expected an integer of at most 600 digits, got 601");
        }

        @Test
        void bytesAtTheLimitAreRead() throws JsonException {
            JsonLimits limits = new JsonLimits(7, 64, 600);
            assertThat(CanonicalJson.read("{\"a\":1}".getBytes(UTF_8), limits).size())
                    .isEqualTo(1);
        }

        @Test
        void bytesOverTheLimitAreRefused() {
            JsonLimits limits = new JsonLimits(7, 64, 600);
            assertThatThrownBy(() -> CanonicalJson.read("{\"a\":1} ".getBytes(UTF_8), limits))
                    .isInstanceOf(JsonException.class)
                    .hasMessage("expected at most 7 bytes, got 8");
        }

        @ParameterizedTest
        @CsvSource({"1, 1, 1", "2, 0, 1", "2, 1, 0"})
        void limitsThatAllowNothingAreRefused(int bytes, int depth, int integerDigits) {
            assertThatThrownBy(() -> new JsonLimits(bytes, depth, integerDigits))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "limits: expected positive values, got %d, %d, %d".formatted(bytes, depth, integerDigits));
        }

        @Test
        void theSmallestLimitsAreThoseOfTheEmptyObject() throws JsonException {
            assertThat(CanonicalJson.read("{}".getBytes(UTF_8), new JsonLimits(2, 1, 1)))
                    .isEqualTo(JsonObject.EMPTY);
        }
    }

    @Nested
    @DisplayName("writes OLPC canonical JSON")
    class CanonicalForm {
        static Stream<Arguments> documents() {
            return Stream.of(
                    arguments("white space goes", " {\r\n\t\"a\" : [ 1 , 2 ] }\n", "{\"a\":[1,2]}"),
                    arguments("members are sorted", "{\"b\":1,\"a\":2,\"c\":3}", "{\"a\":2,\"b\":1,\"c\":3}"),
                    arguments("members inside are sorted", "{\"a\":{\"z\":1,\"y\":{}}}", "{\"a\":{\"y\":{},\"z\":1}}"),
                    arguments("elements are not sorted", "{\"a\":[3,\"b\",1,\"a\"]}", "{\"a\":[3,\"b\",1,\"a\"]}"),
                    arguments("a shorter name comes first", "{\"ab\":1,\"a\":2,\"\":3}", "{\"\":3,\"a\":2,\"ab\":1}"),
                    arguments("digits are text", "{\"10\":1,\"9\":2,\"1\":3}", "{\"1\":3,\"10\":1,\"9\":2}"),
                    arguments(
                            "names are compared without their escapes",
                            "{\"a\\\\\":1,\"a]\":2,\"a[\":3}", // [ \ ]
                            "{\"a[\":3,\"a\\\\\":1,\"a]\":2}"),
                    arguments(
                            "a quote in a name sorts as itself",
                            "{\"#\":1,\"\\\"\":2,\"!\":3}", // ! " #
                            "{\"!\":3,\"\\\"\":2,\"#\":1}"),
                    arguments(
                            "a quote that ends a name sorts before one inside",
                            "{\"a\\\"b\":1,\"a\":2}",
                            "{\"a\":2,\"a\\\"b\":1}"),
                    arguments(
                            "code points sort, not UTF-16 units",
                            "{\"\ud83d\ude00\":1,\"\ufb01\":2}",
                            "{\"\ufb01\":2,\"\ud83d\ude00\":1}"),
                    arguments(
                            "NFC and NFD are two names",
                            "{\"e\u0301\":1,\"\u00e9\":2}",
                            "{\"e\u0301\":1,\"\u00e9\":2}"),
                    arguments(
                            "control characters are raw",
                            "{\"a\":\"\\u0000\\t\\n\\u001f\"}",
                            "{\"a\":\"\0\t\n\u001f\"}"),
                    arguments("a control character in a name is raw", "{\"\\n\":1}", "{\"\n\":1}"),
                    arguments(
                            "only quote and backslash are escaped",
                            "{\"a\":\"\\\"\\\\\\/\\b\\f\\r\\u0022\\u005c\\u002f\u007f\u2028\"}",
                            "{\"a\":\"\\\"\\\\/\b\f\r\\\"\\\\/\u007f\u2028\"}"),
                    arguments(
                            "escaped pairs become one character",
                            "{\"a\":\"\\ud83d\\ude00\"}",
                            "{\"a\":\"\ud83d\ude00\"}"),
                    arguments("literals stay", "{\"a\":[true,false,null]}", "{\"a\":[true,false,null]}"),
                    arguments(
                            "integers of every size stay",
                            "{\"a\":[0,-1,2147483648,9007199254740993,9223372036854775808,-123456789012345678901234567890]}",
                            "{\"a\":[0,-1,2147483648,9007199254740993,9223372036854775808,-123456789012345678901234567890]}"),
                    arguments("empty structures stay", "{\"b\":[],\"a\":{}}", "{\"a\":{},\"b\":[]}"),
                    arguments("the empty object", "{}", "{}"));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("documents")
        void document(String what, String text, String expected) throws JsonException {
            assertThat(canonical(text)).isEqualTo(expected);
        }

        @Test
        void moreMembersThanTheFirstBufferHolds() throws JsonException {
            String ascending = members(IntStream.range(100, 999));
            String descending = members(IntStream.range(100, 999).map(i -> 1098 - i));
            assertThat(canonical(descending)).isEqualTo(ascending);
            assertThat(canonical(ascending)).isEqualTo(ascending);
        }

        @Test
        void everyUtf8LengthAtItsEnds() throws JsonException {
            String text = "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";
            assertThat(canonical("{\"a\":\"" + text + "\"}")).isEqualTo("{\"a\":\"" + text + "\"}");
        }

        private static String members(IntStream names) {
            return "{"
                    + String.join(",", names.mapToObj(i -> "\"" + i + "\":" + i).toList()) + "}";
        }
    }
}

package dev.tufa.tuf.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @Test
    void readingWhatWasWrittenGivesAnEqualValue() throws JsonException {
        for (int seed = 0; seed < 2_000; seed++) {
            JsonObject value = RandomValues.object(new Random(seed), 6);
            JsonObject again = CanonicalJson.read(JsonText.bytes(value), JsonLimits.DEFAULT);
            assertThat(again).as("seed %d", seed).isEqualTo(value).hasSameHashCodeAs(value);
            assertThat(again.canonicalBytes()).as("seed %d", seed).isEqualTo(value.canonicalBytes());
        }
    }

    @Test
    void itIsAscendingWithoutWhiteSpaceLikeTheCanonicalForm() throws JsonException {
        JsonObject value = CanonicalJson.read("{ \"b\" : [ 1 ] , \"a\" : \"x\" }".getBytes(UTF_8), JsonLimits.DEFAULT);
        assertThat(JsonText.compact(value)).isEqualTo("{\"a\":\"x\",\"b\":[1]}").isEqualTo(value.toString());
    }

    @ParameterizedTest
    @CsvSource({"0000", "0001", "0007", "0008", "0009", "000a", "000d", "0010", "001b", "001f"})
    void controlCharactersAreEscaped(String hex) {
        JsonString value = JsonString.of("a" + (char) Integer.parseInt(hex, 16) + "b");
        assertThat(JsonText.compact(value)).isEqualTo("\"a\\u" + hex + "b\"");
        assertThat(value.printable()).isEqualTo("\"a\\u" + hex + "b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "!", "\u007f", "\u00e9", "\uffff"})
    void controlCharactersAreEscapedAtEveryPlace(String other) {
        for (int at = 0; at < 40; at++) {
            String before = other.repeat(at);
            String after = other.repeat(40 - at);
            assertThat(JsonText.compact(JsonString.of(before + '\u001f' + after)))
                    .isEqualTo('"' + before + "\\u001f" + after + '"');
        }
    }

    @Test
    void everythingElseIsNotEscaped() {
        String text = " ~\u007f\u0080\u2028\ufeff\ud83d\ude00";
        assertThat(JsonText.compact(JsonString.of(text))).isEqualTo('"' + text + '"');
    }

    @Test
    void quotesAndBackslashesStayEscaped() {
        assertThat(JsonText.compact(JsonString.of("\"\\\n\""))).isEqualTo("\"\\\"\\\\\\u000a\\\"\"");
    }
}

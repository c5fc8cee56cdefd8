package dev.tufa.conformance.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonText;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("TUF §4.1 canonical JSON")
class CanonicalFormTest {
    private static final int DOCUMENTS = 3_000;
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8, 500);

    @Test
    void documentsThatAreRightHaveTheSameFormAsByTheNaiveWay() throws JsonException {
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            byte[] document = new RandomDocuments(seed, 0).next().getBytes(UTF_8);
            JsonLimits limits = new JsonLimits(1 << 20, 16, 600);
            JsonObject read = CanonicalJson.read(document, limits);
            assertThat(new String(read.canonicalBytes(), UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(NaiveJson.canonical(document, limits).orElseThrow());
            assertThat(CanonicalJson.read(JsonText.bytes(read), limits))
                    .as("seed %d", seed)
                    .isEqualTo(read);
        }
    }

    @Test
    void documentsThatMayBeWrongAreReadOrRefusedAsByTheNaiveWay() {
        int refused = 0;
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            byte[] document = new RandomDocuments(seed, 10).next().getBytes(UTF_8);
            Optional<String> expected = NaiveJson.canonical(document, LIMITS);
            assertThat(canonical(document, LIMITS)).as("seed %d", seed).isEqualTo(expected);
            refused += expected.isEmpty() ? 1 : 0;
        }
        assertThat(refused).isBetween(DOCUMENTS / 5, DOCUMENTS * 4 / 5);
    }

    @Test
    void documentsThatAreCutAreRefused() {
        for (int seed = 0; seed < 100; seed++) {
            byte[] document = new RandomDocuments(seed, 0).next().strip().getBytes(UTF_8);
            for (int length = 0; length < document.length; length += 1 + length / 50) {
                byte[] cut = Arrays.copyOf(document, length);
                assertThatThrownBy(() -> CanonicalJson.read(cut, LIMITS))
                        .as("seed %d, %d bytes", seed, length)
                        .isInstanceOf(JsonException.class);
            }
        }
    }

    /** Readers work piece by piece, and what falls between two pieces is easily lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\ufeff\"",
                "\"\ud83d\ude00\"",
                "\"\\ud83d\\ude00\"",
                "\"\\\\\\\"\"",
                "12345678901234567890",
                "-1",
                "true",
                "{}",
                "[ ]"
            })
    void nothingIsLostAtTheEdgesOfBuffers(String value) {
        for (int padding = 0; padding < 2_100; padding++) {
            if (padding > 40 && padding < 980) {
                padding = 980;
            }
            byte[] document = ("{\"" + "x".repeat(padding) + "\":" + value + ",\"y\":" + value + "}").getBytes(UTF_8);
            assertThat(canonical(document, LIMITS))
                    .as("padding %d", padding)
                    .isPresent()
                    .isEqualTo(NaiveJson.canonical(document, LIMITS));
        }
    }

    private static Optional<String> canonical(byte[] document, JsonLimits limits) {
        try {
            return Optional.of(new String(CanonicalJson.read(document, limits).canonicalBytes(), UTF_8));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}

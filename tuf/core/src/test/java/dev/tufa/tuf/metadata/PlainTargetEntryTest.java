package dev.tufa.tuf.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.TrustException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An entry that is recognised as plain")
class PlainTargetEntryTest {
    private static final byte[] BYTES = "\"\\{}:,-019afgFG/".getBytes(ISO_8859_1);

    /** Whether the first entry is recognised, and would be read without refusal. */
    private record Judged(boolean plain, boolean wellFormed) {}

    private static Judged judge(byte[] document) throws JsonException {
        JsonObject entries = CanonicalJson.read(document, JsonLimits.DEFAULT);
        boolean plain = entries.size() > 0 && entries.indexOfFirstNot(0, PlainTargetEntry::matches) > 0;
        try {
            if (entries.size() > 0) {
                String path = entries.names().get(0);
                TargetFile.read(new Fields("file", "", entries).fields(0, path), path);
            }
            return new Judged(plain, entries.size() > 0);
        } catch (TrustException e) {
            return new Judged(plain, false);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hashes\":{\"sha256\":\"00\"},\"length\":0}",
                "{\"hashes\":{\"sha256\":\"0aF9\",\"sha512\":\"ff\"},\"length\":999999999999999999}",
                "{\"length\":7,\"hashes\":{\"x-2\":\"00\",\"\":\"00\"}}"
            })
    void isOne(String entry) throws JsonException {
        assertThat(judge(("{\"a/b\":" + entry + "}").getBytes(ISO_8859_1))).isEqualTo(new Judged(true, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hashes\":{\"sha256\":\"00\"},\"length\":9223372036854775807}",
                "{\"hashes\":{\"SHA256\":\"00\"},\"length\":0}",
                "{\"custom\":{},\"hashes\":{\"sha256\":\"00\"},\"length\":0}",
                "{\"hashes\":{\"sha256\":\"00\"},\"length\":0,\"x\":1}"
            })
    void isNotOneButIsRead(String entry) throws JsonException {
        assertThat(judge(("{\"a/b\":" + entry + "}").getBytes(ISO_8859_1))).isEqualTo(new Judged(false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"\"",
                "{\"hashes\":{},\"length\":0}",
                "{\"hashes\":{\"sha256\":\"\"},\"length\":0}",
                "{\"hashes\":{\"sha256\":\"0g\"},\"length\":0}",
                "{\"hashes\":{\"sha256\":\"00\"},\"length\":-1}",
                "{\"hashes\":{\"sha256\":\"00\"},\"length\":9223372036854775808}",
                "{\"hashes\":{\"sha256\":\"00\"},\"length\":\"0\"}",
                "{\"hashes\":{\"sha256\":\"00\"}}",
                "{\"hashes\":{\"sha256\":1},\"length\":0}"
            })
    void isNoEntry(String entry) throws JsonException {
        assertThat(judge(("{\"a/b\":" + entry + "}").getBytes(ISO_8859_1))).isEqualTo(new Judged(false, false));
    }

    /** Whatever two bytes are others, what is recognised is well-formed. */
    @Test
    void isWellFormed() {
        byte[] whole = "{\"a\":{\"hashes\":{\"s2\":\"0aF\",\"s3\":\"9\"},\"length\":12}}".getBytes(ISO_8859_1);
        int plain = 0;
        for (int i = 0; i < whole.length; i++) {
            for (int j = i; j < whole.length; j++) {
                byte[] document = whole.clone();
                for (byte one : BYTES) {
                    document[i] = one;
                    for (byte other : BYTES) {
                        document[j] = other;
                        plain += isPlain(document) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(plain).isGreaterThan(1_000);
    }

    private static boolean isPlain(byte[] document) {
        try {
            Judged judged = judge(document);
            if (judged.plain() && !judged.wellFormed()) { // an assertion for each would take longer than all else
                fail(new String(document, ISO_8859_1));
            }
            return judged.plain();
        } catch (JsonException e) {
            return false;
        }
    }

    /** Of many entries, the first that is not plain is found, and the next one from there. */
    @Test
    void isPassedOver() throws JsonException {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 300; i++) {
            String entry = i % 7 == 3 ? "{\"x\":[]}" : "{\"hashes\":{\"sha256\":\"00\"},\"length\":" + i + "}";
            text.append(i == 0 ? "" : ",").append("\"%03d\":".formatted(i)).append(entry);
        }
        JsonObject entries = CanonicalJson.read(text.append('}').toString().getBytes(ISO_8859_1), JsonLimits.DEFAULT);
        int[] found = new int[43];
        int next = entries.indexOfFirstNot(0, PlainTargetEntry::matches);
        for (int i = 0; i < found.length; i++) {
            found[i] = next;
            next = entries.indexOfFirstNot(next + 1, PlainTargetEntry::matches);
        }
        assertThat(next).isEqualTo(entries.size());
        assertThat(Arrays.stream(found).allMatch(index -> index % 7 == 3)).isTrue();
        assertThat(Arrays.stream(found).distinct().count()).isEqualTo(found.length);
    }
}

package dev.tufa.conformance.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonText;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come, they are read as by the naive reader, or refused as by it. */
class NaiveReaderFuzzTest {
    private static final JsonLimits LIMITS = new JsonLimits(4096, 8, 40);

    static Stream<byte[]> seeds() {
        return IntStream.range(0, 300)
                .mapToObj(seed -> new RandomDocuments(seed, 10).next().getBytes(UTF_8))
                .flatMap(document -> Stream.concat(
                        Stream.of(document),
                        NaiveJson.canonical(document, LIMITS).stream().map(form -> form.getBytes(UTF_8))));
    }

    @MethodSource("seeds")
    @FuzzTest // has to be the last annotation
    void agrees(byte[] document) throws JsonException {
        Optional<String> expected = NaiveJson.canonical(document, LIMITS);
        JsonObject read;
        try {
            read = CanonicalJson.read(document, LIMITS);
        } catch (JsonException e) {
            assertThat(expected).isEmpty();
            return;
        }
        assertThat(Optional.of(new String(read.canonicalBytes(), UTF_8))).isEqualTo(expected);
        assertThat(CanonicalJson.read(JsonText.bytes(read), JsonLimits.DEFAULT)).isEqualTo(read);
        for (String name : read.names()) {
            assertThat(read.names().get(read.indexOf(name))).isEqualTo(name);
        }
    }
}

package dev.tufa.conformance.apt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tufa.apt.archive.deb822.Deb822Exception;
import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Deb822Reader.Comments;
import dev.tufa.apt.archive.deb822.Stanza;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come, they are read as by the naive reader, or refused as by it; what is read can be written and read again. */
class ControlDataFuzzTest {
    private static final Deb822Limits LIMITS = new Deb822Limits(60, 200, 6);
    private static final List<String> PARTS = List.of(
            "A: b\n",
            "Field-2:",
            " c\n",
            "\t.\n",
            "\n",
            "# d\n",
            "a:\u00e9\u00a0\n",
            " \n",
            "-E: f\n",
            "A : b\n",
            "\r\n",
            "G:\th \t\n",
            "\u0085",
            "\u2028",
            "#",
            ":",
            "X#-:y:z\n",
            "B: " + "x".repeat(56) + "\n",
            "C: " + "x".repeat(57) + "\n");

    static Stream<byte[]> seeds() {
        return IntStream.range(0, 300).mapToObj(seed -> {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(10); i >= 0; i--) {
                text.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            return text.toString().getBytes(UTF_8);
        });
    }

    @MethodSource("seeds")
    @FuzzTest // has to be the last annotation
    void agrees(byte[] text) throws Deb822Exception {
        for (Comments comments : Comments.values()) {
            Optional<List<List<String>>> expected = NaiveControl.read(text, LIMITS, comments == Comments.SKIPPED);
            List<Stanza> read;
            try {
                read = Deb822Reader.readAll("f", text, comments, LIMITS);
            } catch (Deb822Exception e) {
                assertThat(expected).as(Arrays.toString(text)).isEmpty();
                assertThat(e.getMessage()).startsWith("f: line " + e.line() + ": expected ");
                continue;
            }
            assertThat(Optional.of(
                            read.stream().map(ControlDataFuzzTest::fields).toList()))
                    .as(Arrays.toString(text))
                    .isEqualTo(expected);
            StringBuilder written = new StringBuilder();
            read.forEach(stanza -> written.append(stanza).append('\n'));
            assertThat(Deb822Reader.readAll(
                            "written", written.toString().getBytes(UTF_8), Comments.REFUSED, Deb822Limits.DEFAULT))
                    .isEqualTo(read);
        }
    }

    private static List<String> fields(Stanza stanza) {
        return stanza.fields().stream()
                .map(field -> field.name() + "\n" + field.value())
                .toList();
    }
}

package dev.tufa.conformance.method;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tufa.method.AcquireMethod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come, the method says nothing but messages, hands over and redirects nothing of an archive that has no root, and ends
 * with what comes.
 */
class ConversationFuzzTest {
    private static final Path NOWHERE = Path.of("/nonexistent/tufa");
    private static final Clock NOON = Clock.fixed(Instant.parse("2030-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Pattern ANSWER =
            Pattern.compile("400 URI Failure\nURI: [^\\p{Cntrl}]+\nMessage: [^\\p{Cntrl}]+\n\n");
    private static final List<String> PARTS = List.of(
            "600 URI Acquire\n",
            "URI: tuf+http://h/r/dists/s/InRelease\n",
            "URI: tuf+http://h/r/a.deb\n",
            "URI: http://h/r/tuf/root.json\n",
            "Target-Repo-URI: tuf+http://h/r/\n",
            "Target-Repo-URI: tuf+http://[\n",
            "Target-Type: index\n",
            "Target-Type: deb\n",
            "Filename: /nonexistent/x\n",
            "Expected-SHA256: 00\n",
            "601 Configuration\n",
            "Config-Item: A::B=c\n",
            "\n",
            "\n",
            "\n",
            "\r\n",
            ":",
            " ",
            "%zz",
            "/../",
            "\u0000",
            "\u2028",
            "-1 x\n",
            "x".repeat(300));

    static Stream<byte[]> seeds() {
        return IntStream.range(0, 200).mapToObj(seed -> {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            return text.toString().getBytes(UTF_8);
        });
    }

    @MethodSource("seeds")
    @FuzzTest // has to be the last annotation
    void ends(byte[] bytes) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
        AcquireMethod method = new AcquireMethod(NOWHERE, said, NOON, Duration.ofSeconds(1), faults::add);
        try {
            method.run(new Patient(bytes));
        } catch (IOException e) {
            assertThat(e.getMessage()).startsWith("message").contains(": expected ");
        }
        assertThat(faults).isEmpty();
        assertThat(ANSWER.matcher(said.toString(UTF_8)).replaceAll("")).isEmpty();
    }

    /** Ends a moment after its last byte, so that there is time to answer. */
    private static final class Patient extends ByteArrayInputStream {
        Patient(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read() {
            waitAtEnd();
            return super.read();
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            waitAtEnd();
            return super.read(buffer, offset, length);
        }

        private void waitAtEnd() {
            if (available() == 0) {
                LockSupport.parkNanos(3_000_000);
            }
        }
    }
}

package dev.tufa.tuf.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Documents of every kind that is right or wrong, one in each line of a file, with bytes as {@code %XX}. */
final class Corpus {
    private Corpus() {}

    static Stream<byte[]> accepted() {
        return documents("accepted.txt");
    }

    static Stream<byte[]> refused() {
        return documents("refused.txt");
    }

    static Stream<byte[]> all() {
        return Stream.concat(accepted(), refused());
    }

    private static Stream<byte[]> documents(String file) {
        try (InputStream in = Corpus.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError("no " + file);
            }
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("## "))
                    .map(Corpus::bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String line) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '%') {
                bytes.write(Integer.parseInt(line, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(line.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}

package dev.tufa.cli.demo;

import dev.tufa.tuf.client.Fetcher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Fetchers that stand for someone who controls the network. */
final class AttackerInTheMiddle {
    private AttackerInTheMiddle() {}

    /** Sends other bytes for every file whose name ends so. */
    static Fetcher replacing(Fetcher honest, String suffix, byte[] bytes) {
        return request -> request.uri().getPath().endsWith(suffix) ? response(bytes) : honest.open(request);
    }

    /** Sends the recorded file wherever there is one of that name. */
    static Fetcher replaying(Fetcher honest, Path recorded) {
        return request -> {
            Path file = recorded.resolve(request.uri().getPath().substring(1));
            return Files.isRegularFile(file) ? response(Files.readAllBytes(file)) : honest.open(request);
        };
    }

    /** Sends blanks without end. */
    static Fetcher endless(Fetcher honest, String suffix) {
        return request -> {
            if (!request.uri().getPath().endsWith(suffix)) {
                return honest.open(request);
            }
            return new Fetcher.Response(
                    new InputStream() {
                        @Override
                        public int read() {
                            return ' ';
                        }

                        @Override
                        public int read(byte[] buffer, int offset, int length) {
                            Arrays.fill(buffer, offset, offset + length, (byte) ' ');
                            return length;
                        }
                    },
                    OptionalLong.empty());
        };
    }

    /** The newest recorded metadata file whose name ends so. */
    static byte[] newest(Path recorded, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(recorded.resolve("metadata"))) {
            List<Path> matching = files.filter(file -> file.toString().endsWith(suffix))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            return Files.readAllBytes(matching.get(matching.size() - 1));
        }
    }

    static Fetcher.Response response(byte[] bytes) {
        return new Fetcher.Response(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
    }
}

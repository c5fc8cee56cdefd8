package dev.tufa.cli.apt;

import dev.tufa.apt.publish.file.ArchiveFiles;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an archive is: a folder on this computer, or an address. */
final class ArchivePlace {
    private static final Pattern URL = Pattern.compile("https?://.+");

    /** Longest transfer of one file, however fast. */
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private ArchivePlace() {}

    static boolean isUrl(String text) {
        return URL.matcher(text).matches();
    }

    static ArchiveFiles of(String place, Fetcher fetcher) {
        return isUrl(place) ? at(URI.create(place.endsWith("/") ? place : place + "/"), fetcher) : in(Path.of(place));
    }

    private static ArchiveFiles in(Path folder) {
        return (path, most) -> {
            Path file = folder.resolve(path);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(in.readNBytes(most + 1));
            }
        };
    }

    private static ArchiveFiles at(URI archive, Fetcher fetcher) {
        return (path, most) -> {
            Fetcher.Request request = new Fetcher.Request(archive.resolve(relative(path)), false);
            long end = System.nanoTime() + DEADLINE.toNanos();
            try (Fetcher.Response response = fetcher.open(request)) {
                return Optional.of(read(response.body(), request.uri(), most + 1, end));
            } catch (NotAvailableException e) {
                return Optional.empty();
            }
        };
    }

    /** With the dot, no part of a path is taken for a scheme. */
    private static URI relative(String path) throws IOException {
        try {
            return new URI(null, null, "./" + path, null);
        } catch (URISyntaxException e) {
            throw new IOException("archive: expected the path of a file, got " + path, e);
        }
    }

    private static byte[] read(InputStream body, URI uri, int most, long end) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (out.size() < most) {
            int count = body.read(buffer, 0, Math.min(buffer.length, most - out.size()));
            if (count < 0) {
                break;
            }
            out.write(buffer, 0, count);
            if (System.nanoTime() > end) {
                throw new IOException("%s: expected all of it within %d s, got %d bytes"
                        .formatted(uri, DEADLINE.toSeconds(), out.size()));
            }
        }
        return out.toByteArray();
    }
}

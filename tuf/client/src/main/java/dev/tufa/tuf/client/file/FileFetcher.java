package dev.tufa.tuf.client.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Opens {@code file:} URLs: a repository in a folder, on a disk that travels, on a mounted share. Symbolic links are followed,
 * as a web server would; whatever is at their end is verified like any other file. Only regular files are opened: folders,
 * devices and pipes are not available.
 *
 * <p>Repositories name their files in one of two ways where a role's or a target's name has characters that URLs encode: as
 * they are, or with the percent signs. Both are found.
 */
public final class FileFetcher implements Fetcher {
    /** How long a file has to be left alone until size and time name its content; some file systems count in two seconds. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Optional<Fetcher> others;

    /** A fetcher that knows no other URLs. */
    public FileFetcher() {
        others = Optional.empty();
    }

    /** A fetcher that leaves all other URLs to another one: {@code new FileFetcher(new HttpFetcher())}. */
    public FileFetcher(Fetcher others) {
        this.others = Optional.of(others);
    }

    @Override
    public Response open(Request request) throws IOException {
        URI uri = request.uri();
        if ("file".equalsIgnoreCase(uri.getScheme())) {
            return open(uri, request.beginning());
        }
        return others.orElseThrow(() -> new PermanentFetchException(uri + ": expected a file URL, got another scheme"))
                .open(request);
    }

    /** Whether the other one does. A folder is a repository that somebody may publish in. */
    @Override
    public boolean isCopy() {
        return others.filter(Fetcher::isCopy).isPresent();
    }

    private static Response open(URI uri, Optional<Beginning> beginning) throws IOException {
        for (Path file : candidates(uri)) {
            Optional<BasicFileAttributes> attributes = attributes(uri, file);
            if (attributes.isPresent() && attributes.get().isRegularFile()) {
                return open(uri, file, validator(attributes.get()), beginning);
            }
        }
        throw new NotAvailableException(uri, "none");
    }

    /** The file by its name as it is, and by its name as the URL has it. */
    private static List<Path> candidates(URI uri) throws PermanentFetchException {
        String url = uri.toString();
        int name = url.lastIndexOf('/') + 1;
        List<Path> candidates = new ArrayList<>();
        try {
            if (Arrays.stream(url.split("/", -1)).allMatch(FileFetcher::isOneName)) {
                candidates.add(Path.of(uri));
            }
            if (url.indexOf('%', name) >= 0) {
                candidates.add(Path.of(URI.create(url.substring(0, name))).resolve(url.substring(name)));
            }
        } catch (IllegalArgumentException e) {
            throw new PermanentFetchException(
                    "%s: expected the URL of a file, got %s".formatted(uri, e.getMessage()), e);
        }
        return candidates;
    }

    /** Whether a segment stays one when it is decoded: it must not lead elsewhere. */
    private static boolean isOneName(String segment) {
        if (segment.indexOf('%') < 0) {
            return true;
        }
        String name = URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        return name.indexOf('/') < 0 && name.indexOf(File.separatorChar) < 0 && !name.equals("..") && !name.equals(".");
    }

    private static Optional<BasicFileAttributes> attributes(URI uri, Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(uri, e);
        }
    }

    private static Response open(URI uri, Path file, Optional<String> validator, Optional<Beginning> beginning)
            throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw unreadable(uri, e);
        }
        try {
            long size = channel.size();
            long start = beginning
                    .filter(known -> known.length() < size)
                    .filter(known ->
                            known.validator().isEmpty() || known.validator().equals(validator))
                    .map(Beginning::length)
                    .orElse(0L);
            InputStream body = Channels.newInputStream(channel.position(start));
            return new Response(body, OptionalLong.of(size - start), start, validator);
        } catch (IOException e) {
            channel.close();
            throw unreadable(uri, e);
        }
    }

    private static IOException unreadable(URI uri, IOException e) {
        String message = "%s: expected a file that can be read, got %s".formatted(uri, e);
        return e instanceof AccessDeniedException
                ? new PermanentFetchException(message, e)
                : new IOException(message, e);
    }

    private static Optional<String> validator(BasicFileAttributes attributes) {
        Instant changed = attributes.lastModifiedTime().toInstant();
        return changed.plus(SETTLED).isBefore(Instant.now())
                ? Optional.of("\"%d-%s\"".formatted(attributes.size(), changed))
                : Optional.empty();
    }
}

package dev.tufa.tuf.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A file that {@link Updater#export} has written, to be fetched from: {@code Updater.of(Bundle.METADATA).fetcher(bundle)}. It is
 * trusted no more than any mirror.
 */
public final class Bundle implements Fetcher, Closeable {
    /** Where the metadata in a bundle is. */
    public static final URI METADATA = Export.BUNDLE.metadataUrl();

    private static final int MOST_LIST_BYTES = 64 << 20;

    private final Path file;
    private final ZipFile zip;

    private Bundle(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /** Opens a bundle. */
    public static Bundle open(Path file) throws IOException {
        try {
            return new Bundle(file, new ZipFile(file.toFile(), StandardCharsets.UTF_8));
        } catch (java.util.zip.ZipException e) {
            throw new IOException(
                    "%s: expected a bundle, got a file that is none: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The target paths that it says it has artifacts of. */
    public List<String> targetPaths() throws IOException {
        ZipEntry list = zip.getEntry(Export.LIST);
        if (list == null) {
            throw new IOException("%s: expected a bundle, got a file without %s".formatted(file, Export.LIST));
        }
        try (InputStream in = zip.getInputStream(list)) {
            byte[] bytes = in.readNBytes(MOST_LIST_BYTES);
            if (in.read() >= 0) {
                throw new IOException(
                        "%s: %s: expected at most %d bytes, got more".formatted(file, Export.LIST, MOST_LIST_BYTES));
            }
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .map(path -> URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s: %s".formatted(file, Export.LIST, e.getMessage()), e);
        }
    }

    @Override
    public Response open(Request request) throws IOException {
        ZipEntry entry = zip.getEntry(request.uri().getRawPath().substring(1));
        if (entry == null) {
            throw new NotAvailableException(request.uri(), "a bundle without it");
        }
        return new Response(zip.getInputStream(entry), OptionalLong.empty());
    }

    @Override
    public boolean isCopy() {
        return true;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

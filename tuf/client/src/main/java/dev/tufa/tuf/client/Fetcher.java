package dev.tufa.tuf.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.OptionalLong;

/**
 * Opens files of a repository: the port that networks stand behind. An implementation does not verify, count or retry; it
 * must not block for ever in one call or one read. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface Fetcher {
    /**
     * Opens a file.
     *
     * @throws NotAvailableException if the repository says that there is no such file
     * @throws IOException if it could not be reached
     */
    Response open(Request request) throws IOException;

    /**
     * A file that is wanted.
     *
     * @param uri where it is
     * @param compressible whether it may come compressed on the way; false for artifacts, which usually are compressed
     */
    record Request(URI uri, boolean compressible) {}

    /**
     * A file that comes.
     *
     * @param body its bytes, decoded if they came compressed
     * @param length how many bytes the server says there are, if that is known; it may be a lie
     */
    record Response(InputStream body, OptionalLong length) implements Closeable {
        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}

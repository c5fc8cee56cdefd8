package dev.tufa.tuf.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
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

    /** Whether it reads a copy that was made at some time, so that nothing newer can come from it. */
    default boolean isCopy() {
        return false;
    }

    /**
     * A file that is wanted.
     *
     * @param uri where it is
     * @param compressible whether it may come compressed on the way; false for artifacts, which usually are compressed
     * @param beginning what is there of it already: only the rest is wanted. Whoever cannot send a rest sends all of it
     */
    record Request(URI uri, boolean compressible, Optional<Beginning> beginning) {
        /** A file that is wanted whole. */
        public Request(URI uri, boolean compressible) {
            this(uri, compressible, Optional.empty());
        }
    }

    /**
     * The first bytes of a file, from an earlier response.
     *
     * @param length how many there are, at least 1
     * @param validator what that response said of the file's content, if it said anything: the rest is of use only if the
     *     content is still the same
     */
    record Beginning(long length, Optional<String> validator) {}

    /**
     * A file that comes.
     *
     * @param body its bytes, decoded if they came compressed
     * @param length how many bytes the server says the body has, if that is known; it may be a lie
     * @param start where in the file the body begins: 0, or the length of the beginning that was named in the request
     * @param validator names this very content of the file (a strong {@code ETag}, for example), if the server does that
     */
    record Response(InputStream body, OptionalLong length, long start, Optional<String> validator)
            implements Closeable {
        /** A whole file. */
        public Response(InputStream body, OptionalLong length) {
            this(body, length, 0, Optional.empty());
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}

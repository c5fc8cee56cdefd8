package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The body of an answer as it comes. From one {@link #begin} to the next, however many reads there are between them, nobody waits
 * much longer than the patience says, whatever the server sends.
 */
abstract class Wire extends InputStream {
    private final OptionalLong length;
    private final Duration patience;
    private long received;
    private long begun = System.nanoTime();
    private int sinceBegun;
    private boolean ended;

    /**
     * A body.
     *
     * @param length what the server says; fewer bytes are a failure
     */
    Wire(OptionalLong length, Duration patience) {
        this.length = length;
        this.patience = patience;
    }

    /** Has some patience again. */
    final void begin() {
        begun = System.nanoTime();
        sinceBegun = 0;
    }

    /** How many bytes have come since then. */
    final int sinceBegun() {
        return sinceBegun;
    }

    /** Whether all of it has come. */
    final boolean hasEnded() {
        return ended;
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public final int read(byte[] buffer, int offset, int wanted) throws IOException {
        if (ended) {
            return -1;
        }
        long left = patience.toNanos() - (System.nanoTime() - begun);
        if (left < 0) {
            throw late();
        }
        int count = receive(buffer, offset, wanted, left);
        if (count < 0) {
            ended = true;
            if (received < length.orElse(0)) {
                throw new IOException("Premature EOF");
            }
            return count;
        }
        received += count;
        sinceBegun += count;
        return count;
    }

    /** Reads some bytes, waiting so long at most; -1 at the end. */
    abstract int receive(byte[] buffer, int offset, int wanted, long nanos) throws IOException;

    /** Ends it before its end. */
    abstract void end();

    final SocketTimeoutException late() {
        return new SocketTimeoutException("no more of it within " + patience.toSeconds() + " s");
    }
}

package dev.tufa.tuf.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Ends a transfer that is slower than the policy allows, or longer than its deadline. */
final class PacedInputStream extends FilterInputStream {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String what;
    private final TransferPolicy policy;
    private final Duration deadline;
    private final long start;
    private long received;

    PacedInputStream(InputStream in, String what, TransferPolicy policy, Duration deadline, long start) {
        super(in);
        this.what = what;
        this.policy = policy;
        this.deadline = deadline;
        this.start = start;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        check(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        check(Math.max(count, 0));
        return count;
    }

    private void check(int count) throws SlowRetrievalException {
        received += count;
        long elapsed = System.nanoTime() - start;
        if (elapsed > deadline.toNanos()) {
            throw new SlowRetrievalException(
                    what, "all of it within " + deadline.toSeconds() + " s", received + " bytes so far");
        }
        if (elapsed > policy.grace().toNanos()
                && received < (double) elapsed / NANOS_PER_SECOND * policy.bytesPerSecond()) {
            throw new SlowRetrievalException(
                    what,
                    "at least " + policy.bytesPerSecond() + " bytes per second",
                    "%d bytes in %d s".formatted(received, elapsed / NANOS_PER_SECOND));
        }
    }
}

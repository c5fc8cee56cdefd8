package dev.tufa.tuf.client;

import java.time.Duration;

/** Ends a transfer that is slower than the policy allows, or longer than its deadline, however often it is taken up again. */
final class Pace {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String what;
    private final TransferPolicy policy;
    private final Duration deadline;
    private final long start = System.nanoTime();
    private long received;

    Pace(String what, TransferPolicy policy, Duration deadline) {
        this.what = what;
        this.policy = policy;
        this.deadline = deadline;
    }

    /** Some more bytes have come, or none for a while. */
    void count(int bytes) throws SlowRetrievalException {
        received += bytes;
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

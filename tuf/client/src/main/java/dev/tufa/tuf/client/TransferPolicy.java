package dev.tufa.tuf.client;

import java.time.Duration;

/**
 * How patient a client is with a repository, and how much it asks for at a time.
 *
 * @param grace how long any transfer may take before its speed matters
 * @param bytesPerSecond slowest average speed after that; stops a server that drips one byte after the other
 * @param metadataDeadline longest transfer of one metadata file, however fast
 * @param attempts most tries for one file at one place without a byte more than before
 * @param retryBudget most retries in one update or download, all files together; stops a server that fails every time from
 *     multiplying the load on itself
 * @param backoff pause before the first retry of a file; each further pause is twice as long
 * @param connections most transfers at a time with one host; with 1 nothing is fetched before it is known to be needed
 */
public record TransferPolicy(
        Duration grace,
        long bytesPerSecond,
        Duration metadataDeadline,
        int attempts,
        int retryBudget,
        Duration backoff,
        int connections) {
    /** 10 s, then 1,000 bytes per second; 2 minutes; 3 attempts, 10 retries, 200 ms; 16 connections. */
    public static final TransferPolicy DEFAULT =
            new TransferPolicy(Duration.ofSeconds(10), 1000, Duration.ofMinutes(2), 3, 10, Duration.ofMillis(200), 16);

    public TransferPolicy {
        if (attempts < 1 || retryBudget < 0 || bytesPerSecond < 0 || backoff.isNegative() || connections < 1) {
            throw new IllegalArgumentException(
                    "transfer policy: expected attempts >= 1, connections >= 1 and no negative numbers");
        }
    }

    /** The same patience with another number of transfers at a time with one host. */
    public TransferPolicy withConnections(int most) {
        return new TransferPolicy(grace, bytesPerSecond, metadataDeadline, attempts, retryBudget, backoff, most);
    }
}

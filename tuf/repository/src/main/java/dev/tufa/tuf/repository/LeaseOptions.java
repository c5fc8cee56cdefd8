package dev.tufa.tuf.repository;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a program holds, and waits for, the lease that whoever changes a repository has to have.
 *
 * @param purpose what the program is about, for others who wait
 * @param length how long the lease lasts; it is renewed as long as the program runs
 * @param patience how long to wait for somebody else's lease
 * @param waiting called once, before the wait begins
 * @param clock dates the lease, and says whether another one has expired
 */
public record LeaseOptions(
        String purpose, Duration length, Duration patience, Consumer<LeaseHolder> waiting, Clock clock) {
    /** A minute, renewed every twenty seconds, and patience for one that is not given back. */
    public static final LeaseOptions DEFAULT = new LeaseOptions(
            "a program", Duration.ofSeconds(60), Duration.ofSeconds(90), holder -> {}, Clock.systemUTC());

    public LeaseOptions {
        if (length.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("length: expected at least PT0.1S, got " + length);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience: expected none or some, got " + patience);
        }
    }

    /** The same for another purpose. */
    public LeaseOptions withPurpose(String newPurpose) {
        return new LeaseOptions(newPurpose, length, patience, waiting, clock);
    }

    /** The same with a lease of another length. */
    public LeaseOptions withLength(Duration newLength) {
        return new LeaseOptions(purpose, newLength, patience, waiting, clock);
    }

    /** The same with more patience, or less. */
    public LeaseOptions withPatience(Duration newPatience) {
        return new LeaseOptions(purpose, length, newPatience, waiting, clock);
    }

    /** The same, and tells somebody that a wait begins. */
    public LeaseOptions onWaiting(Consumer<LeaseHolder> newWaiting) {
        return new LeaseOptions(purpose, length, patience, newWaiting, clock);
    }

    /** The same by another clock. */
    public LeaseOptions withClock(Clock newClock) {
        return new LeaseOptions(purpose, length, patience, waiting, newClock);
    }
}

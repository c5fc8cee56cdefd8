package dev.tufa.tuf.repository;

import java.io.IOException;
import java.util.Optional;

/**
 * Somebody else has taken the repository over, because this holder of its lease was not heard of for too long: stopped, suspended
 * or cut off. What it committed before then stands, and nothing that it tried later has changed anything.
 */
public final class FencedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long epoch;
    private final long presentEpoch;

    @SuppressWarnings("serial") // exceptions are not sent anywhere
    private final Optional<LeaseHolder> successor;

    FencedException(String directory, long epoch, long presentEpoch, Optional<LeaseHolder> successor) {
        super("%s: expected to hold its lease in epoch %d, got epoch %d, begun by %s"
                .formatted(
                        directory,
                        epoch,
                        presentEpoch,
                        successor.map(LeaseHolder::describe).orElse("somebody else")));
        this.epoch = epoch;
        this.presentEpoch = presentEpoch;
        this.successor = successor;
    }

    /** The epoch in which this holder had the lease. */
    public long epoch() {
        return epoch;
    }

    /** The epoch that there was when this holder found out; 0 if there was none. */
    public long presentEpoch() {
        return presentEpoch;
    }

    /** Who has begun that epoch. */
    public Optional<LeaseHolder> successor() {
        return successor;
    }
}

package dev.tufa.tuf.repository;

import java.util.Optional;

/** Somebody else is at work on the repository, and was for as long as there was patience. */
public final class LockedException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // exceptions are not sent anywhere
    private final Optional<LeaseHolder> holder;

    LockedException(String message, Optional<LeaseHolder> holder) {
        super(message);
        this.holder = holder;
    }

    /** Who it is, as far as that can be read. */
    public Optional<LeaseHolder> holder() {
        return holder;
    }
}

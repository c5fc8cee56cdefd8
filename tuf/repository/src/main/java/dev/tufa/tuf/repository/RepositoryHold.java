package dev.tufa.tuf.repository;

import java.io.IOException;

/** The lease on a repository, held over several calls of its methods. */
public final class RepositoryHold implements AutoCloseable {
    private final LockedFolder locked;

    RepositoryHold(LockedFolder locked) {
        this.locked = locked;
    }

    /** As whom others see this program. */
    public LeaseHolder holder() {
        return locked.holder();
    }

    /**
     * Gives the lease back.
     *
     * @throws FencedException if somebody else has taken it meanwhile
     */
    @Override
    public void close() throws IOException {
        locked.close();
    }
}

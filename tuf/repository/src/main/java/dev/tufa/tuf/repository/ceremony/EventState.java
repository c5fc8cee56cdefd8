package dev.tufa.tuf.repository.ceremony;

import java.util.Locale;

/** How far an event has come. */
public enum EventState {
    /** Nobody has been invited, and nobody has signed. */
    DRAFT(Phase.OPEN),
    /** Signatures are missing. */
    COLLECTING(Phase.OPEN),
    /** Every threshold is met; it can be published. */
    READY(Phase.OPEN),
    /** Its publication was begun and not ended; no more signatures are taken. */
    PUBLISHING(Phase.OPEN),
    /** Clients see it. */
    DONE(Phase.ENDED),
    /** Its deadline has passed. */
    EXPIRED(Phase.ENDED),
    /** Somebody gave it up. */
    CANCELLED(Phase.ENDED),
    /** What it was built on has changed. */
    SUPERSEDED(Phase.ENDED);

    private final Phase phase;

    EventState(Phase phase) {
        this.phase = phase;
    }

    /** Whether anything can still come of it. */
    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /** Its name in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    private enum Phase {
        OPEN,
        ENDED
    }
}

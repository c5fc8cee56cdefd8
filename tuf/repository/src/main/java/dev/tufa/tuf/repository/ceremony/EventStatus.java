package dev.tufa.tuf.repository.ceremony;

import java.util.List;
import java.util.Optional;

/**
 * How an event stands.
 *
 * @param file the event and what has been collected for it
 * @param reason why it ended as it did; empty while it is open, and when it is done
 * @param successor the event that has taken its place
 */
public record EventStatus(EventFile file, EventState state, String reason, Optional<String> successor) {
    /** The event. */
    public Event event() {
        return file.event();
    }

    /** How far each part is, by each set of keys that it needs. */
    public List<Progress> progress() {
        return file.progress();
    }
}

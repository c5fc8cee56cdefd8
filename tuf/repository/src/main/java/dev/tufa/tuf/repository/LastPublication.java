package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What is remembered of the last publication.
 *
 * @param at by the clock of that time
 * @param timestamp the version of timestamp.json
 */
record LastPublication(Instant at, long timestamp) {
    static LastPublication read(StoredJson json) throws IOException {
        return new LastPublication(json.instant("at"), json.integer("timestamp", 1));
    }

    JsonObject toJson() {
        return JsonObject.of(Map.of("at", JsonString.of(at.toString()), "timestamp", JsonInteger.of(timestamp)));
    }

    /** Refuses to sign by a clock that went back, or that is further ahead than the settings allow. */
    void requirePlausible(Instant now, Settings settings, PlanOptions.ClockCheck check) throws ClockException {
        if (now.isBefore(at)) {
            throw new ClockException(
                    "clock: expected not before the last publication at %s, got %s".formatted(at, now));
        }
        if (check == PlanOptions.ClockCheck.ENFORCED
                && Duration.between(at, now).compareTo(settings.clockJump()) > 0) {
            throw new ClockException("clock: expected at most %d days after the last publication at %s, got %s"
                    .formatted(settings.clockJump().toDays(), at, now));
        }
    }

    /** Refuses a published tree that is older than what was published from here. */
    void requireNotAfter(long live) throws StalePlanException {
        if (live < timestamp) {
            throw new StalePlanException("timestamp.json: expected version >= %d, which was published from here, got %d"
                    .formatted(timestamp, live));
        }
    }
}

package dev.tufa.tuf.client;

import dev.tufa.tuf.refusal.ClockException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client remembers of its own updates: one {@code name: time} on each line. What cannot be read is not known.
 *
 * @param latest the latest time at which something was trusted
 * @param rootsAsked when the repository was last asked for newer roots
 * @param timestampAsked when it was last asked for a newer timestamp
 */
record Notes(Optional<Instant> latest, Optional<Instant> rootsAsked, Optional<Instant> timestampAsked) {
    private static final int MOST_BYTES = 4096;
    private static final String LATEST = "latest-time";
    private static final String ROOTS = "roots-asked";
    private static final String TIMESTAMP = "timestamp-asked";

    static Notes read(MetadataStore store) {
        TreeMap<String, Instant> times = new TreeMap<>();
        String text = store.readNotes(MOST_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(": ");
            try {
                if (colon > 0) {
                    times.put(line.substring(0, colon), Instant.parse(line.substring(colon + 2)));
                }
            } catch (DateTimeException e) {
                // not known, then
            }
        }
        return new Notes(
                Optional.ofNullable(times.get(LATEST)),
                Optional.ofNullable(times.get(ROOTS)),
                Optional.ofNullable(times.get(TIMESTAMP)));
    }

    /** Refuses a clock that is further behind the latest time than it may be. */
    void requireClock(Instant now, Duration tolerance) throws ClockException {
        if (latest.isPresent() && now.isBefore(latest.get().minus(tolerance))) {
            throw new ClockException(latest.get(), now, tolerance);
        }
    }

    Notes sawTime(Instant now) {
        return new Notes(
                latest.filter(time -> time.isAfter(now)).or(() -> Optional.of(now)), rootsAsked, timestampAsked);
    }

    Notes askedForRoots(Instant now) {
        return new Notes(latest, Optional.of(now), timestampAsked);
    }

    Notes askedForTimestamp(Instant now) {
        return new Notes(latest, rootsAsked, Optional.of(now));
    }

    Notes withoutLatest() {
        return new Notes(Optional.empty(), rootsAsked, timestampAsked);
    }

    /**
     * Remembers these instead of others.
     *
     * @param grain which difference is not worth a write
     */
    void replace(Notes others, Duration grain, MetadataStore store) throws IOException {
        if (differ(latest, others.latest, grain)
                || differ(rootsAsked, others.rootsAsked, grain)
                || differ(timestampAsked, others.timestampAsked, grain)) {
            StringBuilder text = new StringBuilder();
            latest.ifPresent(time -> text.append(LATEST + ": ").append(time).append('\n'));
            rootsAsked.ifPresent(time -> text.append(ROOTS + ": ").append(time).append('\n'));
            timestampAsked.ifPresent(
                    time -> text.append(TIMESTAMP + ": ").append(time).append('\n'));
            store.writeNotes(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean differ(Optional<Instant> time, Optional<Instant> other, Duration grain) {
        return time.isPresent() != other.isPresent()
                || (time.isPresent()
                        && Duration.between(other.orElseThrow(), time.get())
                                        .abs()
                                        .compareTo(grain)
                                > 0);
    }
}

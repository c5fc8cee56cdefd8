package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.member.MemberChange;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a suite stands.
 *
 * @param name of the suite
 * @param serial how often it was published; 0 if never
 * @param date of its release
 * @param validUntil until when apt takes it
 * @param due when it has to be published again at the latest
 * @param packages how many it has, by component, binary ones and source packages together
 * @param staged what the next publication would change
 */
public record SuiteStatus(
        String name,
        long serial,
        Optional<Instant> date,
        Optional<Instant> validUntil,
        Optional<Instant> due,
        Map<String, Integer> packages,
        List<MemberChange> staged) {
    /** A status with its parts in order. */
    public SuiteStatus {
        packages = Collections.unmodifiableMap(new LinkedHashMap<>(packages));
        staged = List.copyOf(staged);
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an event is about beside what is staged.
 *
 * @param renew names of roles to sign anew in any case
 * @param patience how long signatures are taken
 * @param holders public keys for a role whose staged change asks for keys, by role: so many fewer are made
 */
public record EventOptions(Set<String> renew, Duration patience, Map<String, List<Key>> holders) {
    /** What is staged, and two weeks for signing it. */
    public static final EventOptions DEFAULT = new EventOptions(Set.of(), Duration.ofDays(14), Map.of());

    public EventOptions {
        renew = Collections.unmodifiableSet(new TreeSet<>(renew));
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience: expected more than nothing, got " + patience);
        }
        Map<String, List<Key>> copy = new TreeMap<>();
        holders.forEach((role, keys) -> copy.put(role, List.copyOf(keys)));
        holders = Collections.unmodifiableMap(copy);
    }

    /** The same options with one more role to sign anew. */
    public EventOptions renewing(String role) {
        Set<String> more = new TreeSet<>(renew);
        more.add(role);
        return new EventOptions(more, patience, holders);
    }

    /** The same options with another time for signing. */
    public EventOptions withPatience(Duration newPatience) {
        return new EventOptions(renew, newPatience, holders);
    }

    /** The same options with one more public key, whose private half somebody else holds, for a role. */
    public EventOptions withHolder(String role, Key key) {
        Map<String, List<Key>> more = new TreeMap<>(holders);
        List<Key> keys = new ArrayList<>(more.getOrDefault(role, List.of()));
        keys.add(key);
        more.put(role, keys);
        return new EventOptions(renew, patience, more);
    }
}

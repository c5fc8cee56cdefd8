package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.signing.NewKey;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a new repository begins.
 *
 * @param settings what it keeps to
 * @param keys the keys of root, targets, snapshot and timestamp; no new key serves two roles
 * @param registered keys that exist already, which {@code keys} may name
 */
public record InitOptions(Settings settings, Map<RoleType, KeyRequest> keys, List<NewKey> registered) {
    /** The default settings and one Ed25519 key for each role. */
    public static final InitOptions DEFAULT = new InitOptions(
            Settings.DEFAULT,
            Map.of(
                    RoleType.ROOT, KeyRequest.ONE,
                    RoleType.TARGETS, KeyRequest.ONE,
                    RoleType.SNAPSHOT, KeyRequest.ONE,
                    RoleType.TIMESTAMP, KeyRequest.ONE),
            List.of());

    public InitOptions {
        EnumMap<RoleType, KeyRequest> copy = new EnumMap<>(RoleType.class);
        copy.putAll(keys);
        keys = Collections.unmodifiableMap(copy);
        registered = List.copyOf(registered);
        if (!keys.keySet().equals(Set.copyOf(Settings.ROLES))) {
            throw new IllegalArgumentException(
                    "keys: expected those of %s, got %s".formatted(Settings.ROLES, keys.keySet()));
        }
    }

    /** Options without keys that exist already. */
    public InitOptions(Settings settings, Map<RoleType, KeyRequest> keys) {
        this(settings, keys, List.of());
    }

    KeyRequest keysOf(RoleType role) {
        KeyRequest request = keys.get(role);
        if (request == null) {
            throw new IllegalArgumentException("role: expected one of %s, got %s".formatted(Settings.ROLES, role));
        }
        return request;
    }

    /** The same options with other settings. */
    public InitOptions withSettings(Settings newSettings) {
        return new InitOptions(newSettings, keys, registered);
    }

    /** The same options with other keys for a role. */
    public InitOptions withKeys(RoleType role, KeyRequest request) {
        Map<RoleType, KeyRequest> changed = new EnumMap<>(keys);
        changed.put(role, request);
        return new InitOptions(settings, changed, registered);
    }

    /** The same options with keys that exist already. */
    public InitOptions withRegistered(List<NewKey> existing) {
        return new InitOptions(settings, keys, existing);
    }
}

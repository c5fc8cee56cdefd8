package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a repository keeps to from one publication to the next, in {@code settings.json}.
 *
 * @param lifetimes from signing to expiry, of root, timestamp, snapshot and targets; delegated roles live as long as targets
 * @param bridge how long keys that a rotation replaced go on signing: longer than any client's update and any cache's memory
 * @param clockJump longest time since the last publication that is believed; a clock that is further ahead is taken as wrong
 * @param keyIterations of PBKDF2, for private keys that are made
 */
public record Settings(Map<RoleType, Duration> lifetimes, Duration bridge, Duration clockJump, int keyIterations) {
    static final List<RoleType> ROLES = List.of(RoleType.ROOT, RoleType.TARGETS, RoleType.SNAPSHOT, RoleType.TIMESTAMP);

    private static final int MINIMUM_ITERATIONS = 1000;

    /** A year for root and targets, a month for snapshot, a week for timestamp; two days' bridge; 600,000 iterations. */
    public static final Settings DEFAULT = new Settings(
            Map.of(
                    RoleType.ROOT, Duration.ofDays(365),
                    RoleType.TARGETS, Duration.ofDays(365),
                    RoleType.SNAPSHOT, Duration.ofDays(30),
                    RoleType.TIMESTAMP, Duration.ofDays(7)),
            Duration.ofDays(2),
            Duration.ofDays(366),
            600_000);

    public Settings {
        EnumMap<RoleType, Duration> copy = new EnumMap<>(RoleType.class);
        copy.putAll(lifetimes);
        lifetimes = Collections.unmodifiableMap(copy);
        for (RoleType role : ROLES) {
            Duration lifetime = lifetimes.get(role);
            if (lifetime == null || lifetime.toSeconds() < 1) {
                throw new IllegalArgumentException(
                        "lifetime of %s: expected at least a second, got %s".formatted(role.text(), lifetime));
            }
        }
        if (bridge.isNegative() || clockJump.isNegative()) {
            throw new IllegalArgumentException(
                    "durations: expected none below zero, got bridge %s, clock jump %s".formatted(bridge, clockJump));
        }
        if (keyIterations < MINIMUM_ITERATIONS) {
            throw new IllegalArgumentException(
                    "key iterations: expected >= %d, got %d".formatted(MINIMUM_ITERATIONS, keyIterations));
        }
    }

    /** The same settings with another lifetime of a role. */
    public Settings withLifetime(RoleType role, Duration lifetime) {
        Map<RoleType, Duration> changed = new EnumMap<>(lifetimes);
        changed.put(role, lifetime);
        return new Settings(changed, bridge, clockJump, keyIterations);
    }

    /** The same settings with another time that replaced keys go on signing. */
    public Settings withBridge(Duration newBridge) {
        return new Settings(lifetimes, newBridge, clockJump, keyIterations);
    }

    /** The same settings with another number of PBKDF2 iterations for new keys; fewer are for tests. */
    public Settings withKeyIterations(int iterations) {
        return new Settings(lifetimes, bridge, clockJump, iterations);
    }

    /** When a role signed now expires, in whole seconds. */
    Instant expiry(RoleType role, Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).plus(lifetime(role).truncatedTo(ChronoUnit.SECONDS));
    }

    /** Whether less than half of a role's lifetime is left. */
    boolean isDue(RoleType role, Instant expires, Instant now) {
        return Duration.between(now, expires).compareTo(lifetime(role).dividedBy(2)) < 0;
    }

    private Duration lifetime(RoleType role) {
        Duration lifetime = lifetimes.get(role);
        if (lifetime == null) {
            throw new IllegalArgumentException("role: expected one of %s, got %s".formatted(ROLES, role));
        }
        return lifetime;
    }

    static Settings read(byte[] content) throws IOException {
        StoredJson json = StoredJson.read(Layout.SETTINGS, content);
        StoredJson seconds = json.child("lifetimes");
        Map<RoleType, Duration> lifetimes = new EnumMap<>(RoleType.class);
        for (RoleType role : ROLES) {
            lifetimes.put(role, Duration.ofSeconds(seconds.integer(role.text(), 1)));
        }
        return new Settings(
                lifetimes,
                Duration.ofSeconds(json.integer("bridge", 0)),
                Duration.ofSeconds(json.integer("clock_jump", 0)),
                (int) json.integer("key_iterations", MINIMUM_ITERATIONS, Integer.MAX_VALUE));
    }

    byte[] toBytes() {
        Map<String, JsonValue> seconds = new TreeMap<>();
        for (RoleType role : ROLES) {
            seconds.put(role.text(), JsonInteger.of(lifetime(role).toSeconds()));
        }
        return JsonText.bytes(JsonObject.of(Map.of(
                "lifetimes", JsonObject.of(seconds),
                "bridge", JsonInteger.of(bridge.toSeconds()),
                "clock_jump", JsonInteger.of(clockJump.toSeconds()),
                "key_iterations", JsonInteger.of(keyIterations))));
    }
}

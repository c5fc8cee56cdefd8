package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a repository keeps to from one publication to the next, in {@code settings.json}.
 *
 * @param lifetimes from signing to expiry, of root, timestamp, snapshot and targets
 * @param bridge how long keys that a rotation replaced go on signing: longer than any client's update and any cache's memory
 * @param clockJump longest time since the last publication that is believed; a clock that is further ahead is taken as wrong
 * @param keyIterations of PBKDF2, for private keys that are made
 * @param policy everything else that the owner has decided
 */
public record Settings(
        Map<RoleType, Duration> lifetimes, Duration bridge, Duration clockJump, int keyIterations, Policy policy) {
    static final List<RoleType> ROLES = List.of(RoleType.ROOT, RoleType.TARGETS, RoleType.SNAPSHOT, RoleType.TIMESTAMP);

    static final int MINIMUM_ITERATIONS = 1000;

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
            requireLifetime(role.text(), lifetimes.get(role));
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

    /** Settings with the usual policy. */
    public Settings(Map<RoleType, Duration> lifetimes, Duration bridge, Duration clockJump, int keyIterations) {
        this(lifetimes, bridge, clockJump, keyIterations, Policy.DEFAULT);
    }

    static void requireLifetime(String role, @Nullable Duration lifetime) {
        if (lifetime == null || lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "lifetime of %s: expected at least a second, got %s".formatted(role, lifetime));
        }
    }

    /** The same settings with another lifetime of a role. */
    public Settings withLifetime(RoleType role, Duration lifetime) {
        Map<RoleType, Duration> changed = new EnumMap<>(lifetimes);
        changed.put(role, lifetime);
        return new Settings(changed, bridge, clockJump, keyIterations, policy);
    }

    /** The same settings with another time that replaced keys go on signing. */
    public Settings withBridge(Duration newBridge) {
        return new Settings(lifetimes, newBridge, clockJump, keyIterations, policy);
    }

    /** The same settings with another number of PBKDF2 iterations for new keys; fewer are for tests. */
    public Settings withKeyIterations(int iterations) {
        return new Settings(lifetimes, bridge, clockJump, iterations, policy);
    }

    /** The same settings with another time since the last publication that is believed. */
    public Settings withClockJump(Duration newClockJump) {
        return new Settings(lifetimes, bridge, newClockJump, keyIterations, policy);
    }

    /** The same settings with another policy. */
    public Settings withPolicy(Policy newPolicy) {
        return new Settings(lifetimes, bridge, clockJump, keyIterations, newPolicy);
    }

    /** The settings as lines of key and value, in the order of the guide. */
    public Map<String, String> lines() {
        return SettingsText.lines(this);
    }

    /**
     * The same settings with another value of a line.
     *
     * @throws IllegalArgumentException if there is no such line, or it cannot have this value
     */
    public Settings withLine(String key, String value) {
        return SettingsText.with(this, key, value);
    }

    /** When a top-level role signed now expires, in whole seconds. */
    Instant expiry(RoleType role, Instant now) {
        return expiry(lifetime(role), now);
    }

    /** When a targets role signed now expires, in whole seconds. */
    Instant expiry(RoleEdit role, Instant now) {
        return expiry(lifetime(role), now);
    }

    private static Instant expiry(Duration lifetime, Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).plus(lifetime.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Whether a top-level role has used as much of its lifetime as the policy lets it. */
    boolean isDue(RoleType role, Instant expires, Instant now) {
        return isDue(lifetime(role), Policy.Renewal.valueOf(role.name()), expires, now);
    }

    /** Whether a published targets role has used as much of its lifetime as the policy lets it. */
    boolean isDue(RoleEdit role, Instant now) {
        return isDue(
                lifetime(role),
                renewal(role.isBin()),
                role.published().orElseThrow().expires(),
                now);
    }

    /** The same for a role that need not be read for that. */
    boolean isDue(RoleFacts role, Instant now) {
        Duration lifetime = lifetime(
                role.name(), role.isTopLevel(), role.place().bin(), role.place().bins());
        return isDue(lifetime, renewal(role.place().bin()), role.expires(), now);
    }

    private static Policy.Renewal renewal(boolean bin) {
        return bin ? Policy.Renewal.BINS : Policy.Renewal.TARGETS;
    }

    private boolean isDue(Duration lifetime, Policy.Renewal kind, Instant expires, Instant now) {
        Duration left = lifetime.multipliedBy(100 - policy.renewAt(kind)).dividedBy(100);
        return Duration.between(now, expires).compareTo(left) < 0;
    }

    Duration lifetime(RoleType role) {
        Duration lifetime = lifetimes.get(role);
        if (lifetime == null) {
            throw new IllegalArgumentException("role: expected one of %s, got %s".formatted(ROLES, role));
        }
        return lifetime;
    }

    private Duration lifetime(RoleEdit role) {
        return lifetime(role.name(), role.parent().isEmpty(), role.isBin(), role.bins());
    }

    private Duration lifetime(String role, boolean topLevel, boolean bin, Optional<BinGroup> group) {
        Duration named = policy.delegatedLifetimes().get(role);
        if (named != null && !topLevel) {
            return named;
        }
        if (bin) {
            return group.map(bins -> policy.delegatedLifetimes().get(bins.name()))
                    .orElse(policy.binLifetime());
        }
        return lifetime(RoleType.TARGETS);
    }

    static Settings read(byte[] content) throws IOException {
        return SettingsJson.read(content);
    }

    byte[] toBytes() {
        return SettingsJson.write(this);
    }
}

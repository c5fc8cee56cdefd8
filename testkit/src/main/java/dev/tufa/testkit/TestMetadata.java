package dev.tufa.testkit;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.signing.Signer;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Metadata that starts valid, so that a test shows only what it breaks:
 *
 * <pre>{@code
 * aTimestamp().version(7).expires(NOW).build()
 * }</pre>
 *
 * Each top-level role has one key, known by the role's name, and the files name each other's first versions.
 */
public final class TestMetadata {
    /** The time of tests. */
    public static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    /** Signs root by default. */
    public static final Signer ROOT_KEY = TestKeys.key("root");

    /** Signs timestamp by default. */
    public static final Signer TIMESTAMP_KEY = TestKeys.key("timestamp");

    /** Signs snapshot by default. */
    public static final Signer SNAPSHOT_KEY = TestKeys.key("snapshot");

    /** Signs the top-level targets role by default. */
    public static final Signer TARGETS_KEY = TestKeys.key("targets");

    private TestMetadata() {}

    /** Version 1 of root, with consistent snapshots and the default key of each role. */
    public static RootBuilder aRoot() {
        return new RootBuilder();
    }

    /** Version 1 of timestamp, which names version 1 of snapshot. */
    public static TimestampBuilder aTimestamp() {
        return new TimestampBuilder();
    }

    /** Version 1 of snapshot, which names version 1 of targets. */
    public static SnapshotBuilder aSnapshot() {
        return new SnapshotBuilder();
    }

    /** Version 1 of the top-level targets, without any target. */
    public static TargetsBuilder aTargets() {
        return new TargetsBuilder(TARGETS_KEY);
    }

    /** Version 1 of a delegated role, without any target, signed by the key of the role's name. */
    public static TargetsBuilder aDelegatedTargets(String role) {
        return new TargetsBuilder(TestKeys.key(role));
    }

    /** A delegation to the key of the role's name, for all targets without a slash. */
    public static DelegationBuilder aDelegation(String role) {
        return new DelegationBuilder(role);
    }

    static Signer keyOf(RoleType type) {
        return TestKeys.key(type.text());
    }

    static Hashes sha256(byte[] bytes) {
        return Hashes.ofSha256(
                HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(bytes)));
    }
}

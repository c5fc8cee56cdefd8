package dev.tufa.tuf.trust;

import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.refusal.TrustException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** TUF 1.0.34 §5.4: the newest timestamp. Immutable: a refused document leaves the stage as it was. */
public final class TimestampStage {
    private final TrustedRoot root;
    private final Optional<Timestamp> trusted;
    private final byte[] resumed;

    TimestampStage(TrustedRoot root) {
        this(root, Optional.empty(), new byte[0]);
    }

    private TimestampStage(TrustedRoot root, Optional<Timestamp> trusted, byte[] resumed) {
        this.root = root;
        this.trusted = trusted;
        this.resumed = resumed;
    }

    /**
     * Takes the timestamp that an earlier update trusted as the floor that versions must not go below. It has to be signed by
     * the keys that are trusted now; it may have expired.
     */
    public TimestampStage resume(byte[] cached) throws TrustException {
        return new TimestampStage(root, Optional.of(verified(cached)), cached.clone());
    }

    /**
     * The same for an update that this process has finished: what the keys of the same root signed need not be verified again.
     *
     * @throws IllegalArgumentException if it was another root
     */
    public TimestampStage resume(TargetsStage earlier) {
        root.requireSame(earlier);
        return new TimestampStage(root, Optional.of(earlier.timestamp()), new byte[0]);
    }

    /** §5.4.1: the file to fetch, whose name never has a version. */
    public MetadataRequest request() {
        return request(root.limits());
    }

    static MetadataRequest request(Limits limits) {
        return new MetadataRequest(RoleType.TIMESTAMP.text(), OptionalLong.empty(), limits.timestampBytes());
    }

    /** Decides between the offered timestamp and the trusted one; whichever it is must not have expired. */
    public SnapshotStage accept(byte[] offered) throws TrustException {
        // §5.4.2. The very bytes that were verified when they were resumed need not be verified again.
        Timestamp newest = trusted.isPresent() && Arrays.equals(offered, resumed) ? trusted.get() : verified(offered);
        boolean replaces = true;
        if (trusted.isPresent()) {
            Timestamp floor = trusted.get();
            VersionFloor.require(RoleType.TIMESTAMP.file(), "version", floor.version(), newest.version()); // §5.4.3.1
            if (newest.version() == floor.version()) { // §5.4.3.1: "discard the new timestamp metadata"
                newest = floor;
                replaces = false;
            }
            VersionFloor.require( // §5.4.3.2
                    RoleType.TIMESTAMP.file(),
                    "version of snapshot.json",
                    floor.snapshot().version(),
                    newest.snapshot().version());
        }
        // §5.4.4. A timestamp that is kept is checked like a new one: replaying it for ever is a freeze attack as well.
        Freshness.require(RoleType.TIMESTAMP.file(), newest, root.updateStart());
        return new SnapshotStage(root, newest, replaces ? Optional.of(offered.clone()) : Optional.empty());
    }

    private Timestamp verified(byte[] bytes) throws TrustException {
        Metadata<Timestamp> metadata =
                Metadata.readTimestamp(bytes, root.limits().json());
        Threshold.require(root.authority(RoleType.TIMESTAMP), metadata);
        return metadata.signed();
    }
}

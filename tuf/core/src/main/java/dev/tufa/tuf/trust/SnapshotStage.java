package dev.tufa.tuf.trust;

import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.refusal.NotInSnapshotException;
import dev.tufa.tuf.refusal.TrustException;
import java.util.Optional;

/** TUF 1.0.34 §5.5: the snapshot that the timestamp names. Immutable: a refused document leaves the stage as it was. */
public final class SnapshotStage {
    private final TrustedRoot root;
    private final Timestamp timestamp;
    private final Optional<byte[]> newTimestamp;
    private final Optional<Snapshot> trusted;
    private final byte[] resumed;

    SnapshotStage(TrustedRoot root, Timestamp timestamp, Optional<byte[]> newTimestamp) {
        this(root, timestamp, newTimestamp, Optional.empty(), new byte[0]);
    }

    private SnapshotStage(
            TrustedRoot root,
            Timestamp timestamp,
            Optional<byte[]> newTimestamp,
            Optional<Snapshot> trusted,
            byte[] resumed) {
        this.root = root;
        this.timestamp = timestamp;
        this.newTimestamp = newTimestamp;
        this.trusted = trusted;
        this.resumed = resumed;
    }

    /** The timestamp that is trusted now. */
    public Timestamp timestamp() {
        return timestamp;
    }

    /** §5.4.5: the bytes to store as timestamp.json; empty when the stored ones stay. */
    public Optional<byte[]> newTimestamp() {
        return newTimestamp.map(byte[]::clone);
    }

    /**
     * Takes the snapshot that an earlier update trusted as the floor that versions must not go below. It has to be signed by
     * the keys that are trusted now; it may have expired.
     */
    public SnapshotStage resume(byte[] cached) throws TrustException {
        Snapshot floor = verified(cached);
        return new SnapshotStage(root, timestamp, newTimestamp, Optional.of(floor), cached.clone());
    }

    /**
     * The same for an update that this process has finished: what the keys of the same root signed need not be verified again.
     *
     * @throws IllegalArgumentException if it was another root
     */
    public SnapshotStage resume(TargetsStage earlier) {
        root.requireSame(earlier);
        return new SnapshotStage(root, timestamp, newTimestamp, Optional.of(earlier.snapshot()), new byte[0]);
    }

    /** Goes on without a fetch if the resumed snapshot is the very one that the timestamp names, and has not expired. */
    public Optional<TargetsStage> acceptResumed() {
        try {
            if (trusted.isPresent()) {
                StatedBytes.require(RoleType.SNAPSHOT.file(), timestamp.snapshot(), resumed);
                return Optional.of(finish(trusted.get()));
            }
        } catch (TrustException e) {
            // the timestamp names another one, which has to be fetched
        }
        return Optional.empty();
    }

    /** §5.5.1: the file to fetch. */
    public MetadataRequest request() {
        return request(root, timestamp);
    }

    static MetadataRequest request(TrustedRoot root, Timestamp timestamp) {
        MetaFile stated = timestamp.snapshot();
        return new MetadataRequest(
                RoleType.SNAPSHOT.text(),
                root.versionPrefix(stated.version()),
                StatedBytes.maxBytes(
                        stated, root.limits().snapshotBytes(), root.limits().statedBytes()));
    }

    /** Trusts the offered snapshot. */
    public TargetsStage accept(byte[] offered) throws TrustException {
        StatedBytes.require(RoleType.SNAPSHOT.file(), timestamp.snapshot(), offered); // §5.5.2
        return finish(verified(offered)); // §5.5.3
    }

    private TargetsStage finish(Snapshot newest) throws TrustException {
        StatedBytes.requireVersion(RoleType.SNAPSHOT.file(), timestamp.snapshot(), newest.version()); // §5.5.4
        if (trusted.isPresent()) { // §5.5.5
            for (String file : trusted.get().filesNotIn(newest)) { // an entry that is the same is no older
                MetaFile known = trusted.get().find(file).orElseThrow();
                MetaFile offered = newest.find(file)
                        .orElseThrow(() -> new NotInSnapshotException(file)); // "MUST continue to be listed"
                VersionFloor.require(
                        RoleType.SNAPSHOT.file(), "version of " + file, known.version(), offered.version());
            }
        }
        Freshness.require(RoleType.SNAPSHOT.file(), newest, root.updateStart()); // §5.5.6
        return new TargetsStage(root, timestamp, newest);
    }

    private Snapshot verified(byte[] bytes) throws TrustException {
        Metadata<Snapshot> metadata = Metadata.readSnapshot(bytes, root.limits().json());
        Threshold.require(root.authority(RoleType.SNAPSHOT), metadata);
        return metadata.signed();
    }
}

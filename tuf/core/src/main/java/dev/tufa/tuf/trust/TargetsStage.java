package dev.tufa.tuf.trust;

import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.refusal.NotInSnapshotException;
import dev.tufa.tuf.refusal.TrustException;
import java.time.Instant;

/**
 * TUF 1.0.34 §5.6.1 to §5.6.6, alike for the top-level targets role and every delegated one. A role is trusted on the word of
 * one delegator: whoever comes to it by another way asks again.
 */
public final class TargetsStage {
    private final TrustedRoot root;
    private final Timestamp timestamp;
    private final Snapshot snapshot;

    TargetsStage(TrustedRoot root, Timestamp timestamp, Snapshot snapshot) {
        this.root = root;
        this.timestamp = timestamp;
        this.snapshot = snapshot;
    }

    /** The root that is trusted now. */
    public Root root() {
        return root.root();
    }

    /** The timestamp that is trusted now. */
    public Timestamp timestamp() {
        return timestamp;
    }

    /** The snapshot that is trusted now. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** §5.1: the time that this update compares every expiry with. */
    public Instant updateStart() {
        return root.updateStart();
    }

    /** The same documents for whoever goes on at another time: roles that are still to come must not have expired then. */
    public TargetsStage at(Instant otherStart) {
        return new TargetsStage(new TrustedRoot(root.root(), otherStart, root.limits()), timestamp, snapshot);
    }

    /** The bounds of this update. */
    public Limits limits() {
        return root.limits();
    }

    /** Where the search for a target begins: root's word for the top-level targets role. */
    public RoleAuthority topLevel() {
        return root.authority(RoleType.TARGETS);
    }

    /** The file of the snapshot that is trusted now. */
    public MetadataRequest snapshotRequest() {
        return SnapshotStage.request(root, timestamp);
    }

    /** §5.6.1: the file to fetch for a role. */
    public MetadataRequest request(RoleAuthority authority) throws TrustException {
        MetaFile stated = stated(authority);
        return new MetadataRequest(
                authority.name(),
                root.versionPrefix(stated.version()),
                StatedBytes.maxBytes(stated, limits().targetsBytes(), limits().statedBytes()));
    }

    /** Trusts offered or cached bytes as the role's metadata, on the word of the delegator in {@code authority}. */
    public Targets accept(RoleAuthority authority, byte[] bytes) throws TrustException {
        MetaFile stated = stated(authority);
        StatedBytes.require(authority.file(), stated, bytes); // §5.6.2
        Metadata<Targets> metadata = Metadata.readTargets(bytes, authority.file(), limits().json());
        Threshold.require(authority, metadata); // §5.6.3
        StatedBytes.requireVersion(authority.file(), stated, metadata.signed().version()); // §5.6.4
        Freshness.require(authority.file(), metadata.signed(), root.updateStart()); // §5.6.5
        return metadata.signed();
    }

    private MetaFile stated(RoleAuthority authority) throws NotInSnapshotException {
        return snapshot.find(authority.file()).orElseThrow(() -> new NotInSnapshotException(authority.file()));
    }
}

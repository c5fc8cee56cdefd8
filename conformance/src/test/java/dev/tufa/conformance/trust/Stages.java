package dev.tufa.conformance.trust;

import static dev.tufa.testkit.TestMetadata.NOW;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTimestamp;

import dev.tufa.testkit.RootBuilder;
import dev.tufa.testkit.SnapshotBuilder;
import dev.tufa.testkit.TargetsBuilder;
import dev.tufa.testkit.TimestampBuilder;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import dev.tufa.tuf.trust.TimestampStage;

/** The way to each stage with metadata that nothing is wrong with. */
final class Stages {
    /** Stages never change, so all tests can begin with the same ones. */
    private static final RootStage ROOT_STAGE = rootStageOnce();

    private static final byte[] TIMESTAMP = aTimestamp().build();

    private Stages() {}

    private static RootStage rootStageOnce() {
        try {
            return load(aRoot());
        } catch (TrustException e) {
            throw new AssertionError(e);
        }
    }

    static RootStage load(RootBuilder root) throws TrustException {
        return RootStage.load(root.build(), NOW, Limits.DEFAULT);
    }

    static RootStage rootStage() {
        return ROOT_STAGE;
    }

    static TimestampStage timestampStage() throws TrustException {
        return ROOT_STAGE.finish();
    }

    static SnapshotStage snapshotStage(TimestampBuilder timestamp) throws TrustException {
        return timestampStage().accept(timestamp.build());
    }

    static SnapshotStage snapshotStage() throws TrustException {
        return snapshotStage(timestampStage());
    }

    static SnapshotStage snapshotStage(TimestampStage stage) throws TrustException {
        return stage.accept(TIMESTAMP);
    }

    static TargetsStage targetsStage(SnapshotBuilder snapshot) throws TrustException {
        return snapshotStage().accept(snapshot.build());
    }

    static TargetsStage targetsStage() throws TrustException {
        return targetsStage(aSnapshot());
    }

    /** What a document says, without any verification. */
    static Targets parsed(TargetsBuilder targets) throws TrustException {
        return Metadata.readTargets(targets.build(), "targets.json", JsonLimits.DEFAULT)
                .signed();
    }
}

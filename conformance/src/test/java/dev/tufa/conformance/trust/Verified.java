package dev.tufa.conformance.trust;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.ROOT_KEY;
import static dev.tufa.testkit.TestMetadata.aDelegatedTargets;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTargets;
import static dev.tufa.testkit.TestMetadata.aTimestamp;

import dev.tufa.testkit.MetadataBuilder;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import dev.tufa.tuf.trust.TimestampStage;

/** Every place where a document has to be signed by a threshold of keys: what holds in one has to hold in all. */
enum Verified {
    LOADED_ROOT("root") {
        @Override
        void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException {
            Stages.load(signatures.on(aRoot().role(RoleType.ROOT, threshold, listed)));
        }
    },
    NEXT_ROOT_BY_THE_TRUSTED_ONE("root") {
        @Override
        void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException {
            Signer next = key("next root");
            Stages.load(aRoot().role(RoleType.ROOT, threshold, listed).signedBy(listed))
                    .accept(signatures
                            .on(aRoot().version(2).role(RoleType.ROOT, 1, next).signedBy(next))
                            .build());
        }
    },
    NEXT_ROOT_BY_ITSELF("root") {
        @Override
        void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException {
            Stages.rootStage()
                    .accept(signatures
                            .on(aRoot().version(2)
                                    .role(RoleType.ROOT, threshold, listed)
                                    .signedBy(ROOT_KEY))
                            .build());
        }
    },
    TIMESTAMP("timestamp") {
        @Override
        void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException {
            timestampStage(threshold, listed).accept(signatures.on(aTimestamp()).build());
        }
    },
    RESUMED_TIMESTAMP("timestamp") {
        @Override
        void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException {
            timestampStage(threshold, listed).resume(signatures.on(aTimestamp()).build());
        }
    },
    SNAPSHOT("snapshot") {
        @Override
        void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException {
            snapshotStage(threshold, listed).accept(signatures.on(aSnapshot()).build());
        }
    },
    RESUMED_SNAPSHOT("snapshot") {
        @Override
        void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException {
            snapshotStage(threshold, listed).resume(signatures.on(aSnapshot()).build());
        }
    },
    TARGETS("targets") {
        @Override
        void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException {
            TargetsStage stage = Stages.snapshotStage(Stages.load(aRoot().role(RoleType.TARGETS, threshold, listed))
                            .finish())
                    .accept(SNAPSHOT_FILE);
            stage.accept(stage.topLevel(), signatures.on(aTargets()).build());
        }
    },
    DELEGATED_TARGETS("project") {
        @Override
        void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException {
            acceptDelegated(
                    Stages.parsed(aTargets().delegate(aDelegation("project").keys(threshold, listed))),
                    "project",
                    signatures);
        }
    },
    HASH_BIN("bin-1") {
        @Override
        void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException {
            acceptDelegated(Stages.parsed(aTargets().succinct(1, "bin", threshold, listed)), "bin-1", signatures);
        }
    };

    private static final byte[] SNAPSHOT_FILE = aSnapshot().build();

    /** The name of the role whose keys have to sign. */
    final String role;

    Verified(String role) {
        this.role = role;
    }

    /**
     * Offers a document that nothing is wrong with but perhaps its signatures.
     *
     * @param threshold how many of the listed keys have to sign
     * @param signatures signs the document; it is not signed by any of the listed keys before
     */
    abstract void offer(long threshold, Signer[] listed, Signatures signatures) throws TrustException;

    private static TimestampStage timestampStage(long threshold, Signer... listed) throws TrustException {
        return Stages.load(aRoot().role(RoleType.TIMESTAMP, threshold, listed)).finish();
    }

    private static SnapshotStage snapshotStage(long threshold, Signer... listed) throws TrustException {
        return Stages.snapshotStage(
                Stages.load(aRoot().role(RoleType.SNAPSHOT, threshold, listed)).finish());
    }

    private static void acceptDelegated(Targets delegator, String role, Signatures signatures) throws TrustException {
        TargetsStage stage = Stages.targetsStage(aSnapshot().role(role, 1));
        Delegations.Delegation delegation = delegator
                .delegations()
                .orElseThrow()
                .covering("targets", TargetPath.of("a")) // sha256(a) begins with a 1
                .get(0);
        stage.accept(
                delegation.authority(), signatures.on(aDelegatedTargets(role)).build());
    }

    /** Puts signatures on a document. */
    @FunctionalInterface
    interface Signatures {
        void put(MetadataBuilder<?> document);

        /** The document with the signatures, and without that of the default key. */
        default <B extends MetadataBuilder<B>> B on(B document) {
            document.signedBy();
            put(document);
            return document;
        }

        static Signatures by(Signer... signers) {
            return document -> document.signedBy(signers);
        }
    }
}

package dev.tufa.testkit;

import dev.tufa.testkit.RawJson.RawArray;
import dev.tufa.testkit.RawJson.RawObject;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.repository.signing.Signer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds targets.json or the file of a delegated role; starts with {@link TestMetadata#aTargets()} or {@link
 * TestMetadata#aDelegatedTargets(String)}.
 */
public final class TargetsBuilder extends MetadataBuilder<TargetsBuilder> {
    private final RawObject targets = new RawObject();
    private final RawObject keys = new RawObject();
    private final RawArray roles = new RawArray();

    TargetsBuilder(Signer signer) {
        super(RoleType.TARGETS, signer);
        signed.put("targets", targets);
    }

    /** Describes a target by its content. */
    public TargetsBuilder target(String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return target(TargetFile.of(path, bytes.length, TestMetadata.sha256(bytes)));
    }

    /** Describes a target. */
    public TargetsBuilder target(TargetFile target) {
        RawObject entry = new RawObject();
        RawObject hashes = new RawObject();
        target.hashes()
                .hexByFunction()
                .forEach((function, hex) -> hashes.put(RawJson.escape(function), RawJson.quote(hex)));
        entry.put("length", target.length());
        entry.put("hashes", hashes);
        target.custom().ifPresent(custom -> entry.put("custom", custom));
        targets.put(RawJson.escape(target.path()), entry);
        return this;
    }

    /** Delegates to a role, after those that were delegated to before. */
    public TargetsBuilder delegate(DelegationBuilder delegation) {
        return delegate(delegation.toRaw(), delegation.signers());
    }

    /** Delegates to hash bins (TAP 15). */
    public TargetsBuilder succinct(int bitLength, String namePrefix, long threshold, Signer... signers) {
        RawObject succinct = new RawObject();
        succinct.put(
                "keyids",
                RawJson.strings(Arrays.stream(signers).map(Signer::keyId).toList()));
        succinct.put("threshold", threshold);
        succinct.put("bit_length", bitLength);
        succinct.put("name_prefix", RawJson.quote(namePrefix));
        list(signers);
        signed.put("delegations/succinct_roles", succinct);
        return this;
    }

    private TargetsBuilder delegate(RawObject role, Signer... signers) {
        list(signers);
        roles.add(role);
        signed.put("delegations/roles", roles);
        return this;
    }

    private void list(Signer... signers) {
        if (keys.isEmpty()) {
            RawObject delegations = new RawObject();
            delegations.put("keys", keys);
            signed.put("delegations", delegations);
        }
        for (Signer signer : signers) {
            keys.put(RawJson.escape(signer.keyId()), signer.key().toJson());
        }
    }

    @Override
    TargetsBuilder self() {
        return this;
    }
}

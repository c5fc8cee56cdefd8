package dev.tufa.testkit;

import dev.tufa.testkit.RawJson.RawObject;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.signing.Signer;
import java.util.Arrays;

/** Builds root.json; starts with {@link TestMetadata#aRoot()}. */
public final class RootBuilder extends MetadataBuilder<RootBuilder> {
    RootBuilder() {
        super(RoleType.ROOT, TestMetadata.ROOT_KEY);
        with("consistent_snapshot", "true");
        signed.put("keys", new RawObject());
        signed.put("roles", new RawObject());
        for (RoleType type : RoleType.values()) {
            if (type != RoleType.MIRRORS) {
                role(type, 1, TestMetadata.keyOf(type));
            }
        }
    }

    /** Whether file names bear versions. */
    public RootBuilder consistentSnapshot(boolean consistent) {
        return with("consistent_snapshot", String.valueOf(consistent));
    }

    /** The keys of a role and its threshold; the keys are listed too. Keys that were listed before stay. */
    public RootBuilder role(RoleType type, long threshold, Signer... keys) {
        key(keys);
        RawObject role = new RawObject();
        role.put(
                "keyids", RawJson.strings(Arrays.stream(keys).map(Signer::keyId).toList()));
        role.put("threshold", threshold);
        signed.put("roles/" + type.text(), role);
        return this;
    }

    /** Lists keys, for no role in particular. */
    public RootBuilder key(Signer... keys) {
        for (Signer key : keys) {
            signed.put("keys/" + RawJson.escape(key.keyId()), key.key().toJson());
        }
        return this;
    }

    @Override
    RootBuilder self() {
        return this;
    }
}

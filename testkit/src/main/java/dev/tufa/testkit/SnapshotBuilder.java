package dev.tufa.testkit;

import dev.tufa.testkit.RawJson.RawObject;
import dev.tufa.tuf.metadata.RoleType;

/** Builds snapshot.json; starts with {@link TestMetadata#aSnapshot()}. */
public final class SnapshotBuilder extends MetadataBuilder<SnapshotBuilder> {
    SnapshotBuilder() {
        super(RoleType.SNAPSHOT, TestMetadata.SNAPSHOT_KEY);
        signed.put("meta", new RawObject());
        role(RoleType.TARGETS.text(), 1);
    }

    /** Names a version of a targets role, without length and hashes. */
    public SnapshotBuilder role(String name, long version) {
        signed.put(path(name), RawJson.metaFile(version));
        return this;
    }

    /** Names a version of a targets role by its very bytes. */
    public SnapshotBuilder role(String name, long version, byte[] bytes) {
        signed.put(path(name), RawJson.metaFile(version, bytes));
        return this;
    }

    /** Does not name a role. */
    public SnapshotBuilder withoutRole(String name) {
        return without(path(name));
    }

    private static String path(String name) {
        return "meta/" + RawJson.escape(name + ".json");
    }

    @Override
    SnapshotBuilder self() {
        return this;
    }
}

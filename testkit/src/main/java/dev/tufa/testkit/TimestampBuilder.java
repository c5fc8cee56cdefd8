package dev.tufa.testkit;

import dev.tufa.testkit.RawJson.RawObject;
import dev.tufa.tuf.metadata.RoleType;

/** Builds timestamp.json; starts with {@link TestMetadata#aTimestamp()}. */
public final class TimestampBuilder extends MetadataBuilder<TimestampBuilder> {
    TimestampBuilder() {
        super(RoleType.TIMESTAMP, TestMetadata.TIMESTAMP_KEY);
        signed.put("meta", new RawObject());
        snapshot(1);
    }

    /** Names a version of snapshot, without length and hashes. */
    public TimestampBuilder snapshot(long version) {
        signed.put("meta/snapshot.json", RawJson.metaFile(version));
        return this;
    }

    /** Names a version of snapshot by its very bytes. */
    public TimestampBuilder snapshot(long version, byte[] bytes) {
        signed.put("meta/snapshot.json", RawJson.metaFile(version, bytes));
        return this;
    }

    @Override
    TimestampBuilder self() {
        return this;
    }
}

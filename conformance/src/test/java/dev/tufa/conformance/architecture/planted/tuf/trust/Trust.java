package dev.tufa.conformance.architecture.planted.tuf.trust;

import dev.tufa.conformance.architecture.planted.tuf.json.Json;
import dev.tufa.conformance.architecture.planted.tuf.metadata.Metadata;
import java.time.Instant;

/** Breaks no rule: its time is an argument. */
public final class Trust {
    private final Instant updateStart;

    public Trust(Instant updateStart) {
        this.updateStart = updateStart;
    }

    public byte[] copy(byte[] bytes) {
        byte[] copy = new byte[bytes.length];
        System.arraycopy(bytes, 0, copy, 0, bytes.length);
        return copy;
    }

    public Json content(Metadata metadata, Instant expires) {
        if (expires.isBefore(updateStart)) {
            throw new IllegalArgumentException("expired");
        }
        return metadata.used();
    }
}

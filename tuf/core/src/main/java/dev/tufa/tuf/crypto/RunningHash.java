package dev.tufa.tuf.crypto;

import dev.tufa.tuf.metadata.HashFunction;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A hash of content that comes piece by piece. For one thread, and one content. */
public final class RunningHash {
    private final MessageDigest digest;

    private RunningHash(MessageDigest digest) {
        this.digest = digest;
    }

    /** A hash of nothing yet. */
    public static RunningHash of(HashFunction function) {
        return new RunningHash(function.newDigest());
    }

    /** Takes the next piece. */
    public void update(byte[] bytes, int offset, int count) {
        digest.update(bytes, offset, count);
    }

    /** The hash of all pieces in lower case hex, once. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.HashFunction;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of a file, immutable. */
public final class Content {
    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of bytes. */
    public static Content of(byte[] bytes) {
        return new Content(bytes.clone());
    }

    /** The bytes, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes. */
    public int length() {
        return bytes.length;
    }

    /** Their SHA-256, in lower case hex. */
    public String sha256() {
        return HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(bytes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}

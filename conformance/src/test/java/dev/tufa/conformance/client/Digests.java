package dev.tufa.conformance.client;

import dev.tufa.tuf.metadata.HashFunction;
import java.util.HexFormat;

/** Hex digests of bytes. */
final class Digests {
    private Digests() {}

    static String sha256(byte[] bytes) {
        return of(HashFunction.SHA256, bytes);
    }

    static String of(HashFunction function, byte[] bytes) {
        return HexFormat.of().formatHex(function.newDigest().digest(bytes));
    }
}

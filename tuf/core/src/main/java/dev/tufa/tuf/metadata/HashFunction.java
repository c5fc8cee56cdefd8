package dev.tufa.tuf.metadata;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions that this library computes, strongest first. MD5 and SHA-1 prove nothing and are not among them. */
public enum HashFunction {
    SHA512("sha512", "SHA-512"),
    SHA384("sha384", "SHA-384"),
    SHA256("sha256", "SHA-256"),
    SHA3_512("sha3-512", "SHA3-512"),
    SHA3_256("sha3-256", "SHA3-256");

    private final String text;
    private final String algorithm;

    HashFunction(String text, String algorithm) {
        this.text = text;
        this.algorithm = algorithm;
    }

    /** Its name in metadata. */
    public String text() {
        return text;
    }

    /** A fresh digest of this function. */
    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}

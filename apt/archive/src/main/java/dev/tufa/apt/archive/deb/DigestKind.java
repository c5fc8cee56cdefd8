package dev.tufa.apt.archive.deb;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A digest that indexes of apt archives state of a file. */
public enum DigestKind {
    /** Trusted by nobody; some old programs want to see it. */
    MD5("MD5", "MD5sum"),
    /** Trusted by nobody; some old programs want to see it. */
    SHA1("SHA-1", "SHA1"),
    /** What apt wants. */
    SHA256("SHA-256", "SHA256"),
    /** The strongest that apt takes. */
    SHA512("SHA-512", "SHA512");

    private final String algorithm;
    private final String field;

    DigestKind(String algorithm, String field) {
        this.algorithm = algorithm;
        this.field = field;
    }

    /** The field of a package in an index. */
    public String field() {
        return field;
    }

    MessageDigest begin() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}

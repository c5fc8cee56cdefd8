package dev.tufa.apt.publish.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of bytes, as hexadecimal digits in lower case. */
public final class Sha256 {
    private Sha256() {}

    /** Of bytes. */
    public static String hex(byte[] bytes) {
        return hexOfAll(List.of(bytes));
    }

    /** Of bytes one behind the other. */
    public static String hexOfAll(List<byte[]> parts) {
        MessageDigest digest = begin();
        parts.forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of all bytes of a stream. */
    public static String hex(InputStream in) throws IOException {
        DigestInputStream digesting = new DigestInputStream(in, begin());
        digesting.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    }

    /** Of bytes that are to come. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package dev.tufa.tuf.repository.signing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * PBKDF2 with HMAC-SHA256 (RFC 8018 §5.2, RFC 2104). The platform's own hashes both paddings of the key again in every iteration, and
 * takes more than twice as long; a short command that signs does little else. The platform still does the hashing.
 */
final class Pbkdf2 {
    private static final int BLOCK = 64;
    private static final int HASH = 32;

    private final MessageDigest inner;
    private final MessageDigest outer;

    private Pbkdf2(byte[] key) throws GeneralSecurityException {
        inner = padded(key, (byte) 0x36);
        outer = padded(key, (byte) 0x5c);
    }

    private static MessageDigest padded(byte[] key, byte padding) throws GeneralSecurityException {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= padding;
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(block);
        Arrays.fill(block, (byte) 0);
        return digest;
    }

    /** A key of at most 32 bytes. */
    static byte[] derive(char[] passphrase, byte[] salt, int iterations, int bytes) throws GeneralSecurityException {
        if (bytes > HASH) {
            throw new IllegalArgumentException("key: expected at most %d bytes, got %d".formatted(HASH, bytes));
        }
        byte[] password = utf8(passphrase);
        byte[] key =
                password.length > BLOCK ? MessageDigest.getInstance("SHA-256").digest(password) : password.clone();
        try {
            byte[] first = ByteBuffer.allocate(salt.length + Integer.BYTES)
                    .put(salt)
                    .putInt(1)
                    .array();
            return Arrays.copyOf(new Pbkdf2(key).firstBlock(first, iterations), bytes);
        } catch (CloneNotSupportedException e) {
            throw new GeneralSecurityException("SHA-256: expected a digest that can be copied, got another", e);
        } finally {
            Arrays.fill(password, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] utf8(char[] passphrase) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        encoded.clear();
        encoded.put(new byte[encoded.capacity()]);
        return bytes;
    }

    private byte[] firstBlock(byte[] first, int iterations)
            throws GeneralSecurityException, CloneNotSupportedException {
        byte[] last = new byte[HASH];
        mac(first, last);
        byte[] sum = last.clone();
        for (int i = 1; i < iterations; i++) {
            mac(last, last);
            for (int j = 0; j < HASH; j++) {
                sum[j] ^= last[j];
            }
        }
        return sum;
    }

    private void mac(byte[] message, byte[] result) throws GeneralSecurityException, CloneNotSupportedException {
        MessageDigest digest = (MessageDigest) inner.clone();
        digest.update(message);
        digest.digest(result, 0, HASH);
        digest = (MessageDigest) outer.clone();
        digest.update(result);
        digest.digest(result, 0, HASH);
    }
}

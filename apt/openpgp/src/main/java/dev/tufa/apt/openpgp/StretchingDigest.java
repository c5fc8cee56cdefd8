package dev.tufa.apt.openpgp;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;

/**
 * The platform's digest behind a buffer. A passphrase is stretched by millions of writes of a few bytes, which would take seconds
 * one by one. The bytes are of the passphrase, and are overwritten.
 */
final class StretchingDigest implements PGPDigestCalculator {
    private final int algorithm;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[1 << 14];
    private int filled;

    StretchingDigest(int algorithm) throws PGPException {
        this.algorithm = algorithm;
        try {
            this.digest = MessageDigest.getInstance(name(algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new PGPException("expected a digest that the platform has", e);
        }
    }

    private static String name(int algorithm) throws PGPException {
        return switch (Digest.of(algorithm)
                .orElseThrow(() -> new PGPException("expected a digest that is known, got number " + algorithm))) {
            case MD5 -> "MD5";
            case SHA1 -> "SHA-1";
            case RIPEMD160 -> "RIPEMD160";
            case SHA224 -> "SHA-224";
            case SHA256 -> "SHA-256";
            case SHA384 -> "SHA-384";
            case SHA512 -> "SHA-512";
        };
    }

    @Override
    public int getAlgorithm() {
        return algorithm;
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes) {
                write(bytes, 0, bytes.length);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (length > buffer.length - filled) {
                    flushBuffer();
                }
                if (length > buffer.length) {
                    digest.update(bytes, offset, length);
                    return;
                }
                System.arraycopy(bytes, offset, buffer, filled, length);
                filled += length;
            }
        };
    }

    @Override
    public byte[] getDigest() {
        flushBuffer();
        Arrays.fill(buffer, (byte) 0);
        return digest.digest();
    }

    @Override
    public void reset() {
        filled = 0;
        digest.reset();
    }

    private void flushBuffer() {
        digest.update(buffer, 0, filled);
        filled = 0;
    }
}

package dev.tufa.tuf.repository.signing.format;

import java.math.BigInteger;
import java.util.Arrays;

/** ECDSA signatures as metadata has them: DER of the two numbers (RFC 3279 §2.2.3). */
public final class EcdsaSignatures {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int LONG_LENGTH = 0x81;
    private static final int SHORTEST_LONG_LENGTH = 128;

    private EcdsaSignatures() {}

    /** From the two numbers one after the other, each as long as the curve's order. */
    public static byte[] ofConcatenated(byte[] both) {
        int half = both.length / 2;
        return of(new BigInteger(1, both, 0, half), new BigInteger(1, both, half, both.length - half));
    }

    /** From the two numbers, neither of which is negative. */
    public static byte[] of(BigInteger r, BigInteger s) {
        byte[] content = concatenate(integer(r), integer(s));
        return content.length < SHORTEST_LONG_LENGTH
                ? concatenate(new byte[] {SEQUENCE, (byte) content.length}, content)
                : concatenate(new byte[] {SEQUENCE, (byte) LONG_LENGTH, (byte) content.length}, content);
    }

    private static byte[] integer(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return concatenate(new byte[] {INTEGER, (byte) bytes.length}, bytes);
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}

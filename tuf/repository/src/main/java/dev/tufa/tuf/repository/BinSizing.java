package dev.tufa.tuf.repository;

/**
 * How many hash bins cost clients the least to download (TUF 1.0.34 §4.5, TAP 15).
 *
 * <p>An update downloads the snapshot, which has a line for each of B bins, and the bins of the k targets that it touches, each
 * with its share of all N targets: {@code cost(B) = s·B + min(k, B)·(t·N/B + o)}, with s, t and o in bytes. B is a power of two.
 *
 * @param targets N, the number of targets to be expected
 * @param touched k, how many targets one update looks for: 1 for a program that updates itself, 10 or more for a package
 *     manager
 */
public record BinSizing(long targets, int touched) {
    /** k if nobody says another number. */
    public static final int DEFAULT_TOUCHED = 10;

    /** s: the line of a bin in the snapshot, such as {@code "bin-0a3f.json":{"version":12},}. */
    static final int BYTES_PER_BIN = 32;

    /** t: a target in its bin, with a path of about 60 characters and a SHA-256. */
    static final int BYTES_PER_TARGET = 225;

    /** o: what a file costs beside its targets: header, one signature, and the request for it. */
    static final int BYTES_PER_FILE = 600;

    /** One file of up to this size is downloaded faster than several: bins would not be of use. */
    static final int SMALLEST_USEFUL = 100_000;

    private static final int MAXIMUM_BITS = 16;
    private static final long MAXIMUM_TARGETS = 1_000_000_000_000L;

    public BinSizing {
        if (targets < 1 || targets > MAXIMUM_TARGETS) {
            throw new IllegalArgumentException("targets: expected 1 to %d, got %d".formatted(MAXIMUM_TARGETS, targets));
        }
        if (touched < 1) {
            throw new IllegalArgumentException("touched targets: expected >= 1, got " + touched);
        }
    }

    /** The number of bits of a bin's number; 0 if the targets are better off without bins. */
    public int bitLength() {
        if (targets * BYTES_PER_TARGET <= SMALLEST_USEFUL) {
            return 0;
        }
        int best = 0;
        for (int bits = 1; bits <= MAXIMUM_BITS; bits++) {
            if (cost(bits) < cost(best)) {
                best = bits;
            }
        }
        return best;
    }

    /** Bytes that an update downloads with 2^bitLength bins; with 0 bits, one file has all targets. */
    public long cost(int bitLength) {
        long bins = 1L << bitLength;
        long share = (BYTES_PER_TARGET * targets + bins - 1) / bins + BYTES_PER_FILE;
        return (bitLength == 0 ? 0 : BYTES_PER_BIN * bins) + Math.min(touched, bins) * share;
    }

    /** The formula, what goes into it and what comes out, for a person. */
    public String describe() {
        int bits = bitLength();
        String inputs = "cost(B) = s*B + min(k, B)*(t*N/B + o), N = %d targets, k = %d, s = %d, t = %d, o = %d bytes"
                .formatted(targets, touched, BYTES_PER_BIN, BYTES_PER_TARGET, BYTES_PER_FILE);
        return bits == 0
                ? "%s: no bins, all in one file of %d bytes".formatted(inputs, targets * BYTES_PER_TARGET)
                : "%s: %d bins, %d bytes for each update".formatted(inputs, 1 << bits, cost(bits));
    }
}

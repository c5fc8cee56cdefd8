package dev.tufa.apt.archive.deb;

import dev.tufa.apt.archive.deb822.Deb822Limits;

/**
 * What a reader of {@code .deb} files refuses to go beyond.
 *
 * @param fileLength bytes of a file: one without an end would be read for ever
 * @param members members of the ar archive: a file of nothing but headers
 * @param controlLength bytes of control.tar, compressed or not: a small file that decompresses into a large one
 * @param controlEntries entries of control.tar: the same made of empty files
 * @param dataLength bytes of data.tar when it is decompressed: the same
 * @param dataEntries entries of data.tar: a list that fills the memory
 * @param pathLength bytes of a path or of what a link points to: the same
 * @param pathsLength characters of all paths and links together: the same
 * @param decoderMemory bytes that a decompressor may want for itself: compressed data says how much it needs
 * @param silentInput compressed bytes that give nothing: headers and padding without an end
 * @param control bounds on the control file, and before it is read on its length
 */
public record DebLimits(
        long fileLength,
        int members,
        int controlLength,
        int controlEntries,
        long dataLength,
        int dataEntries,
        int pathLength,
        long pathsLength,
        int decoderMemory,
        int silentInput,
        Deb822Limits control) {
    /** Some times what the largest packages of Debian need; {@code xz -9} and {@code zstd --ultra} are within. */
    public static final DebLimits DEFAULT = new DebLimits(
            32L << 30,
            32,
            64 << 20,
            256,
            64L << 30,
            1 << 20,
            4096,
            256 << 20,
            128 << 20,
            1 << 20,
            Deb822Limits.DEFAULT);

    /** Limits that are positive. */
    public DebLimits {
        if (fileLength < 1
                || members < 1
                || controlLength < 1
                || controlEntries < 1
                || dataLength < 1
                || dataEntries < 1
                || pathLength < 1
                || pathsLength < 1
                || decoderMemory < 1
                || silentInput < 1) {
            throw new IllegalArgumentException("limits: expected positive numbers");
        }
    }
}

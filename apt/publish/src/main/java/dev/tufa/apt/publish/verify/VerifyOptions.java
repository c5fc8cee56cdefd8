package dev.tufa.apt.publish.verify;

import java.util.List;

/**
 * How an archive is verified.
 *
 * @param suites those that are meant; empty for all
 * @param depth how closely the pool is looked at
 * @param trial whether apt-get tries the suites
 */
public record VerifyOptions(List<String> suites, Depth depth, Trial trial) {
    /** All suites, the pool by sizes, and apt-get if the archive's settings say so. */
    public static final VerifyOptions DEFAULT = new VerifyOptions(List.of(), Depth.SIZES, Trial.AS_CONFIGURED);

    /** Options with their suites in order. */
    public VerifyOptions {
        suites = List.copyOf(suites);
    }

    /** How closely the pool is looked at. */
    public enum Depth {
        /** Its files are there, and as long as they should be. */
        SIZES,
        /** All of their bytes are read. */
        DIGESTS
    }

    /** Whether apt-get tries the suites. */
    public enum Trial {
        /** As the archive's settings say. */
        AS_CONFIGURED,
        /** It does not. */
        NONE
    }
}

package dev.tufa.apt.publish.archive;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.publish.conf.KeySource;
import java.util.Optional;

/**
 * An OpenPGP key of an archive.
 *
 * @param source as the settings say where it is; empty if they do not any more
 * @param certificate its public half; empty if that could not be read
 * @param standing whether it signs
 */
public record ArchiveKey(Optional<KeySource> source, Optional<Certificate> certificate, Standing standing) {
    /** Whether a key signs. */
    public enum Standing {
        /** It has signed what is published, and goes on. */
        SIGNS,
        /** It signs from the next publication on. */
        NEXT,
        /** It has signed what is published, and will not sign the next publication. */
        LEAVES,
        /** It is in the settings, and its public half could not be read. */
        UNREACHABLE
    }

    /** Where a key comes among others: the first signs {@code .apt} files. */
    public enum Place {
        /** Before all others. */
        FIRST,
        /** Behind all others. */
        LAST
    }
}

package dev.tufa.apt.install.file;

import dev.tufa.apt.archive.deb822.Deb822Limits;

/** §2: no {@code .apt} file that means well comes near these; one that does not could make a handler slow or a person give up. */
final class AptFileLimits {
    /** Bytes of a file. */
    static final int FILE = 256 << 10;

    /** Bytes of a line. */
    static final int LINE = 8 << 10;

    /** Stanzas of a file. */
    static final int STANZAS = 64;

    /** Archives of a stanza. */
    static final int ARCHIVES = 32;

    /** Names of packages in a field, values in a filter or an option, and components of an archive. */
    static final int NAMES = 256;

    static final Deb822Limits TEXT = new Deb822Limits(LINE, FILE, 64);

    private AptFileLimits() {}
}

package dev.tufa.apt.publish.archive;

import java.io.IOException;

/** Gives the passphrase of the private keys that are in files; asked only if there are any. */
@FunctionalInterface
public interface Passphrases {
    /** The passphrase; whoever gets it overwrites it. */
    char[] get() throws IOException;
}

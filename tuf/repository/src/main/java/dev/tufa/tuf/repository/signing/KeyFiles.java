package dev.tufa.tuf.repository.signing;

import java.io.IOException;

/** Where encrypted private keys are kept, by file name. */
public interface KeyFiles {
    /** Whether there is such a file. */
    boolean has(String fileName);

    /** The content of a file: PEM. */
    byte[] read(String fileName) throws IOException;
}

package dev.tufa.tuf.repository.signing.source;

import java.io.IOException;

/** A private key outside this process's memory. What it answers is not believed before it has been verified. */
public interface RawSigner extends AutoCloseable {
    /** Signs exactly these bytes; the signature is in the form that TUF metadata has, before hex. */
    byte[] sign(byte[] message) throws IOException;

    /** Lets go of the key. */
    @Override
    default void close() {}
}

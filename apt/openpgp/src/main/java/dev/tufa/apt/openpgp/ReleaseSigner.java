package dev.tufa.apt.openpgp;

import java.io.IOException;
import java.time.Instant;

/** Someone who signs for an archive: a key in memory, gpg with a key in its home, or a program that reaches a key elsewhere. */
public interface ReleaseSigner {
    /** The certificate by which the signatures are verified before they are used. */
    Certificate certificate() throws IOException;

    /**
     * Signs bytes.
     *
     * @param at the time to write into the signature; who has a clock of its own may take that
     * @return one signature or more, in armor or not, and nothing of what is signed
     */
    byte[] sign(SignatureForm form, byte[] bytes, Instant at) throws IOException;
}

package dev.tufa.tuf.repository.signing;

import java.io.IOException;

/** A private key does not open with the passphrase that was given. */
public final class WrongPassphraseException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongPassphraseException(String file, Throwable cause) {
        super(file + ": expected the passphrase that it was encrypted with, got another one", cause);
    }
}

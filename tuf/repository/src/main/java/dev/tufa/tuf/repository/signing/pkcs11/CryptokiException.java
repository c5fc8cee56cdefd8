package dev.tufa.tuf.repository.signing.pkcs11;

import java.io.IOException;

/** A function of a PKCS#11 module returned something else than OK. */
final class CryptokiException extends IOException {
    private static final long serialVersionUID = 1L;

    static final long PIN_INCORRECT = 0xA0;
    static final long PIN_INVALID = 0xA1;
    static final long PIN_LENGTH_RANGE = 0xA2;
    static final long PIN_LOCKED = 0xA4;
    static final long USER_ALREADY_LOGGED_IN = 0x100;
    static final long MECHANISM_INVALID = 0x70;

    private final long code;

    CryptokiException(String function, long code, Throwable cause) {
        super("%s: expected CKR_OK, got %s".formatted(function, cause.getMessage()), cause);
        this.code = code;
    }

    long code() {
        return code;
    }
}

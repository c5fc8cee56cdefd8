package dev.tufa.tuf.trust;

import dev.tufa.tuf.refusal.RollbackException;

/** The one place where a version is kept from going back: TUF 1.0.34 §5.4.3 and §5.5.5. */
final class VersionFloor {
    private VersionFloor() {}

    static void require(String file, String what, long trusted, long offered) throws RollbackException {
        if (offered < trusted) {
            throw new RollbackException(file, what, trusted, offered);
        }
    }
}

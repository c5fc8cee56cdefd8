package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;

/** What a token, a program or an agent answered is not a signature of the key that it should sign with. */
public final class WrongSignatureException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongSignatureException(StoredKey key) {
        super("key %s: expected a signature that its public key verifies, got another one from %s"
                .formatted(Printable.of(key.keyId()), Printable.of(key.source().text())));
    }
}

package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.format.PublicKeyForms;
import java.io.IOException;
import java.util.Optional;

/** A public key as somebody hands it over: PEM, a KEY object of TUF, or an Ed25519 key in hex. */
public final class PublicKeyFile {
    private PublicKeyFile() {}

    /**
     * Reads a key.
     *
     * @param name of the file, for messages
     * @param scheme what to sign by, for keys that leave a choice
     */
    public static Key read(String name, byte[] content, Optional<SignatureScheme> scheme) throws IOException {
        return PublicKeyForms.read(name, content, scheme);
    }
}

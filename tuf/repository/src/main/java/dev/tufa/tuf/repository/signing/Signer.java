package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import java.io.IOException;

/** Signs metadata with one private key, wherever that key is: the port that files, tokens and services stand behind. */
public interface Signer {
    /** The public key, as metadata lists it. */
    Key key();

    /** The key id under which metadata lists the key. */
    default String keyId() {
        return key().computeKeyId();
    }

    /**
     * Signs the canonical form of a signed part.
     *
     * @return the signature in hex, as metadata writes it
     * @throws IOException if the key cannot be reached or used
     */
    String sign(JsonObject signed) throws IOException;
}

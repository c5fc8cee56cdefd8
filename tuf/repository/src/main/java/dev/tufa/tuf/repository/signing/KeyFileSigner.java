package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.metadata.Key;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** Opens an encrypted private key that somebody holds in a file, without a repository. */
public final class KeyFileSigner {
    private KeyFileSigner() {}

    /**
     * The signer of whichever public key the private key belongs to; empty if it belongs to none of them.
     *
     * @param file its name, for messages
     * @param pem an encrypted PKCS#8 key
     * @param wanted the public keys that it may belong to
     * @throws WrongPassphraseException if the passphrase does not open it
     */
    public static Optional<Signer> open(String file, byte[] pem, char[] passphrase, Collection<Key> wanted)
            throws IOException {
        byte[] pkcs8 = EncryptedPrivateKey.open(file, pem, passphrase);
        try {
            for (Key key : wanted) {
                Optional<Signer> signer = PrivateKeySigner.matching(file, key, pkcs8);
                if (signer.isPresent()) {
                    return signer;
                }
            }
            return Optional.empty();
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }
}

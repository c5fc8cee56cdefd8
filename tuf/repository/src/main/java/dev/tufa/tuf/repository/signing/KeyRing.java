package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.crypto.SignatureScheme;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The private keys of a repository, with the passphrase that opens them. A key is decrypted when it first signs, so a passphrase
 * is known to be right only then. Close it to overwrite the passphrase. For one thread.
 */
public final class KeyRing implements AutoCloseable {
    private final KeyFiles files;
    private final KeyIndex index;
    private final char[] passphrase;
    private final int iterations;
    private final Map<String, Signer> opened = new HashMap<>();
    private boolean closed;

    /**
     * Keys in files.
     *
     * @param index the keys that there should be; a private key that is kept elsewhere has no file
     * @param passphrase taken over, and overwritten when the ring is closed
     * @param iterations of PBKDF2, for keys that the ring makes
     */
    public KeyRing(KeyFiles files, KeyIndex index, char[] passphrase, int iterations) {
        this.files = files;
        this.index = index;
        this.passphrase = passphrase;
        this.iterations = iterations;
    }

    /** Whether the private key of that id can be opened here. */
    public boolean has(String keyId) {
        return opened.containsKey(keyId)
                || index.find(keyId).filter(key -> files.has(key.fileName())).isPresent();
    }

    /**
     * The signer of that key id; empty if its private key is not here.
     *
     * @throws WrongPassphraseException if the passphrase does not open it
     */
    public Optional<Signer> signer(String keyId) throws IOException {
        requireOpen();
        if (!has(keyId)) {
            return Optional.empty();
        }
        Signer known = opened.get(keyId);
        if (known != null) {
            return Optional.of(known);
        }
        StoredKey key = index.find(keyId).orElseThrow();
        Signer signer = open(key);
        opened.put(keyId, signer);
        return Optional.of(signer);
    }

    /** Makes a new key, which this ring signs with from now on. Nothing is written. */
    public NewKey generate(String role, SignatureScheme scheme) {
        requireOpen();
        PrivateKeySigner signer = PrivateKeySigner.generate(scheme);
        byte[] pkcs8 = signer.encoded();
        try {
            NewKey made = new NewKey(
                    StoredKey.of(role, signer.key()), EncryptedPrivateKey.seal(pkcs8, passphrase, iterations));
            opened.put(made.stored().keyId(), signer);
            return made;
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private Signer open(StoredKey key) throws IOException {
        byte[] pkcs8 = EncryptedPrivateKey.open(key.fileName(), files.read(key.fileName()), passphrase);
        try {
            return PrivateKeySigner.restore(key.fileName(), key.key(), pkcs8);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("key ring: expected an open one, got a closed one");
        }
    }

    /** Overwrites the passphrase and forgets the keys. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(passphrase, '\0');
        opened.clear();
    }
}

package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The private keys that a repository can sign with, wherever they are, with the passphrase that opens those in files. A key is opened
 * when it first signs, so a passphrase is known to be right only then. Close it to overwrite the passphrase and to log out of tokens.
 * For one thread.
 */
public final class KeyRing implements AutoCloseable {
    private final KeyFiles files;
    private final KeyIndex index;
    private final char[] passphrase;
    private final int iterations;
    private final Sources sources;
    private final Map<String, Signer> opened = new HashMap<>();
    private final Map<String, KeyUnreachableException> unreachable = new HashMap<>();
    private boolean closed;

    /**
     * Keys in files and, in the surroundings of this process, elsewhere.
     *
     * @param index the keys that there should be; a private key that is kept elsewhere has no file
     * @param passphrase taken over, and overwritten when the ring is closed
     * @param iterations of PBKDF2, for keys that the ring makes
     */
    public KeyRing(KeyFiles files, KeyIndex index, char[] passphrase, int iterations) {
        this(files, index, passphrase, iterations, Surroundings.ofProcess());
    }

    /** Like {@link #KeyRing(KeyFiles, KeyIndex, char[], int)}, in other surroundings. */
    public KeyRing(KeyFiles files, KeyIndex index, char[] passphrase, int iterations, Surroundings surroundings) {
        this.files = files;
        this.index = index;
        this.passphrase = passphrase;
        this.iterations = iterations;
        this.sources = new Sources(files, passphrase, surroundings);
    }

    /** Whether the private key of that id should be here, as far as can be told without asking for it. */
    public boolean has(String keyId) {
        return opened.containsKey(keyId)
                || (!unreachable.containsKey(keyId)
                        && index.find(keyId).filter(key -> isHere(files, key)).isPresent());
    }

    /** Whether a private key should be here, as far as can be told without asking for it. */
    public static boolean isHere(KeyFiles files, StoredKey key) {
        return key.source() instanceof KeySource.EncryptedFile file
                ? files.has(file.name())
                : !(key.source() instanceof KeySource.Elsewhere);
    }

    /**
     * The signer of that key id; empty if its private key is not here.
     *
     * @throws WrongPassphraseException if the passphrase does not open it
     * @throws dev.tufa.tuf.repository.signing.source.WrongPinException if a token refuses its PIN
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
        try {
            Signer signer = sources.open(index.find(keyId).orElseThrow());
            opened.put(keyId, signer);
            return Optional.of(signer);
        } catch (KeyUnreachableException e) {
            unreachable.put(keyId, e);
            return Optional.empty();
        }
    }

    /**
     * Begins to open the keys of a role that are in files, beside whatever else is to be done before they are needed. What is wrong
     * with them is said when they are.
     */
    public void prepare(String role) {
        requireOpen();
        for (StoredKey key : index.ofRole(role)) {
            if (key.source() instanceof KeySource.EncryptedFile file && has(key.keyId())) {
                try {
                    sources.prepare(file);
                } catch (IOException e) {
                    // opening it finds the same
                }
            }
        }
    }

    /** Why the private key of that id is not here, if more is known than that it is not. */
    public Optional<String> whyNot(String keyId) {
        return Optional.ofNullable(unreachable.get(keyId)).map(KeyUnreachableException::getMessage);
    }

    /** The person who holds the private key of that id, if anybody has said so. */
    public Optional<String> holder(String keyId) {
        return index.find(keyId).flatMap(StoredKey::holder);
    }

    /** Whether there is a passphrase, with which new keys are encrypted. */
    public boolean canMakeKeys() {
        return passphrase.length > 0;
    }

    /**
     * Opens one of the keys that are in files, if there are some, so that no new key is encrypted with another passphrase than they.
     *
     * @throws WrongPassphraseException if the passphrase does not open it
     */
    public void checkPassphrase() throws IOException {
        for (StoredKey key : index.keys()) {
            if (key.source() instanceof KeySource.EncryptedFile && isHere(files, key)) {
                sources.open(key);
                return;
            }
        }
    }

    /** Makes a new key for a role, which this ring signs with from now on. Nothing is written. */
    public NewKey generate(String role, SignatureScheme scheme) {
        NewKey made = seal(PrivateKeySigner.generate(scheme), role + "-");
        StoredKey stored = made.stored().signing(role);
        return NewKey.inFile(stored, made.pem().orElseThrow());
    }

    /** Makes a new key for no role yet. Nothing is written. */
    public NewKey generate(SignatureScheme scheme) {
        return seal(PrivateKeySigner.generate(scheme), "");
    }

    /** Encrypts a private key that another program has made, under the key id that it has there. Nothing is written. */
    public NewKey adopt(PrivateKeyFile file) {
        NewKey sealed = seal(file.signer(), "");
        StoredKey stored = sealed.stored();
        opened.put(file.keyId(), file.signer());
        return NewKey.inFile(
                new StoredKey(file.keyId(), stored.key(), stored.source(), List.of()),
                sealed.pem().orElseThrow());
    }

    private NewKey seal(PrivateKeySigner signer, String prefix) {
        requireOpen();
        if (passphrase.length == 0) {
            throw new IllegalStateException("passphrase: expected one for the file of a new key, got an empty one");
        }
        byte[] pkcs8 = signer.encoded();
        try {
            String keyId = signer.key().computeKeyId();
            StoredKey stored = StoredKey.of(signer.key(), new KeySource.EncryptedFile(prefix + keyId + ".pem"));
            opened.put(keyId, signer);
            return NewKey.inFile(stored, EncryptedPrivateKey.seal(pkcs8, sources.derivedKeys(), iterations));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /**
     * The public key of a private key outside.
     *
     * @param scheme what to sign by, for keys that leave a choice
     * @throws KeyUnreachableException if it is not to be had here and now
     */
    public Key publicKey(KeySource source, Optional<SignatureScheme> scheme) throws IOException {
        requireOpen();
        return sources.publicKey(source, scheme);
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
        sources.close();
    }
}

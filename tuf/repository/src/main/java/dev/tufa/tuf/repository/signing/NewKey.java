package dev.tufa.tuf.repository.signing;

import java.util.Optional;

/** A key that the list of keys does not have yet: its entry, and the file that is to hold its private half, if one is. */
public final class NewKey {
    private final StoredKey stored;
    private final byte[] pem;

    private NewKey(StoredKey stored, byte[] pem) {
        this.stored = stored;
        this.pem = pem;
    }

    /** A key whose private half is not in the repository's folder. */
    public static NewKey outside(StoredKey stored) {
        return new NewKey(stored, new byte[0]);
    }

    static NewKey inFile(StoredKey stored, byte[] pem) {
        return new NewKey(stored, pem);
    }

    /** The same key under another key id, for metadata that lists it so. */
    public NewKey withKeyId(String keyId) {
        return new NewKey(stored.withKeyId(keyId), pem);
    }

    /** The same key in the hands of a person. */
    public NewKey heldBy(String name) {
        return new NewKey(stored.heldBy(name), pem);
    }

    /** Its entry in the list of keys. */
    public StoredKey stored() {
        return stored;
    }

    /** The encrypted private key in PEM, a copy; empty if the private key is outside. */
    public Optional<byte[]> pem() {
        return pem.length == 0 ? Optional.empty() : Optional.of(pem.clone());
    }
}

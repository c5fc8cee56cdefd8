package dev.tufa.tuf.repository.signing;

/** A private key that has just been made: what the list of keys says of it, and the file that is to hold it. */
public final class NewKey {
    private final StoredKey stored;
    private final byte[] pem;

    NewKey(StoredKey stored, byte[] pem) {
        this.stored = stored;
        this.pem = pem;
    }

    /** Its entry in the list of keys. */
    public StoredKey stored() {
        return stored;
    }

    /** The encrypted private key in PEM, a copy. */
    public byte[] pem() {
        return pem.clone();
    }
}

package dev.tufa.tuf.repository.model;

import dev.tufa.tuf.repository.Content;

/** The content of a file, with a name that tells it from every other content. */
public final class Kept {
    private final byte[] bytes;
    private final String id;

    private Kept(byte[] bytes, String id) {
        this.bytes = bytes;
        this.id = id;
    }

    static Kept of(byte[] bytes) {
        return new Kept(bytes.clone(), Content.of(bytes).sha256());
    }

    /** The content, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Its SHA-256 in hex. */
    public String id() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Kept that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id.substring(0, 8);
    }
}

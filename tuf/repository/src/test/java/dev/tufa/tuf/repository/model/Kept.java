package dev.tufa.tuf.repository.model;

import dev.tufa.tuf.repository.Content;

/**
 * The content of a file, with a name that tells it from every other content.
 *
 * @param id its SHA-256
 */
public record Kept(byte[] bytes, String id) {
    static Kept of(byte[] bytes) {
        return new Kept(bytes, Content.of(bytes).sha256());
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

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The bytes of a file, immutable: in memory or, when there are very many, set aside on a disk. */
public final class Content {
    private final byte[] bytes;
    private final int length;
    private final Optional<Aside> aside;

    /** Empty until somebody asks; whoever asks at the same time works out the same. */
    private String sha256 = "";

    private Content(byte[] bytes, int length, Optional<Aside> aside) {
        this.bytes = bytes;
        this.length = length;
        this.aside = aside;
    }

    /** A copy of bytes. */
    public static Content of(byte[] bytes) {
        return new Content(bytes.clone(), bytes.length, Optional.empty());
    }

    /** The bytes of a file that nobody changes as long as this is used. */
    static Content setAside(Disk disk, Path file, int length, String sha256) {
        return new Content(new byte[0], length, Optional.of(new Aside(disk, file, sha256)));
    }

    /**
     * The bytes, a copy.
     *
     * @throws UncheckedIOException if they were set aside and cannot be read, or have changed
     */
    public byte[] bytes() {
        return aside.isPresent() ? aside.get().read() : bytes.clone();
    }

    /** How many bytes. */
    public int length() {
        return length;
    }

    /** Their SHA-256, in lower case hex. */
    public String sha256() {
        if (aside.isPresent()) {
            return aside.get().sha256();
        }
        String known = sha256;
        if (known.isEmpty()) {
            known = sha256(bytes);
            sha256 = known;
        }
        return known;
    }

    /** The file in which they were set aside. */
    Optional<Path> file() {
        return aside.map(Aside::file);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(bytes));
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Content that) || length != that.length) {
            return false;
        }
        return aside.isPresent() || that.aside.isPresent()
                ? sha256().equals(that.sha256())
                : Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return length;
    }

    @Override
    public String toString() {
        return length + " bytes";
    }

    private record Aside(Disk disk, Path file, String sha256) {
        byte[] read() {
            try {
                byte[] bytes = disk.read(file);
                if (!Content.sha256(bytes).equals(sha256)) {
                    throw new IOException("%s: expected what was written there, got something else".formatted(file));
                }
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

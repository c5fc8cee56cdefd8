package dev.tufa.apt.publish.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds files against what is said of them. A file is read once, under however many names. */
final class FileCheck {
    private final Map<Object, String> read = new ConcurrentHashMap<>();

    /** What is wrong with the length of a file; empty if nothing. */
    Optional<String> length(Path file, long size) {
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.of("expected a file of %d bytes, got none".formatted(size));
            }
            long got = Files.size(file);
            return got == size ? Optional.empty() : Optional.of("expected %d bytes, got %d".formatted(size, got));
        } catch (IOException e) {
            return Optional.of(unreadable(e));
        }
    }

    /** What is wrong with a file; empty if nothing. */
    Optional<String> bytes(Path file, long size, String sha256) {
        Optional<String> length = length(file, size);
        if (length.isPresent()) {
            return length;
        }
        try {
            String got = sha256(file);
            return got.equals(sha256)
                    ? Optional.empty()
                    : Optional.of("expected SHA-256 %s, got %s".formatted(sha256, got));
        } catch (IOException e) {
            return Optional.of(unreadable(e));
        }
    }

    private String sha256(Path file) throws IOException {
        Object number = Files.readAttributes(file, "unix:ino,ctime,dev");
        String known = read.get(number);
        if (known != null) {
            return known;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String digest = sha256(in);
            read.put(number, digest);
            return digest;
        }
    }

    /** The digest of all that comes. */
    static String sha256(InputStream in) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String unreadable(IOException e) {
        return "expected a file that can be read, got %s".formatted(e);
    }
}

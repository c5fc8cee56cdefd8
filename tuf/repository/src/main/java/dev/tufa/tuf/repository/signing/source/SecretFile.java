package dev.tufa.tuf.repository.signing.source;

import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** Reads files with secrets in them, and refuses those that others can read as well unless it is told not to. */
public final class SecretFile {
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SecretFile() {}

    /** The first line of a file, which the caller overwrites after use. */
    public static char[] firstLine(Path file) throws IOException {
        requirePrivate(file);
        return firstLineUnchecked(file);
    }

    /** The same of a file that others may read as well: where to keep it is a person's own choice. */
    public static char[] firstLineUnchecked(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
        char[] line = new char[text.remaining()];
        text.get(line);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text.array(), '\0');
        return line;
    }

    /** Refuses a file that somebody else than its owner can read or write. */
    public static void requirePrivate(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
            throw new IOException("%s: expected a file that its owner alone can read, got %s: chmod 600 it first"
                    .formatted(Printable.of(file.toString()), PosixFilePermissions.toString(permissions)));
        }
    }
}

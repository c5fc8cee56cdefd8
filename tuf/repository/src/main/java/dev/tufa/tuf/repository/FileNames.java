package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.Printable;
import java.nio.charset.StandardCharsets;

/** Which names of others can be file names here: one segment on every platform, visible, and not too long. */
final class FileNames {
    private static final int MOST_BYTES = 255;

    private FileNames() {}

    static boolean isSafe(String name) {
        return !name.isEmpty()
                && !name.startsWith(".")
                && name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && name.codePoints().noneMatch(FileNames::isUnsafe);
    }

    /** Refuses a role whose files could not be named by it: its name is a stranger's choice. */
    static void requireRole(String role) throws ChangeRefusedException {
        if (!isSafe(role + ".json") || !isSafe(Long.MAX_VALUE + "." + role + ".json")) {
            throw new ChangeRefusedException(
                    "role name: expected one that a file can have, without separators or control characters, got \"%s\""
                            .formatted(Printable.of(role)));
        }
    }

    private static boolean isUnsafe(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE || "/\\:*?\"<>|".indexOf(codePoint) >= 0;
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.Printable;
import java.nio.charset.StandardCharsets;

/** The target paths that this repository publishes: relative, without ways out, the same on every platform. */
final class TargetPaths {
    /** Longest segment in bytes: a file name of 255 bytes less the hash and the dot before it. */
    private static final int MAXIMUM_SEGMENT = 255 - 64 - 1;

    /** Longest path in bytes; stops paths that only some file systems can hold. */
    private static final int MAXIMUM_PATH = 2048;

    private TargetPaths() {}

    static void require(String path) throws ChangeRefusedException {
        if (path.isEmpty()) {
            throw refused("a path", path);
        }
        if (path.startsWith("/")) {
            throw refused("a relative path", path);
        }
        if (path.indexOf('\\') >= 0) {
            throw refused("segments parted by /", path);
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_PATH) {
            throw refused("at most " + MAXIMUM_PATH + " bytes", path);
        }
        if (path.codePoints().anyMatch(TargetPaths::isUnsafe)) {
            throw refused("no control characters or lone surrogates", path);
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw refused("no empty, \".\" or \"..\" segments", path);
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_SEGMENT) {
                throw refused("segments of at most " + MAXIMUM_SEGMENT + " bytes", path);
            }
        }
    }

    private static boolean isUnsafe(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }

    private static ChangeRefusedException refused(String expected, String path) {
        return new ChangeRefusedException(
                "target path: expected %s, got \"%s\"".formatted(expected, Printable.of(path)));
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The target paths that this repository publishes: relative, without ways out, the same on every platform. */
final class TargetPaths {
    /** Longest segment in bytes: a file name of 255 bytes less the hash and the dot before it. */
    private static final int MAXIMUM_SEGMENT = 255 - 64 - 1;

    /** Longest path in bytes; stops paths that only some file systems can hold. */
    private static final int MAXIMUM_PATH = 2048;

    /** HASH.NAME, as files are named in the published tree: a directory of that name could be in the way of a file. */
    private static final Pattern PUBLISHED_NAME = Pattern.compile("[0-9a-f]{64}\\..*");

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
        if (isLonger(path, MAXIMUM_PATH)) {
            throw refused("at most " + MAXIMUM_PATH + " bytes", path);
        }
        requireSafe(path);
        requireSegments(path.split("/", -1), path);
        try {
            if (Path.of(path).isAbsolute()) {
                throw refused("a relative path", path);
            }
        } catch (InvalidPathException e) {
            throw refused("characters that file names can have here", path);
        }
    }

    private static void requireSegments(String[] segments, String path) throws ChangeRefusedException {
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw refused("no empty, \".\" or \"..\" segments", path);
            }
            if (i < segments.length - 1 && PUBLISHED_NAME.matcher(segment).matches()) {
                throw refused("no directory that is named like a published file", path);
            }
            if (isLonger(segment, MAXIMUM_SEGMENT)) {
                throw refused("segments of at most " + MAXIMUM_SEGMENT + " bytes", path);
            }
        }
    }

    private static boolean isLonger(String text, int bytes) {
        return text.length() > bytes / 3 // else three for each char are not too many
                && text.getBytes(StandardCharsets.UTF_8).length > bytes;
    }

    private static void requireSafe(String path) throws ChangeRefusedException {
        for (int at = 0; at < path.length(); at = path.offsetByCodePoints(at, 1)) {
            int type = Character.getType(path.codePointAt(at));
            if (type == Character.CONTROL || type == Character.SURROGATE) {
                throw refused("no control characters or lone surrogates", path);
            }
        }
    }

    private static ChangeRefusedException refused(String expected, String path) {
        return new ChangeRefusedException(
                "target path: expected %s, got \"%s\"".formatted(expected, Printable.of(path)));
    }
}

package dev.tufa.apt.archive.index;

import java.util.Arrays;

/** Names of files in an archive: relative to a folder, and never out of it. */
final class ArchivePath {
    /** Longer than any path of a system can be, and so short that lines with it can be read back. */
    private static final int LONGEST = 4096;

    private ArchivePath() {}

    /**
     * Whether a name stays inside the folder that it is relative to, and is one word. A dot as a step is harmless, and flat archives
     * have it: {@code ./acme_1.0_amd64.deb}.
     */
    static boolean isInside(String path) {
        return !path.isEmpty()
                && path.length() <= LONGEST
                && path.charAt(0) != '/'
                && path.codePoints().noneMatch(c -> c == '\\' || Character.isISOControl(c) || isSpace(c))
                && Arrays.stream(path.split("/", -1)).noneMatch(".."::equals)
                && isFile(path.substring(path.lastIndexOf('/') + 1));
    }

    /** Whether a name is that of a folder inside; the folder itself is a dot. */
    static boolean isFolderInside(String path) {
        return path.equals(".") || isInside(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Whether a text is the name of a file, without a folder. */
    static boolean isFileName(String name) {
        return name.indexOf('/') < 0 && isInside(name);
    }

    static String requireInside(String what, String path) {
        if (!isInside(path)) {
            throw new IllegalArgumentException(outside(what, path));
        }
        return path;
    }

    static String outside(String what, String path) {
        return "%s: expected a file inside of the archive, got \"%s\"".formatted(what, path);
    }

    private static boolean isFile(String name) {
        return !name.isEmpty() && !name.equals(".");
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}

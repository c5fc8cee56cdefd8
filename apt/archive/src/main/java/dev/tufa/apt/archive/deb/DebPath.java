package dev.tufa.apt.archive.deb;

import java.util.Optional;

/**
 * Something that a package would put into the file system.
 *
 * @param path from the root, without a slash before or after it; a dot is the root itself
 * @param kind what it is
 * @param mode the twelve bits of its rights
 * @param owner a name, or digits if the archive has no name
 * @param group a name, or digits if the archive has no name
 * @param size bytes of a file, 0 of everything else
 * @param link what a link leads to: of a hard link another path of the package, of a symbolic one whatever it says
 */
public record DebPath(String path, Kind kind, int mode, String owner, String group, long size, Optional<String> link) {
    private static final int SETUID = 04000;
    private static final int SETGID = 02000;

    /** Whether it is a program that runs with its owner's rights. */
    public boolean isSetuid() {
        return kind.isFile() && (mode & SETUID) != 0;
    }

    /** Whether it is a program that runs with its group's rights. */
    public boolean isSetgid() {
        return kind.isFile() && (mode & SETGID) != 0;
    }

    /** What can be in a package. */
    public enum Kind {
        /** A plain file. */
        FILE,
        /** Another name of a file in the package. */
        HARD_LINK,
        /** A name for another path, which need not be there. */
        SYMBOLIC_LINK,
        /** A directory. */
        DIRECTORY,
        /** A device that is read and written byte by byte. */
        CHARACTER_DEVICE,
        /** A device that is read and written block by block. */
        BLOCK_DEVICE,
        /** A named pipe. */
        PIPE;

        private boolean isFile() {
            return this == FILE || this == HARD_LINK;
        }

        static Kind of(char type) {
            return switch (type) {
                case '\0', '0' -> FILE;
                case '1' -> HARD_LINK;
                case '2' -> SYMBOLIC_LINK;
                case '3' -> CHARACTER_DEVICE;
                case '4' -> BLOCK_DEVICE;
                case '5' -> DIRECTORY;
                case '6' -> PIPE;
                default -> throw new IllegalArgumentException("type of an entry: expected 0 to 6, got " + type);
            };
        }
    }
}

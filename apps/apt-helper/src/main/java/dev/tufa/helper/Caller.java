package dev.tufa.helper;

import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Who runs this, and which system that user may change: root this one; anybody one that lies in a folder of their own, with nobody else's
 * leave. polkit gives leave for this system alone.
 *
 * @param user by number
 * @param isThroughPolkit whether root's rights come from polkit
 */
record Caller(int user, boolean isThroughPolkit) {
    private static final int STICKY = 01000;
    private static final int OTHERS_WRITE = 0022;

    /** Who runs this process. */
    static Caller ofThisProcess() throws IOException {
        return new Caller(
                (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"), System.getenv("PKEXEC_UID") != null);
    }

    /** This system. */
    SystemRoot thisSystem() throws IOException {
        if (user != 0) {
            throw new IOException("expected to be run by root, got user " + user);
        }
        return SystemRoot.ofThisSystem();
    }

    /** The system in a folder. */
    SystemRoot systemIn(Path folder) throws IOException {
        if (isThroughPolkit) {
            throw new IOException(
                    "%s: expected to be run without polkit for a system in a folder, got pkexec".formatted(folder));
        }
        Path root = folder.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new FileSystemException(root.toString(), null, "expected a folder, got something else");
        }
        int owner = number(root, "unix:uid");
        if (owner != user) {
            throw new FileSystemException(
                    root.toString(), null, "expected a folder of user %d, got one of user %d".formatted(user, owner));
        }
        for (Path above = root.getParent(); above != null; above = above.getParent()) {
            requireKept(above);
        }
        return SystemRoot.of(root);
    }

    /** Nobody else puts another folder in the place of what is in it. */
    private void requireKept(Path above) throws IOException {
        int owner = number(above, "unix:uid");
        int mode = number(above, "unix:mode");
        if (owner != 0 && owner != user || (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
            throw new FileSystemException(
                    above.toString(),
                    null,
                    "expected a folder of root or user %d to which nobody else writes, got one of user %d with mode %o"
                            .formatted(user, owner, mode & 07777));
        }
    }

    private static int number(Path file, String attribute) throws IOException {
        return (int) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS);
    }
}

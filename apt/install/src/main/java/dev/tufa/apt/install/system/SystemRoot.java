package dev.tufa.apt.install.system;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Where the files of a system are: {@code /}, or a folder, as images are made. What is a link in the folder is followed as it would be with
 * the folder as root, so that none leads out of it.
 */
public final class SystemRoot {
    private static final Path THIS = Path.of("/");
    private static final Path NOTHING = Path.of("/dev/null");

    /** As many as Linux follows; stops links that lead to each other. */
    private static final int MOST_LINKS = 40;

    private final Path folder;

    private SystemRoot(Path folder) {
        this.folder = folder;
    }

    /** The system that this runs on. */
    public static SystemRoot ofThisSystem() {
        return new SystemRoot(THIS);
    }

    /**
     * The system in a folder.
     *
     * @param folder absolute and without links, as {@link Path#toRealPath} gives it
     */
    public static SystemRoot of(Path folder) {
        if (!folder.isAbsolute() || !folder.normalize().equals(folder)) {
            throw new IllegalArgumentException("root: expected an absolute path without dots, got " + folder);
        }
        return new SystemRoot(folder);
    }

    /** Whether it is the system that this runs on. */
    public boolean isThisSystem() {
        return folder.equals(THIS);
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** What the system calls a file of an absolute path below its root. */
    public String nameOf(Path file) {
        return isThisSystem() ? file.toString() : "/" + folder.relativize(file);
    }

    /** What programs outside call a file of the system, by its absolute path there. */
    public Path seen(String path) {
        return isThisSystem() ? Path.of(path) : folder.resolve(path.substring(1));
    }

    /** Where a file of the system is, by its absolute path there. Nothing needs to be there. */
    public Path locate(String path) throws IOException {
        if (isThisSystem()) {
            return Path.of(path);
        }
        Deque<Path> rest = new ArrayDeque<>();
        prepend(Path.of(path), rest);
        Path place = folder;
        int links = 0;
        while (!rest.isEmpty()) {
            Path name = rest.removeFirst();
            if (name.toString().equals("..")) {
                place = place.equals(folder) ? place : Objects.requireNonNull(place.getParent(), "below the root");
                continue;
            }
            Path next = place.resolve(name);
            if (!Files.isSymbolicLink(next)) {
                place = name.toString().equals(".") ? place : next;
                continue;
            }
            links++;
            if (links > MOST_LINKS) {
                throw new FileSystemException(
                        seen(path).toString(), null, "expected at most %d links, got more".formatted(MOST_LINKS));
            }
            Path target = Files.readSymbolicLink(next);
            place = target.isAbsolute() ? folder : place;
            prepend(target, rest);
        }
        return place;
    }

    private static void prepend(Path path, Deque<Path> rest) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            if (!path.getName(i).toString().isEmpty()) {
                rest.addFirst(path.getName(i));
            }
        }
    }

    /**
     * Where a file of the system is that programs outside reach as well, which follow links out of the folder.
     *
     * @throws FileSystemException if they would find another one
     */
    public Path require(String path) throws IOException {
        Path place = locate(path);
        if (isThisSystem()) {
            return place;
        }
        Path seen = seen(path);
        if (Files.exists(seen) && seen.toRealPath().equals(NOTHING)) {
            return NOTHING; // as somebody hides a file
        }
        boolean isThere = Files.exists(place);
        if (Files.exists(seen) != isThere || isThere && !Files.isSameFile(seen, place)) {
            throw new FileSystemException(
                    seen.toString(), null, "expected a place in %s, got a link that leads out of it".formatted(folder));
        }
        return place;
    }

    /**
     * Requires that whoever writes below the folder writes nowhere else: links to folders stay in it. Those to files are replaced by who
     * installs, not followed.
     */
    public void requireClosed() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
                    require("/" + folder.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}

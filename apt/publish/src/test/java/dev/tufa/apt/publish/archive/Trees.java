package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.pool.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whole folders. */
final class Trees {
    private Trees() {}

    /** The SHA-256 of every file, or where a link leads, by path. */
    static Map<String, String> digests(Path folder) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (Path path : walk(folder)) {
            if (Files.isSymbolicLink(path)) {
                digests.put(name(folder, path), "-> " + Files.readSymbolicLink(path));
            } else if (Files.isRegularFile(path)) {
                digests.put(name(folder, path), Sha256.hex(Files.readAllBytes(path)));
            }
        }
        return digests;
    }

    /** The same, with the number on the disk and the time of each: who is written anew has others. */
    static Map<String, String> states(Path folder) throws IOException {
        Map<String, String> states = digests(folder);
        for (Map.Entry<String, String> state : states.entrySet()) {
            Path path = folder.resolve(state.getKey());
            Object number = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            FileTime time = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
            state.setValue("%s %s %s".formatted(state.getValue(), number, time));
        }
        return states;
    }

    /** A copy, with links, names of one file, permissions and times as they are. */
    static Path copy(Path from, Path to) throws IOException {
        Map<Object, Path> copies = new HashMap<>();
        for (Path source : walk(from)) {
            Path copy = to.resolve(name(from, source));
            Object number = Files.getAttribute(source, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            Path same = copies.get(number);
            if (same != null) {
                Files.createLink(copy, same);
                continue;
            }
            Files.copy(source, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            if (Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
                copies.put(number, copy);
            }
        }
        return to;
    }

    static void delete(Path folder) throws IOException {
        List<Path> all = walk(folder);
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }

    /** Gives every file the same time. */
    static void touch(Path folder, Instant time) throws IOException {
        for (Path path : walk(folder)) {
            if (!Files.isSymbolicLink(path)) {
                Files.setLastModifiedTime(path, FileTime.from(time));
            }
        }
    }

    private static String name(Path folder, Path path) {
        return folder.relativize(path).toString();
    }

    private static List<Path> walk(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }
}

package dev.tufa.apt.archive.deb;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What data.tar has: the paths that a package would put into the file system. */
final class DataArchive {
    static final String BASE = "data.tar";

    private DataArchive() {}

    /** All paths in their order; a directory that is there twice has its last entry, as when it is unpacked. */
    static List<DebPath> paths(ArMember member, TarCompression compression, DebLimits limits) throws IOException {
        try (Decompressed archive = new Decompressed(member, compression, limits.dataLength(), limits);
                StrictTar tar = new StrictTar(archive, limits.pathLength())) {
            return read(member.name(), tar, limits);
        }
    }

    private static List<DebPath> read(String archive, StrictTar tar, DebLimits limits) throws IOException {
        Map<String, DebPath> paths = new LinkedHashMap<>();
        int count = 0;
        long length = 0;
        for (Optional<StrictTarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
            DebPath path = next.get().toPath();
            if (++count > limits.dataEntries()) {
                throw new Refused(DebRefusal.TOO_MANY, archive, "at most " + limits.dataEntries() + " entries", "more");
            }
            length += path.path().length() + path.link().map(String::length).orElse(0);
            if (length > limits.pathsLength()) {
                throw new Refused(
                        DebRefusal.TOO_LARGE,
                        archive,
                        "paths of at most " + limits.pathsLength() + " characters together",
                        "more");
            }
            requireLinked(archive, path, paths);
            DebPath earlier = paths.put(path.path(), path);
            if (earlier != null && !(isDirectory(earlier) && isDirectory(path))) {
                throw new Refused(DebRefusal.PATH_TWICE, archive, "one entry " + path.path(), "two");
            }
        }
        return List.copyOf(paths.values());
    }

    private static boolean isDirectory(DebPath path) {
        return path.kind() == DebPath.Kind.DIRECTORY;
    }

    /** A hard link leads to a file that is already there, or it would take one of the system. */
    private static void requireLinked(String archive, DebPath path, Map<String, DebPath> earlier) throws Refused {
        if (path.kind() != DebPath.Kind.HARD_LINK) {
            return;
        }
        String target = path.link().orElse("");
        DebPath linked = earlier.get(target);
        if (linked == null || isDirectory(linked)) {
            throw new Refused(
                    DebRefusal.PATH, archive, "a hard link to a file before it", path.path() + " to " + target);
        }
    }
}

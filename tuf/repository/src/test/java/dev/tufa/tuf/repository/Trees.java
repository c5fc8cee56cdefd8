package dev.tufa.tuf.repository;

import dev.tufa.tuf.repository.storage.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whole folders, for tests that need many alike. */
final class Trees {
    private Trees() {}

    /** A copy of a folder, with its permissions. */
    static Path copy(Path from, Path to) throws IOException {
        for (Path source : walk(from)) {
            Files.copy(source, to.resolve(from.relativize(source).toString()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return to;
    }

    /** The directory of a repository's present epoch. */
    static Path epoch(Path repository) throws IOException {
        return new EpochFolders(new LocalDisk(), new Layout(repository))
                .current()
                .orElseThrow();
    }

    static void delete(Path folder) throws IOException {
        List<Path> all = walk(folder);
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }

    /** The SHA-256 of every file, by path. */
    static Map<String, String> digests(Path folder) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (Path file : walk(folder)) {
            if (Files.isRegularFile(file)) {
                digests.put(
                        folder.relativize(file).toString(),
                        Content.of(Files.readAllBytes(file)).sha256());
            }
        }
        return digests;
    }

    /** The SHA-256 of every file that says something, by path: of an epoch that is the journal alone. */
    static Map<String, String> state(Path folder) throws IOException {
        Map<String, String> state = new TreeMap<>();
        digests(folder).forEach((path, digest) -> {
            if (!path.matches("journal/[0-9]+-.*")) {
                state.put(path, digest);
            } else if (path.endsWith("/log")) {
                state.put("journal/log", digest);
            }
        });
        return state;
    }

    private static List<Path> walk(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList();
        }
    }
}

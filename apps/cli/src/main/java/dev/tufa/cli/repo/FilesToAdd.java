package dev.tufa.cli.repo;

import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.AddOptions;
import dev.tufa.tuf.repository.Addition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Which files become which targets: a name for each file, a place below its name for each file of a folder. */
final class FilesToAdd {
    private final String before;
    private final AddOptions options;
    private final Map<String, Addition> byPath = new LinkedHashMap<>();

    /**
     * Nothing yet.
     *
     * @param in the folder that all target paths begin with
     */
    FilesToAdd(Optional<String> in, AddOptions options) {
        this.before =
                in.map(folder -> folder.endsWith("/") ? folder : folder + "/").orElse("");
        this.options = options;
    }

    /** Takes a file or, if whole folders are wanted, a folder. */
    void add(Path path, boolean recursive) throws UsageException, IOException {
        if (!Files.isDirectory(path)) {
            put(path, name(path));
        } else if (recursive) {
            addFolder(path);
        } else {
            throw new UsageException("FILE: expected a file, or --recursive for a folder, got the folder "
                    + Printable.of(path.toString()));
        }
    }

    private void addFolder(Path folder) throws UsageException, IOException {
        String name = name(folder);
        String below = name.equals(".") || name.equals("..") || name.isEmpty() ? "" : name + "/";
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) { // a link could lead anywhere
                throw new UsageException("FILE: expected plain files in a folder, got something else at "
                        + Printable.of(file.toString()));
            }
            put(file, below + slashes(folder.relativize(file)));
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String slashes(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private void put(Path file, String path) throws UsageException {
        Addition addition = new Addition(file, before + path, options);
        Addition other = byPath.putIfAbsent(addition.targetPath(), addition);
        if (other != null) {
            throw new UsageException("%s: expected one file of that target path, got %s and %s"
                    .formatted(
                            Printable.of(addition.targetPath()),
                            Printable.of(other.file().toString()),
                            Printable.of(file.toString())));
        }
    }

    /** What to add. */
    List<Addition> additions() throws UsageException {
        if (byPath.isEmpty()) {
            throw new UsageException("FILE: expected a file, got folders without any");
        }
        return List.copyOf(byPath.values());
    }
}

package dev.tufa.apt.publish.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An archive of another tool, or of none: the base folder of reprepro, the root folder of aptly, or whatever a web server serves. Where
 * nothing says which packages are in which suite there are packages alone.
 */
public final class ForeignTree {
    private static final String DISTS = "dists";
    private static final String POOL = "pool";

    /** What aptly has in its folder for web servers. */
    private static final String PUBLISHED = "public";

    /** Suites can be in folders of folders of {@code dists}: {@code stable/updates}. */
    private static final int DEEPEST_SUITE = 5;

    private final Path whole;
    private final Path folder;

    private ForeignTree(Path whole, Path folder) {
        this.whole = whole;
        this.folder = folder;
    }

    /** The archive in a folder. */
    public static ForeignTree in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("%s: expected a folder, got none".formatted(folder));
        }
        Path whole = folder.toAbsolutePath().normalize();
        boolean isAptly = !Files.isDirectory(whole.resolve(DISTS))
                && Files.isDirectory(whole.resolve(PUBLISHED).resolve(DISTS));
        return new ForeignTree(whole, isAptly ? whole.resolve(PUBLISHED) : whole);
    }

    /** Where its packages are: all that is in its folder, and in its pool, which may be a link to somewhere else. */
    public List<Path> folders() {
        Path pool = folder.resolve(POOL);
        return Files.isDirectory(pool) ? List.of(whole, pool) : List.of(whole);
    }

    /** The suites in it, by the names of their folders; two names of one folder are one suite. */
    public List<ForeignSuite> suites() throws IOException {
        Path dists = folder.resolve(DISTS);
        if (!Files.isDirectory(dists)) {
            return List.of();
        }
        Map<Path, ForeignSuite> suites = new LinkedHashMap<>();
        List<Path> ahead = new ArrayList<>(entries(dists));
        while (!ahead.isEmpty()) {
            Path next = ahead.remove(0);
            Path real = next.toRealPath();
            if (ForeignSuite.isOne(next)) {
                if (!suites.containsKey(real)) {
                    String name = dists.relativize(next).toString();
                    suites.put(real, ForeignSuite.read(folder, next, name));
                }
            } else if (dists.relativize(next).getNameCount() < DEEPEST_SUITE) {
                ahead.addAll(entries(next));
            }
        }
        return List.copyOf(suites.values());
    }

    /** Folders before links to them, each by name. */
    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> folders = entries.filter(Files::isDirectory).sorted().toList();
            return Stream.concat(
                            folders.stream().filter(each -> !Files.isSymbolicLink(each)),
                            folders.stream().filter(Files::isSymbolicLink))
                    .toList();
        }
    }

    /** Every package in its pool, or in all of it where there is no pool. */
    public List<ForeignPackage> packages() throws IOException {
        Path pool = folder.resolve(POOL);
        Path top = Files.isDirectory(pool) ? pool : folder;
        Path real = top.toRealPath(); // a link on top is followed, others are not
        try (Stream<Path> files = Files.walk(real)) {
            return files.filter(file -> isPackage(file) && Files.isRegularFile(file))
                    .sorted()
                    .map(file -> top.resolve(real.relativize(file)))
                    .map(file -> new ForeignPackage(Optional.empty(), file, Optional.empty(), Optional.empty()))
                    .toList();
        }
    }

    private static boolean isPackage(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".deb") || name.endsWith(".dsc");
    }
}

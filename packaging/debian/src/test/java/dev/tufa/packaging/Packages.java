package dev.tufa.packaging;

import dev.tufa.apt.archive.deb.DebException;
import dev.tufa.apt.archive.deb.DebFile;
import dev.tufa.apt.archive.deb.DebLimits;
import dev.tufa.apt.archive.deb.DebReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The packages in {@code target}, of which there are two. */
final class Packages {
    static final Path ROOT =
            Path.of(System.getProperty("tufa.root", "../..")).toAbsolutePath().normalize();
    static final Path TARGET = ROOT.resolve("packaging/debian/target");
    static final String METHOD = "apt-transport-tuf";
    static final String TUFA = "tufa";

    private Packages() {}

    /** All of them. */
    static List<Path> files() throws IOException {
        return files(TARGET);
    }

    /** All packages in a folder, by name. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .sorted()
                    .toList();
        }
    }

    /** The one of a name. */
    static Path file(String name) throws IOException {
        List<Path> found = files().stream()
                .filter(file -> file.getFileName().toString().startsWith(name + "_"))
                .toList();
        if (found.size() != 1) {
            throw new IOException("%s: expected one package %s, got %s".formatted(TARGET, name, found));
        }
        return found.get(0);
    }

    /** What a reader that is strict makes of it. */
    static DebFile read(String name) throws IOException, DebException {
        Path file = file(name);
        try (InputStream in = Files.newInputStream(file)) {
            return new DebReader(Set.of(), DebReader.Listing.PATHS, DebLimits.DEFAULT).read(file.toString(), in);
        }
    }
}

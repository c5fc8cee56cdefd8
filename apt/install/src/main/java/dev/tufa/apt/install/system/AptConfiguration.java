package dev.tufa.apt.install.system;

import dev.tufa.apt.archive.sources.ListedSource;
import dev.tufa.apt.archive.sources.SourceConflicts;
import dev.tufa.apt.archive.sources.SourcesException;
import dev.tufa.apt.archive.sources.SourcesFile;
import dev.tufa.apt.openpgp.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lists of sources of a system, all of which apt can read: one that it cannot read, and it reads none.
 *
 * @param sources in the order in which apt reads them
 */
public record AptConfiguration(List<ConfiguredSource> sources) {
    private static final String LIST = "/etc/apt/sources.list";
    private static final String PARTS = "/etc/apt/sources.list.d";

    /** Names that apt looks at in its folders of parts (apt.conf(5)). */
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");

    /** Files of a folder of sources; stops one that was filled. */
    private static final int MOST_FILES = 10_000;

    /** Bytes of a file; the longest that {@link SourcesFile} takes, and of keyrings too. */
    private static final int LONGEST = 4 << 20;

    /** A configuration with its sources in order. */
    public AptConfiguration {
        sources = List.copyOf(sources);
    }

    /**
     * Reads {@code etc/apt/sources.list} and {@code etc/apt/sources.list.d}.
     *
     * @throws SourcesException if apt would refuse to read them
     */
    public static AptConfiguration read(SystemRoot root) throws IOException, SourcesException {
        List<ListedSource> listed = new ArrayList<>();
        for (String file : files(root)) {
            listed.addAll(SourcesFile.read(file, bytes(root.require(file))));
        }
        SourceConflicts.require(listed);
        List<ConfiguredSource> sources = new ArrayList<>();
        for (ListedSource source : listed) {
            sources.add(new ConfiguredSource(source, SourceKeys.fingerprints(root, source.source())));
        }
        return new AptConfiguration(sources);
    }

    /** The entries of a file, such as {@code /etc/apt/sources.list}. */
    public List<ConfiguredSource> of(String file) {
        return sources.stream()
                .filter(source -> source.listed().file().equals(file))
                .toList();
    }

    private static List<String> files(SystemRoot root) throws IOException {
        List<String> files = new ArrayList<>();
        if (Files.exists(root.require(LIST))) {
            files.add(LIST);
        }
        TreeSet<String> parts = new TreeSet<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(root.require(PARTS))) {
            for (Path file : folder) {
                String name = file.getFileName().toString();
                if (isRead(name) && Files.isRegularFile(root.require(PARTS + '/' + name))) {
                    parts.add(name);
                }
                if (parts.size() > MOST_FILES) {
                    throw new IOException("%s: expected at most %d files, got more".formatted(PARTS, MOST_FILES));
                }
            }
        } catch (NoSuchFileException e) {
            return files; // none
        }
        parts.forEach(name -> files.add(PARTS + '/' + name));
        return files;
    }

    private static boolean isRead(String name) {
        return PART.matcher(name).matches()
                && !name.startsWith(".")
                && (name.endsWith(".list") || name.endsWith(".sources"));
    }

    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST + 1);
        }
    }

    /** Every key that a source of an own names. */
    public Stream<Fingerprint> keys() {
        return sources.stream().flatMap(source -> source.keys().stream());
    }
}

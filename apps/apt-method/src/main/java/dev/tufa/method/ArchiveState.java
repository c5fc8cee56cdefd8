package dev.tufa.method;

import dev.tufa.apt.archive.sources.ListsName;
import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where what is known of an archive is: the first root, the scope and the floor, which only root writes, and what was trusted since.
 *
 * @param folder of all archives
 * @param name of the archive's own folders, as apt calls its lists
 * @param archive its address, without {@code tuf+}, with a slash at the end
 */
record ArchiveState(Path folder, String name, URI archive) {
    /** The path in an archive of the keys that sign its Release files. */
    static final String KEYS = "keys/archive.asc";

    private static final String TUF = "tuf+";
    private static final String ADDRESS = "Archive: ";
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final FileAttribute<?> OPEN_FOLDER = PosixFilePermissions.asFileAttribute(FOLDER);

    /** The state of the archive of an address that apt asked for. */
    static ArchiveState of(Path folder, String repository) throws IOException {
        String plain = plain(repository);
        try {
            URI archive = new URI(plain.endsWith("/") ? plain : plain + "/");
            return new ArchiveState(folder, ListsName.prefix(archive.toString()), archive);
        } catch (URISyntaxException e) {
            throw new IOException("expected the address of an archive, got " + repository, e);
        }
    }

    /** The registered archive that a file is of, of which apt does not say it, as it does not of source packages. */
    static Optional<ArchiveState> above(Path folder, String uri) throws IOException {
        String plain = plain(uri);
        return registered(folder).stream()
                .filter(each -> plain.startsWith(each.archive().toString()))
                .max(Comparator.comparingInt(each -> each.archive().toString().length()));
    }

    /** The archives that were registered. */
    static List<ArchiveState> registered(Path folder) throws IOException {
        List<ArchiveState> all = new ArrayList<>();
        Path archives = folder.resolve("archives");
        if (Files.isDirectory(archives)) {
            try (DirectoryStream<Path> registered = Files.newDirectoryStream(archives)) {
                for (Path each : registered) {
                    Optional<String> address = address(each.resolve("archive"));
                    if (address.isPresent()) {
                        all.add(of(folder, address.get()));
                    }
                }
            }
        }
        return all;
    }

    private static Optional<String> address(Path registration) throws IOException {
        if (!Files.isRegularFile(registration)) {
            return Optional.empty();
        }
        for (String line : Files.readAllLines(registration, StandardCharsets.UTF_8)) {
            if (line.startsWith(ADDRESS)) {
                return Optional.of(line.substring(ADDRESS.length()));
            }
        }
        return Optional.empty();
    }

    /** Where apt itself can fetch from. */
    static String plain(String uri) {
        return uri.startsWith(TUF) ? uri.substring(TUF.length()) : uri;
    }

    /** The root that came with the {@code .apt} file. */
    Path firstRoot() {
        return registered().resolve("root.json");
    }

    /** The key that signed the {@code .apt} file. */
    private Path firstKey() {
        return registered().resolve("archive.asc");
    }

    /** Whether TUF vouches for packages as well, and not for Release files alone. */
    boolean vouchesForPackages() throws IOException {
        return Files.readAllLines(registered().resolve("archive"), StandardCharsets.UTF_8)
                .contains("Scope: packages");
    }

    /** What was trusted is no older than this. */
    Optional<Floor> floor() throws IOException {
        Path floor = registered().resolve("floor");
        if (!Files.exists(floor)) {
            return Optional.empty(); // no update has succeeded yet
        }
        try {
            return Optional.of(
                    Floor.parse(Files.readString(floor, StandardCharsets.UTF_8).strip()));
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(floor, e.getMessage()), e);
        }
    }

    private Path registered() {
        return folder.resolve("archives").resolve(name);
    }

    /** Where the archive's metadata is. */
    URI metadataUrl() {
        return archive.resolve("tuf/");
    }

    /** Whether what is trusted now can be kept for later. */
    boolean isKept() {
        Path nearest = kept();
        while (nearest != null && !Files.exists(nearest) && !nearest.equals(folder)) {
            nearest = nearest.getParent();
        }
        return nearest != null && Files.isWritable(nearest) && (!Files.exists(kept()) || isWritable(kept()));
    }

    private static boolean isWritable(Path folder) {
        return (!Files.exists(folder.resolve("metadata")) || Files.isWritable(folder.resolve("metadata")))
                && (!Files.exists(folder.resolve("releases")) || Files.isWritable(folder.resolve("releases")));
    }

    /** Metadata that was trusted, of earlier runs. */
    MetadataStore keptMetadata() {
        return new FileMetadataStore(kept().resolve("metadata"));
    }

    /** Metadata that is trusted: in folders that are made, or for this run alone where there can be none. */
    MetadataStore metadata() throws IOException {
        MetadataStore store = keptMetadata();
        if (!isKept()) {
            return new UnkeptMetadata(store);
        }
        Files.createDirectories(kept().resolve("metadata/root-history"), OPEN_FOLDER);
        return store;
    }

    /** Signed files of the archive that were verified. */
    TargetStore releases() {
        TargetStore store = new FileTargetStore(kept().resolve("releases"));
        return isKept() ? store : new UnkeptTargets(store);
    }

    /** Lets everybody read what everybody begins with who may not write here. */
    void open() throws IOException {
        Path metadata = kept().resolve("metadata");
        if (!isKept() || !Files.isDirectory(metadata)) {
            return;
        }
        for (String name : new String[] {"root", "timestamp", "snapshot", "targets"}) {
            open(metadata.resolve(name + ".json"));
        }
        if (Files.isRegularFile(keys())) {
            Files.setPosixFilePermissions(kept().resolve("releases"), FOLDER);
            Files.setPosixFilePermissions(kept().resolve("releases/keys"), FOLDER);
        }
        open(keys());
        try (DirectoryStream<Path> roots = Files.newDirectoryStream(metadata.resolve("root-history"), "*.json")) {
            for (Path root : roots) {
                open(root);
            }
        }
    }

    /** Has apt go by the key of the {@code .apt} file, for TUF says nothing of keys. */
    void keepFirstKey() throws IOException {
        Path keys = keys();
        if (isKept() && Files.isRegularFile(firstKey())) {
            Files.createDirectories(keys.getParent(), OPEN_FOLDER);
            Files.copy(firstKey(), keys, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The keys by which apt takes the archive: its list of sources names this file. */
    private Path keys() {
        return kept().resolve("releases").resolve(KEYS);
    }

    private static void open(Path file) throws IOException {
        if (Files.isRegularFile(file) && !Files.getPosixFilePermissions(file).equals(FILE)) {
            Files.setPosixFilePermissions(file, FILE);
        }
    }

    private Path kept() {
        return folder.resolve("state").resolve(name);
    }
}

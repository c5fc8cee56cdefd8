package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A published tree in a folder, whoever wrote it; it is only read.
 *
 * @param metadata the folder of the metadata
 * @param targets the folder of the target files, if there is one
 */
record PublishedTree(Disk disk, Path metadata, Optional<Path> targets) implements MetadataFiles {
    private static final String ROOT = "root.json";

    /**
     * Finds the tree in a folder: in its {@code metadata}, its {@code repository/metadata} or its {@code repository}, or
     * right in it.
     */
    static PublishedTree find(Disk disk, Path folder) throws ChangeRefusedException, IOException {
        for (String name : List.of("metadata", "repository/metadata", "repository", "")) {
            Path metadata = folder.resolve(name);
            if (Files.isDirectory(metadata) && hasMetadata(disk, metadata)) {
                Path targets =
                        (name.endsWith("metadata") ? metadata.resolveSibling("targets") : metadata.resolve("targets"));
                return new PublishedTree(
                        disk, metadata, Files.isDirectory(targets) ? Optional.of(targets) : Optional.empty());
            }
        }
        throw new ChangeRefusedException(
                "%s: expected a folder with TUF metadata, got none".formatted(Printable.of(folder.toString())));
    }

    private static boolean hasMetadata(Disk disk, Path folder) throws IOException {
        return disk.list(folder).stream()
                .map(PublishedTree::name)
                .anyMatch(name -> name.equals("timestamp.json") || name.endsWith(ROOT));
    }

    /** The names of the metadata files, in order. */
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : disk.list(metadata)) {
            if (MetadataName.parse(name(file)).isPresent() && Files.isRegularFile(file)) {
                names.add(name(file));
            }
        }
        return names;
    }

    @Override
    public Optional<byte[]> read(String fileName) throws IOException {
        for (String name : List.of(fileName, encode(fileName))) {
            if (FileNames.isSafe(name) && disk.exists(metadata.resolve(name))) {
                return Optional.of(disk.read(metadata.resolve(name)));
            }
        }
        return Optional.empty();
    }

    /** A file of the tree's targets. */
    Optional<Path> target(String relative) {
        try {
            return targets.map(folder -> folder.resolve(relative)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Some repositories name their files as URLs do, with percent signs (RFC 3986 §2.1). */
    private static String encode(String fileName) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }
}

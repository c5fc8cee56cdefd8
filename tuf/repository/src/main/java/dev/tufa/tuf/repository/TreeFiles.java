package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the published tree, by what their names say. */
final class TreeFiles {
    /** SHA-256 has 64 digits, and other functions have others. */
    private static final Pattern HASH_NAMED = Pattern.compile("([0-9a-fA-F]{32,128})\\.(.+)");

    private final Disk disk;
    private final Layout layout;

    TreeFiles(Disk disk, Layout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    /** Visits every file. */
    void each(Visitor visitor) throws IOException {
        for (Path file : disk.list(layout.at(Layout.METADATA))) {
            String name = String.valueOf(file.getFileName());
            if (!DurableFiles.isTemporary(name)) {
                visitor.metadata(Layout.metadata(name), name);
            }
        }
        eachTarget(layout.at(Layout.TARGETS), "", visitor);
    }

    private void eachTarget(Path directory, String prefix, Visitor visitor) throws IOException {
        for (Path file : disk.list(directory)) {
            String name = String.valueOf(file.getFileName());
            if (Files.isDirectory(file)) {
                eachTarget(file, prefix + name + "/", visitor);
            } else if (!DurableFiles.isTemporary(name)) {
                visitor.target(Layout.TARGETS + "/" + prefix + name, copy(prefix, name));
            }
        }
    }

    /** The target of which a file in the repository's folder is a copy; empty if its name does not say so. */
    static Optional<Copy> copy(String path) {
        if (!path.startsWith(Layout.TARGETS + "/")) {
            return Optional.empty();
        }
        String relative = path.substring(Layout.TARGETS.length() + 1);
        int slash = relative.lastIndexOf('/') + 1;
        return copy(relative.substring(0, slash), relative.substring(slash));
    }

    private static Optional<Copy> copy(String prefix, String name) {
        Matcher matcher = HASH_NAMED.matcher(name);
        return matcher.matches()
                ? Optional.of(new Copy(prefix + matcher.group(2), matcher.group(1)))
                : Optional.empty();
    }

    /** The version and role of a file of metadata that can be removed one day; roots stay, and so does what has no version. */
    static Optional<MetadataName> removable(String fileName) {
        return MetadataName.parse(fileName)
                .filter(name -> name.version().isPresent())
                .filter(name -> !name.role().equals(RoleType.ROOT.text())
                        && !name.role().equals(RoleType.TIMESTAMP.text()));
    }

    /** The version of a role's file that is published; 0 if none is. */
    static long published(ClientUpdate live, String role) {
        if (role.equals(RoleType.SNAPSHOT.text())) {
            return live.stage().snapshot().version();
        }
        OptionalLong version = live.stage().snapshot().find(role + ".json").stream()
                .mapToLong(file -> file.version())
                .findFirst();
        return version.orElse(0);
    }

    /** Takes files. */
    interface Visitor {
        void metadata(String path, String fileName) throws IOException;

        /** Takes a file below targets, and of what target it is a copy. */
        void target(String path, Optional<Copy> copy) throws IOException;
    }

    /** A copy of a target (TUF 1.0.34 §6.2.1). */
    record Copy(String targetPath, String hash) {}
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes over target files, each under every name that a client may ask for (TUF 1.0.34 §6.2.1). */
final class ArtifactAdoption {
    private final Disk disk;
    private final DurableFiles files;
    private final Layout layout;
    private final List<String> remarks;

    ArtifactAdoption(Disk disk, Layout layout, List<String> remarks) {
        this.disk = disk;
        this.files = new DurableFiles(disk);
        this.layout = layout;
        this.remarks = remarks;
    }

    /** How many targets were taken over. Refuses one whose content is not what metadata says. */
    int run(AdoptionSource source, AdoptOptions.Artifacts artifacts) throws IOException, TrustException {
        TargetCopies copies = new TargetCopies(source.tree());
        int taken = 0;
        int absent = 0;
        Set<Path> directories = new LinkedHashSet<>();
        for (TargetFile target : Adoption.targets(source)) {
            List<String> present = copies.present(target);
            if (!TargetCopies.isSafe(target)) {
                remarks.add("target %s: expected a path that a file can have here, left out"
                        .formatted(Printable.of(target.path())));
            } else if (present.isEmpty()) {
                absent++;
            } else {
                take(source.tree(), target, present, artifacts, directories);
                taken++;
            }
        }
        for (Path directory : directories) {
            disk.sync(directory);
        }
        if (absent > 0) {
            remarks.add("%d targets: expected a file of each, got none".formatted(absent));
        }
        return taken;
    }

    private void take(
            PublishedTree tree,
            TargetFile target,
            List<String> present,
            AdoptOptions.Artifacts artifacts,
            Set<Path> directories)
            throws IOException, IntegrityException {
        Optional<Path> first = Optional.empty();
        for (String name : present) {
            TargetCopies.require(disk, tree.target(name).orElseThrow(), target);
        }
        Set<String> names = new LinkedHashSet<>(TargetCopies.hashNames(target));
        names.addAll(present);
        for (String name : names) {
            Path file = layout.at(Layout.TARGETS + "/" + name);
            files.makeDirectories(file.resolveSibling(".").normalize(), Access.PUBLIC);
            Path from =
                    tree.target(present.contains(name) ? name : present.get(0)).orElseThrow();
            if (disk.exists(file)) {
                TargetCopies.require(disk, file, target);
            } else if (first.isPresent() && !present.contains(name)) {
                link(first.get(), file);
            } else if (artifacts == AdoptOptions.Artifacts.LINKED) {
                link(from, file);
            } else {
                copy(from, file);
            }
            first = first.isPresent() ? first : Optional.of(file);
            directories.add(file.resolveSibling(".").normalize());
        }
    }

    private void link(Path from, Path file) throws IOException {
        try {
            disk.link(from, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) { // another disk, or one without links
            copy(from, file);
        }
    }

    private void copy(Path from, Path file) throws IOException {
        try (InputStream content = disk.open(from)) {
            files.create(file, content, Access.PUBLIC);
        }
    }
}

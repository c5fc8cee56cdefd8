package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.trust.ContentCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of targets in a tree, under every name that a client may ask for (TUF 1.0.34 §5.7.3, §6.2.1). */
final class TargetCopies {
    /** Longest file name; the hash of a function that nobody may choose can make it longer. */
    private static final int MOST_BYTES = 255;

    private final PublishedTree tree;

    TargetCopies(PublishedTree tree) {
        this.tree = tree;
    }

    /** The names of a target's file in the targets folder: one for each hash that a client may choose, and the plain one. */
    static List<String> names(TargetFile target) {
        Set<String> names = new LinkedHashSet<>(hashNames(target));
        names.add(target.path());
        return List.copyOf(names);
    }

    /** One name for each hash of the target. */
    static List<String> hashNames(TargetFile target) {
        return target.hashes().hexByFunction().values().stream()
                .map(hash -> Layout.target(target.path(), hash).substring(Layout.TARGETS.length() + 1))
                .filter(name ->
                        name.substring(name.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES)
                .distinct()
                .toList();
    }

    /** Whether a target's path can be that of a file here. */
    static boolean isSafe(TargetFile target) {
        try {
            TargetPaths.require(target.path());
            return true;
        } catch (ChangeRefusedException e) {
            return false;
        }
    }

    /** The names under which the tree has the target. */
    List<String> present(TargetFile target) {
        return isSafe(target)
                ? names(target).stream()
                        .filter(name -> tree.target(name).isPresent())
                        .toList()
                : List.of();
    }

    /** Refuses a file that is not as metadata says. */
    static void require(Disk disk, Path file, TargetFile target) throws IOException, IntegrityException {
        ContentCheck check = ContentCheck.of(target);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = disk.open(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                check.update(buffer, 0, count);
            }
        }
        check.finish();
    }

    /** The targets whose files are missing or wrong; none if no target is here at all, as in a tree of metadata alone. */
    List<TreeProblem> problems(Iterable<TargetFile> targets) throws IOException {
        List<TreeProblem> problems = new ArrayList<>();
        boolean any = false;
        for (TargetFile target : targets) {
            List<String> present = present(target);
            any |= !present.isEmpty();
            if (present.isEmpty()) {
                problems.add(new TreeProblem(
                        Layout.TARGETS + "/" + Printable.of(names(target).get(0)),
                        "expected a file, got nothing",
                        "clients cannot download %s; put the file back, or remove the target"
                                .formatted(Printable.of(target.path()))));
            }
            for (String name : present) {
                wrong(name, target).ifPresent(problems::add);
            }
        }
        return any ? List.copyOf(problems) : List.of();
    }

    private Optional<TreeProblem> wrong(String name, TargetFile target) throws IOException {
        try {
            require(tree.disk(), tree.target(name).orElseThrow(), target);
            return Optional.empty();
        } catch (IntegrityException e) {
            return Optional.of(new TreeProblem(
                    Layout.TARGETS + "/" + Printable.of(name),
                    Printable.of(String.valueOf(e.getMessage())),
                    "clients refuse it; put the right file in its place"));
        }
    }
}

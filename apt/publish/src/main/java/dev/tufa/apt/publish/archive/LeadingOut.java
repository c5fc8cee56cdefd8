package dev.tufa.apt.publish.archive;

import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * Finds links that lead out of the folders that files are taken from: whoever may put files there could have the archive publish any file
 * that its publisher can read.
 */
final class LeadingOut {
    private LeadingOut() {}

    /**
     * What is wrong with a file; empty if it is in one of the folders, whatever links there are on the way.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    static Optional<String> problem(Path file, Collection<Path> folders) throws IOException {
        Path real = file.toRealPath();
        for (Path folder : folders) {
            if (real.startsWith(folder.toRealPath())) {
                return Optional.empty();
            }
        }
        return Optional.of("%s: expected a file in its folder, got a link that leads out of it, to %s"
                .formatted(Printable.of(file.toString()), Printable.of(real.toString())));
    }
}

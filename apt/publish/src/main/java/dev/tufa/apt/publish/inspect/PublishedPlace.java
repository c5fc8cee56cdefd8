package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.suite.SuiteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A suite as a web server serves it.
 *
 * @param published the folder that is served
 */
record PublishedPlace(Path published, String suite) implements SuitePlace {
    @Override
    public Path dist() {
        return published.resolve("dists").resolve(suite);
    }

    @Override
    public Optional<byte[]> release(String form) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(dist().resolve(form)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Path> names(ListedFile index) {
        return List.of(dist().resolve(index.path()), dist().resolve(SuiteFiles.byHash(index)));
    }

    @Override
    public Path pooled(PoolFile file) {
        return published.resolve(file.path());
    }
}

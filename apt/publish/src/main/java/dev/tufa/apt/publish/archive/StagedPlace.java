package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.publish.inspect.SuitePlace;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.suite.SuiteFiles;
import dev.tufa.tuf.repository.storage.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A suite that is about to be published: its indexes have names by their digests alone, and new packages are where they were staged.
 *
 * @param release of it, signed
 */
record StagedPlace(Disk disk, ArchiveLayout layout, SignedRelease release) implements SuitePlace {
    @Override
    public String suite() {
        return release.suite();
    }

    @Override
    public Path dist() {
        return layout.dist(suite());
    }

    @Override
    public Optional<byte[]> release(String form) {
        return Optional.ofNullable(release.files().get(form));
    }

    @Override
    public List<Path> names(ListedFile index) {
        return List.of(dist().resolve(SuiteFiles.byHash(index)));
    }

    @Override
    public Path pooled(PoolFile file) {
        Path staged = layout.stagedFile(file.sha256());
        return disk.exists(staged) ? staged : layout.published(file.path());
    }
}

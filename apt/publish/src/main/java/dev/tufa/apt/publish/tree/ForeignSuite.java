package dev.tufa.apt.publish.tree;

import dev.tufa.apt.archive.index.Compression;
import dev.tufa.apt.archive.index.IndexReader;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.PackageEntry;
import dev.tufa.apt.archive.index.PackagesIndex;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.archive.index.SourceEntry;
import dev.tufa.apt.archive.index.SourcesIndex;
import dev.tufa.apt.openpgp.ClearSigned;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.apt.publish.suite.SuiteFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A suite that another tool has published. Its indexes are held against its {@code Release}; who signed that is not asked: the folder is
 * the reader's own.
 */
public final class ForeignSuite {
    private final Path tree;
    private final Path dist;
    private final String name;
    private final ReleaseFile release;

    private ForeignSuite(Path tree, Path dist, String name, ReleaseFile release) {
        this.tree = tree;
        this.dist = dist;
        this.name = name;
        this.release = release;
    }

    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(SuiteFiles.RELEASE))
                || Files.isRegularFile(folder.resolve(SuiteFiles.IN_RELEASE));
    }

    static ForeignSuite read(Path tree, Path dist, String name) throws IOException {
        Path plain = dist.resolve(SuiteFiles.RELEASE);
        if (Files.isRegularFile(plain)) {
            return new ForeignSuite(tree, dist, name, ReleaseFile.read(plain.toString(), Files.readAllBytes(plain)));
        }
        Path signed = dist.resolve(SuiteFiles.IN_RELEASE);
        try {
            byte[] text = ClearSigned.unverifiedText(Files.readAllBytes(signed));
            return new ForeignSuite(tree, dist, name, ReleaseFile.read(signed.toString(), text));
        } catch (OpenPgpException e) {
            throw new IOException("%s: %s".formatted(signed, e.getMessage()), e);
        }
    }

    /** Its folder, relative to {@code dists}. */
    public String name() {
        return name;
    }

    /** Whether it is called so: by its folder, or by what it says of itself. */
    public boolean isCalled(String other) {
        return name.equals(other)
                || release.suite().equals(Optional.of(other))
                || release.codename().equals(Optional.of(other));
    }

    /**
     * Its packages, each once, in the order of its indexes.
     *
     * @throws IOException if an index is not what {@code Release} says
     */
    public List<ForeignPackage> packages() throws IOException {
        Set<ForeignPackage> all = new LinkedHashSet<>();
        for (ReleasedIndex index : ReleasedIndex.of(release)) {
            if (index.kind() == ReleasedIndex.Kind.PACKAGES) {
                binaries(index, all);
            } else if (index.kind() == ReleasedIndex.Kind.SOURCES) {
                sources(index, all);
            }
        }
        return List.copyOf(all);
    }

    private void binaries(ReleasedIndex index, Set<ForeignPackage> all) throws IOException {
        try (IndexReader<PackageEntry> reader = PackagesIndex.read(path(index), plain(index))) {
            for (Optional<PackageEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                PackageEntry found = entry.get();
                PoolFile file = new PoolFile(
                        found.filename(), found.size(), found.digests().sha256());
                add(index, file, new PackageId(found.name(), found.version(), found.architecture()), all);
            }
        }
    }

    private void sources(ReleasedIndex index, Set<ForeignPackage> all) throws IOException {
        try (IndexReader<SourceEntry> reader = SourcesIndex.read(path(index), plain(index))) {
            for (Optional<SourceEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                SourceEntry found = entry.get();
                for (ListedFile file : found.files()) {
                    if (file.path().endsWith(".dsc")) {
                        String path = found.directory() + '/' + file.path();
                        add(
                                index,
                                new PoolFile(path, file.size(), file.digests().sha256()),
                                new PackageId(found.name(), found.version(), PackageId.SOURCE),
                                all);
                    }
                }
            }
        }
    }

    private void add(ReleasedIndex index, PoolFile stated, PackageId id, Set<ForeignPackage> all) {
        Path file = tree.resolve(stated.path()).normalize();
        all.add(new ForeignPackage(Optional.of(index.component()), file, Optional.of(stated), Optional.of(id)));
    }

    private String path(ReleasedIndex index) {
        return dist.resolve(index.path()).toString();
    }

    /** What is in an index; many archives name forms in Release that they do not have. */
    private InputStream plain(ReleasedIndex index) throws IOException {
        List<String> named = new ArrayList<>();
        for (Compression form : index.forms().keySet()) {
            ListedFile file = index.file(form);
            Path path = dist.resolve(file.path());
            named.add(file.path());
            if (Files.isRegularFile(path)) {
                byte[] bytes = Files.readAllBytes(path);
                String got = Sha256.hex(bytes);
                if (!got.equals(file.digests().sha256())) {
                    throw new IOException("%s: expected SHA-256 %s, as Release says, got %s"
                            .formatted(path, file.digests().sha256(), got));
                }
                return index.plain(form, new ByteArrayInputStream(bytes));
            }
        }
        boolean isEmpty = index.forms().containsKey(Compression.NONE)
                && index.file(Compression.NONE).size() == 0;
        if (isEmpty) {
            return InputStream.nullInputStream();
        }
        throw new IOException("%s: expected one of %s, got none".formatted(dist, named));
    }
}

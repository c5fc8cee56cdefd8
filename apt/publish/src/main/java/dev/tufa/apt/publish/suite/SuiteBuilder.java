package dev.tufa.apt.publish.suite;

import dev.tufa.apt.archive.index.Compression;
import dev.tufa.apt.archive.index.ContentsIndex;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * Makes the indexes of a suite anew, as far as they change. They are written under names by their digests, which nothing that is
 * published names yet.
 */
final class SuiteBuilder {
    private static final int MEAN_PIECE = 128;

    /** So many bytes wait for each other at most until they are written. */
    private static final long LARGE = 32L << 20;

    private final Disk disk;
    private final Path dist;
    private final SuiteConf conf;
    private final PublishedSuite old;
    private final Catalog catalog;
    private final DurableBatch batch;
    private final List<ListedFile> files = new ArrayList<>();
    private final Map<String, byte[]> remembered = new LinkedHashMap<>();
    private final Set<String> kept = new TreeSet<>();

    /**
     * @param dist the suite's published folder
     */
    SuiteBuilder(Disk disk, Path dist, SuiteConf conf, PublishedSuite old, Catalog catalog) {
        this.disk = disk;
        this.dist = dist;
        this.conf = conf;
        this.old = old;
        this.catalog = catalog;
        this.batch = new DurableBatch(disk);
    }

    /** What has to be known of each index by whoever publishes it. */
    record Indexes(List<ListedFile> files, Map<String, byte[]> remembered, Set<String> kept) {}

    /**
     * Makes all indexes.
     *
     * @param now the lists that the suite is to have
     */
    Indexes build(SuiteLists now) throws IOException {
        for (String component : conf.components()) {
            PackageList binaries = now.binaries(component);
            remember(component + SuiteFiles.BINARIES, binaries, old.binaries(component));
            for (String architecture : conf.architectures()) {
                index(SuiteFiles.packages(component, architecture), () -> pieces(packages(binaries, architecture)));
                if (conf.contents()) {
                    contents(component, architecture, binaries);
                }
            }
            if (conf.sources()) {
                PackageList sources = now.sources(component);
                remember(component + SuiteFiles.SOURCES, sources, old.sources(component));
                index(SuiteFiles.sources(component), () -> pieces(sources.packages()));
            }
        }
        batch.write();
        return new Indexes(files, remembered, kept);
    }

    /** The packages in an architecture's index; those for all are in each. */
    private static List<Listed> packages(PackageList binaries, String architecture) {
        return binaries.of(architecture);
    }

    private void remember(String name, PackageList list, PackageList before) throws IOException {
        if (list == before && old.serial() > 0 && disk.exists(old.remembered(name))) {
            kept.add(name);
        } else {
            remembered.put(name, list.text());
        }
    }

    private static List<byte[]> pieces(List<Listed> packages) throws IOException {
        Pieces pieces = new Pieces(MEAN_PIECE);
        CRC32 sum = new CRC32();
        for (Listed listed : packages) {
            sum.reset();
            listed.sumName(sum);
            listed.write(pieces.next(sum.getValue()));
        }
        return pieces.finish();
    }

    private void index(String path, Content content) throws IOException {
        List<byte[]> pieces = content.pieces();
        Optional<List<ListedFile>> published = published(path);
        String plain = Sha256.hexOfAll(pieces);
        boolean isSame = published.isPresent()
                && published.get().get(0).digests().sha256().equals(plain);
        if (isSame && disk.exists(old.remembered(SuiteFiles.pieces(path)))) {
            files.addAll(published.get());
            kept.add(SuiteFiles.pieces(path));
            return;
        }
        BuiltIndex built = BuiltIndex.build(
                path, pieces, published.isPresent() ? oldIndex(path, published.get()) : BuiltIndex.Old.NONE);
        for (int i = 0; i < built.files().size(); i++) {
            ListedFile file = built.files().get(i);
            batch.replace(
                    dist.resolve(SuiteFiles.byHash(file)), built.contents().get(i), Access.PUBLIC);
        }
        files.addAll(built.files());
        remembered.put(SuiteFiles.pieces(path), built.pieces().text());
        if (batch.size() > LARGE) {
            batch.write();
        }
    }

    /** The forms of an index as they were published last, the plain one first; empty if it was not, or in other forms. */
    private Optional<List<ListedFile>> published(String path) {
        List<ListedFile> forms = new ArrayList<>();
        old.file(path).ifPresent(forms::add);
        for (Compression form : BuiltIndex.COMPRESSED) {
            old.file(path + form.extension()).ifPresent(forms::add);
        }
        return forms.size() == BuiltIndex.COMPRESSED.size() + 1 ? Optional.of(forms) : Optional.empty();
    }

    private BuiltIndex.Old oldIndex(String path, List<ListedFile> forms) throws IOException {
        List<byte[]> compressed = new ArrayList<>();
        for (ListedFile form : forms.subList(1, forms.size())) {
            Optional<byte[]> bytes = publishedBytes(form);
            if (bytes.isEmpty()) {
                return BuiltIndex.Old.NONE;
            }
            compressed.add(bytes.get());
        }
        return new BuiltIndex.Old(old.pieces(path), compressed);
    }

    /** The bytes of a published file, if they are still there and right. */
    private Optional<byte[]> publishedBytes(ListedFile file) throws IOException {
        Path path = dist.resolve(SuiteFiles.byHash(file));
        if (!disk.exists(path) || disk.length(path) != file.size()) {
            return Optional.empty();
        }
        byte[] bytes = disk.read(path);
        return Sha256.hex(bytes).equals(file.digests().sha256()) ? Optional.of(bytes) : Optional.empty();
    }

    private void contents(String component, String architecture, PackageList binaries) throws IOException {
        String path = SuiteFiles.contents(component, architecture);
        PackageList before = old.binaries(component);
        Optional<byte[]> lines =
                old.file(path).isPresent() ? publishedBytes(old.file(path).get()) : Optional.empty();
        if (lines.isEmpty()) {
            ContentsIndex all = new ContentsIndex();
            for (Listed listed : contained(binaries, architecture)) {
                add(all, listed.id());
            }
            index(path, () -> ContentsList.change(new byte[0], Set.of(), bytes(all)));
            return;
        }
        Set<String> names = changedNames(before, binaries);
        ContentsIndex fresh = new ContentsIndex();
        Set<String> outdated = new LinkedHashSet<>();
        for (Listed listed : names.isEmpty() ? List.<Listed>of() : contained(before, architecture)) {
            if (names.contains(listed.id().name())) {
                outdated.add(PooledPackage.owner(
                        listed.value("Section").orElse(""), listed.id().name()));
            }
        }
        for (Listed listed : contained(binaries, architecture)) {
            if (names.contains(listed.id().name())) {
                add(fresh, listed.id());
            }
        }
        index(path, () -> ContentsList.change(lines.get(), outdated, bytes(fresh)));
    }

    /** Those whose files are in an architecture's Contents: packages for all are in their own, if there is one. */
    private List<Listed> contained(PackageList binaries, String architecture) {
        boolean haveTheirOwn = conf.architectures().contains("all") && !architecture.equals("all");
        return binaries.of(architecture).stream()
                .filter(listed -> !haveTheirOwn || !listed.id().architecture().equals("all"))
                .toList();
    }

    private static Set<String> changedNames(PackageList before, PackageList now) {
        Set<String> names = new TreeSet<>();
        now.differenceFrom(before).forEach(id -> names.add(id.name()));
        return names;
    }

    private void add(ContentsIndex contents, PackageId id) throws IOException {
        PooledPackage pooled =
                catalog.find(id).orElseThrow(() -> new IOException("catalog: expected %s, got nothing".formatted(id)));
        String owner = pooled.owner();
        for (String path : pooled.paths()) {
            contents.add(path, owner);
        }
    }

    private static byte[] bytes(ContentsIndex contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        contents.write(out);
        return out.toByteArray();
    }

    /** What an index has in it. */
    @FunctionalInterface
    private interface Content {
        List<byte[]> pieces() throws IOException;
    }
}

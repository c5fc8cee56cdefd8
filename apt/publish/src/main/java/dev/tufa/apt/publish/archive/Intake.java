package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.deb.DebReader.Listing;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.apt.publish.suite.Sha256;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes files into an archive: what they are goes into the catalog, and they themselves to where the next publication finds them. */
final class Intake {
    /** From so many files on it is worth looking whether they are known. */
    private static final int MANY = 16;

    private static final String DSC = ".dsc";

    private final Disk disk;
    private final ArchiveLayout layout;
    private final Catalog catalog;
    private final SeenFiles seen;
    private final DebIntake debs;
    private final SourceIntake sources;
    private final Incoming incoming;
    private final Optional<Room> room;
    private final String component;
    private final AddOptions.Transfer transfer;
    private final String reading;
    private boolean isSeenRead;

    /**
     * @param room of the suite that they are for; empty if somebody else sees to it
     * @param component in whose pool new files go
     * @param listing whether it has to be known what is in packages
     */
    Intake(
            Disk disk,
            ArchiveLayout layout,
            ArchiveConf conf,
            Catalog catalog,
            Optional<Room> room,
            String component,
            Listing listing,
            AddOptions.Transfer transfer) {
        this.disk = disk;
        this.layout = layout;
        this.catalog = catalog;
        this.seen = new SeenFiles(disk, layout.seen());
        this.debs = new DebIntake(conf.digests(), listing);
        this.sources = new SourceIntake(conf.digests());
        this.incoming = new Incoming(disk, layout);
        this.room = room;
        this.component = component;
        this.transfer = transfer;
        this.reading = "%s %s".formatted(conf.digests(), listing);
    }

    /**
     * Takes all files in or, if one is refused, none.
     *
     * @param begun hears of each file before it is read
     * @return what each of them is, in order
     * @throws ArchiveException it names all that are refused
     */
    List<PackageId> take(List<Path> files, Consumer<Path> begun) throws IOException, ArchiveException {
        if (files.size() > MANY) {
            readSeen();
        }
        try {
            Taken taken = read(files, Map.of(), begun);
            if (!taken.refused().isEmpty()) {
                throw ArchiveException.ofSeveral(List.copyOf(taken.refused().values()));
            }
            finish();
            return List.copyOf(taken.ids().values());
        } finally {
            incoming.clear();
        }
    }

    /**
     * Takes those in that are not refused. It begins with what is known of files from before.
     *
     * @param stated what indexes say of files; whoever has other bytes is refused
     * @param begun hears of each file before it is read
     */
    Taken takeMost(List<Path> files, Map<Path, PoolFile> stated, Consumer<Path> begun) throws IOException {
        readSeen();
        try {
            Taken taken = read(files, stated, begun);
            finish();
            return taken;
        } finally {
            incoming.clear();
        }
    }

    private void readSeen() throws IOException {
        if (!isSeenRead) {
            seen.read();
            isSeenRead = true;
        }
    }

    private Taken read(List<Path> files, Map<Path, PoolFile> stated, Consumer<Path> begun) throws IOException {
        incoming.makeFolder();
        Map<Path, PackageId> ids = new LinkedHashMap<>();
        Map<Path, String> refused = new LinkedHashMap<>();
        SideBySide.each(
                files,
                file -> {
                    begun.accept(file);
                    return read(file);
                },
                read -> {
                    try {
                        ids.put(read.file, keep(read, Optional.ofNullable(stated.get(read.file))));
                    } catch (ArchiveException e) {
                        refused.put(read.file, String.valueOf(e.getMessage()));
                    }
                });
        return new Taken(ids, refused);
    }

    private void finish() throws IOException {
        incoming.finish();
        catalog.write();
        seen.write();
    }

    private Read read(Path file) throws IOException {
        String mark = SeenFiles.mark(file);
        Optional<PackageId> known = seen.find(file, component, reading);
        if (known.isPresent()) {
            return new Read(file, mark, null, known.get(), null, null);
        }
        try {
            if (isSource(file)) {
                return new Read(file, mark, sources.read(file, component), null, null, null);
            }
            if (transfer == AddOptions.Transfer.LINK) {
                try (InputStream in = Files.newInputStream(file)) {
                    return new Read(file, mark, debs.read(file.toString(), in, component), null, null, null);
                }
            }
            return copied(file, mark);
        } catch (ArchiveException e) {
            return new Read(file, mark, null, null, null, e.getMessage());
        }
    }

    private Read copied(Path file, String mark) throws IOException, ArchiveException {
        Path copy = incoming.unfinished();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = created(copy)) {
            return new Read(
                    file, mark, debs.read(file.toString(), new CopyingInput(in, out), component), null, copy, null);
        }
    }

    /** The pool's files are for everybody, whatever this process would do by itself. */
    private static OutputStream created(Path copy) throws IOException {
        return Channels.newOutputStream(Files.newByteChannel(
                copy,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"))));
    }

    private static boolean isSource(Path file) {
        return String.valueOf(file.getFileName()).endsWith(DSC);
    }

    private PackageId keep(Read read, Optional<PoolFile> stated) throws IOException, ArchiveException {
        if (read.known != null) {
            requireRoom(read.known);
            Optional<PooledPackage> known = stated.isPresent() ? catalog.find(read.known) : Optional.empty();
            if (known.isPresent()) {
                requireStated(read.file, stated.get(), known.get());
            }
            return read.known;
        }
        if (read.pooled == null) {
            throw new ArchiveException(String.valueOf(read.refusal));
        }
        PooledPackage pooled = read.pooled;
        requireRoom(pooled.id());
        if (stated.isPresent()) {
            requireStated(read.file, stated.get(), pooled);
        }
        Optional<PooledPackage> present = catalog.find(pooled.id());
        if (present.isPresent()) {
            requireSame(read.file, present.get(), pooled);
            pooled = present.get();
        } else {
            requireFreePaths(read.file, pooled);
            catalog.put(pooled);
        }
        List<Path> parts = pooled.id().isSource() ? SourceIntake.files(read.file, pooled) : List.of(read.file);
        for (int i = 0; i < parts.size(); i++) {
            PoolFile part = pooled.files().get(i);
            if (!isPooled(part, present.isPresent()) && !incoming.has(part)) {
                store(parts.get(i), Optional.ofNullable(read.copy), part);
            }
        }
        seen.put(read.file, read.mark, pooled.id(), component, reading);
        return pooled.id();
    }

    /** Whether a part is in the pool. What was there before the catalog knew of the package may be something else. */
    private boolean isPooled(PoolFile part, boolean known) throws IOException {
        Path file = layout.published(part.path());
        if (known || !disk.exists(file)) {
            return disk.exists(file);
        }
        try (InputStream in = disk.open(file)) {
            return Sha256.hex(in).equals(part.sha256());
        }
    }

    private void requireRoom(PackageId id) throws ArchiveException {
        if (room.isPresent()) {
            room.get().require(id);
        }
    }

    private static void requireStated(Path file, PoolFile stated, PooledPackage pooled) throws ArchiveException {
        PoolFile got = pooled.files().get(0);
        if (got.size() != stated.size() || !got.sha256().equals(stated.sha256())) {
            throw new ArchiveException("%s: expected %d bytes with SHA-256 %s, as its index says, got %d bytes with %s"
                    .formatted(
                            Printable.of(file.toString()), stated.size(), stated.sha256(), got.size(), got.sha256()));
        }
    }

    private static void requireSame(Path file, PooledPackage present, PooledPackage offered) throws ArchiveException {
        String expected = present.files().get(0).sha256();
        String got = offered.files().get(0).sha256();
        if (!expected.equals(got)) {
            throw new ArchiveException(
                    "%s: expected the %s that the archive has, with SHA-256 %s, or another version, got one with SHA-256 %s"
                            .formatted(Printable.of(file.toString()), present.id(), expected, got));
        }
    }

    /** Versions that differ in their epochs only have the same file names. */
    private void requireFreePaths(Path file, PooledPackage pooled) throws IOException, ArchiveException {
        for (PoolFile part : pooled.files()) {
            for (PooledPackage other : catalog.named(pooled.id().name())) {
                for (PoolFile taken : other.files()) {
                    if (taken.path().equals(part.path()) && !taken.sha256().equals(part.sha256())) {
                        throw new ArchiveException("%s: expected a file name that is free, got %s, which %s has"
                                .formatted(Printable.of(file.toString()), part.path(), other.id()));
                    }
                }
            }
        }
    }

    /** Puts a file where the next publication finds it. */
    private void store(Path file, Optional<Path> copy, PoolFile part) throws IOException, ArchiveException {
        if (copy.isPresent()) {
            incoming.take(copy.get(), part);
        } else if (transfer == AddOptions.Transfer.COPY || !incoming.link(file, part)) {
            incoming.copy(file, part);
        }
    }

    /**
     * What came of many files.
     *
     * @param ids what those are that were taken in, in order
     * @param refused what is wrong with the others
     */
    record Taken(Map<Path, PackageId> ids, Map<Path, String> refused) {}

    /**
     * What came of reading a file: a package, or one that was known, or a refusal.
     *
     * @param copy of the file, under a name that it will not keep
     */
    private record Read(
            Path file,
            String mark,
            @Nullable PooledPackage pooled,
            @Nullable PackageId known,
            @Nullable Path copy,
            @Nullable String refusal) {}
}

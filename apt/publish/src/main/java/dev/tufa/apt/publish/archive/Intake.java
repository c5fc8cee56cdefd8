package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.deb.DebReader.Listing;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.disk.AppendedFile;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Optional<AddOptions.Transfer> transfer;
    private final String reading;
    private boolean isSeenRead;

    /**
     * @param room of the suite that they are for; empty if somebody else sees to it
     * @param component in whose pool new files go
     * @param listing whether it has to be known what is in packages
     * @param transfer how files get into the archive; empty if they are only looked at
     */
    Intake(
            Disk disk,
            ArchiveLayout layout,
            ArchiveConf conf,
            Catalog catalog,
            Optional<Room> room,
            String component,
            Listing listing,
            Optional<AddOptions.Transfer> transfer) {
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

    /** For one component of one suite. */
    static Intake forSuite(
            Disk disk,
            ArchiveLayout layout,
            ArchiveConf conf,
            Catalog catalog,
            SuiteConf suite,
            String component,
            Optional<AddOptions.Transfer> transfer) {
        return new Intake(
                disk,
                layout,
                conf,
                catalog,
                Optional.of(new Room(suite)),
                component,
                suite.contents() ? Listing.PATHS : Listing.NONE,
                transfer);
    }

    /**
     * Takes all files in or, if one is refused, none.
     *
     * @param begun hears of each file before it is read
     * @return what each of them is, in order
     * @throws ArchiveException it names all that are refused
     */
    List<PackageId> take(List<Path> files, Consumer<Path> begun) throws IOException, ArchiveException {
        try {
            Taken taken = look(files, begun);
            if (!taken.refused().isEmpty()) {
                throw ArchiveException.ofSeveral(List.copyOf(taken.refused().values()));
            }
            finish();
            return List.copyOf(taken.ids().values());
        } finally {
            incoming.clear();
        }
    }

    /** Reads and checks files. What is in order gets into the archive only when it is taken. */
    Taken look(List<Path> files, Consumer<Path> begun) throws IOException {
        if (files.size() > MANY) {
            readSeen();
        }
        return read(files, Map.of(), Intake::problem, begun);
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
            Taken taken = read(files, stated, file -> Optional.empty(), begun);
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

    /** What can be seen of a file without reading it: from a pipe, one would read for ever. */
    private static Optional<String> problem(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null
                || !Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            return Optional.of("%s: expected a file, got something else".formatted(Printable.of(file.toString())));
        }
        return LeadingOut.problem(file, List.of(folder));
    }

    private Taken read(List<Path> files, Map<Path, PoolFile> stated, Look look, Consumer<Path> begun)
            throws IOException {
        if (transfer.isPresent()) {
            incoming.makeFolder();
        }
        Map<Path, PackageId> ids = new LinkedHashMap<>();
        Map<Path, String> refused = new LinkedHashMap<>();
        SideBySide.each(
                files,
                file -> {
                    begun.accept(file);
                    Optional<String> problem = look.problem(file);
                    return problem.isPresent() ? Read.refused(file, problem.get()) : read(file);
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
            if (transfer.equals(Optional.of(AddOptions.Transfer.COPY))) {
                return copied(file, mark);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return new Read(file, mark, debs.read(file.toString(), in, component), null, null, null);
            }
        } catch (ArchiveException e) {
            return Read.refused(file, String.valueOf(e.getMessage()));
        }
    }

    private Read copied(Path file, String mark) throws IOException, ArchiveException {
        Path copy = incoming.unfinished();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new AppendedFile(disk, copy, Access.PUBLIC)) {
            return new Read(
                    file, mark, debs.read(file.toString(), new CopyingInput(in, out), component), null, copy, null);
        }
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
        if (transfer.isPresent()) {
            store(read, pooled, present.isPresent(), transfer.get());
        }
        seen.put(read.file, read.mark, pooled.id(), component, reading);
        return pooled.id();
    }

    /** Puts the files of a package where the next publication finds them, unless they are in the archive. */
    private void store(Read read, PooledPackage pooled, boolean known, AddOptions.Transfer how)
            throws IOException, ArchiveException {
        List<Path> parts = pooled.id().isSource() ? SourceIntake.files(read.file, pooled) : List.of(read.file);
        for (int i = 0; i < parts.size(); i++) {
            PoolFile part = pooled.files().get(i);
            if (isPooled(part, known) || incoming.has(part)) {
                continue;
            }
            if (read.copy != null) {
                incoming.take(read.copy, part);
            } else if (how == AddOptions.Transfer.COPY || !incoming.link(parts.get(i), part)) {
                incoming.copy(parts.get(i), part);
            }
        }
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
            @Nullable String refusal) {
        static Read refused(Path file, String refusal) {
            return new Read(file, "", null, null, null, refusal);
        }
    }

    /** Says what is wrong with a file that has not been read. */
    @FunctionalInterface
    private interface Look {
        Optional<String> problem(Path file) throws IOException;
    }
}

package dev.tufa.apt.publish.suite;

import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A suite as it was published last: what is remembered of it in a folder of its own, which a number names and which is never changed.
 * A suite that was not published yet has the number 0 and nothing in it.
 */
public final class PublishedSuite {
    /** The file that says which number counts. */
    public static final String CURRENT = "current";

    private static final String RELEASE = "Release";

    private final Disk disk;
    private final Path folder;
    private final long serial;
    private final Optional<ReleaseFile> release;
    private final byte[] releaseText;
    private final Map<String, ListedFile> files = new HashMap<>();
    private final Map<String, PackageList> lists = new HashMap<>();

    private PublishedSuite(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
        this.serial = 0;
        this.release = Optional.empty();
        this.releaseText = new byte[0];
    }

    private PublishedSuite(Disk disk, Path folder, long serial, Path releaseFile, byte[] releaseText)
            throws IOException {
        this.disk = disk;
        this.folder = folder;
        this.serial = serial;
        ReleaseFile read = ReleaseFile.read(releaseFile.toString(), releaseText);
        this.release = Optional.of(read);
        this.releaseText = releaseText;
        read.files().forEach(listed -> files.put(listed.path(), listed));
    }

    /**
     * Reads what was published last.
     *
     * @param folder of the suite
     */
    public static PublishedSuite read(Disk disk, Path folder) throws IOException {
        Path current = folder.resolve(CURRENT);
        if (!disk.exists(current)) {
            return new PublishedSuite(disk, folder);
        }
        return read(disk, folder, serial(current, disk.read(current)));
    }

    /** Reads what was published last, as far as it is not what was read before. */
    public static PublishedSuite read(Disk disk, Path folder, Optional<PublishedSuite> before) throws IOException {
        return before.isPresent() && before.get().isStill(folder.resolve(CURRENT)) ? before.get() : read(disk, folder);
    }

    private boolean isStill(Path current) throws IOException {
        Path file = remembered(RELEASE);
        return release.isPresent()
                && disk.exists(current)
                && serial(current, disk.read(current)) == serial
                && disk.exists(file)
                && Arrays.equals(disk.read(file), releaseText);
    }

    /** Reads a publication of a number. */
    public static PublishedSuite read(Disk disk, Path folder, long serial) throws IOException {
        Path release = folder.resolve(Long.toString(serial)).resolve(RELEASE);
        return new PublishedSuite(disk, folder, serial, release, disk.read(release));
    }

    private static long serial(Path file, byte[] text) throws IOException {
        String number = new String(text, StandardCharsets.US_ASCII).strip();
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw new IOException("%s: expected a number, got \"%s\"".formatted(file, number), e);
        }
    }

    /** The numbers of the publications that are still remembered, the oldest first. */
    public static List<Long> serials(Disk disk, Path folder) throws IOException {
        List<Long> serials = new ArrayList<>();
        for (Path entry : disk.list(folder)) {
            String name = entry.getFileName().toString();
            if (name.matches("[1-9][0-9]{0,17}")) {
                serials.add(Long.parseLong(name));
            }
        }
        serials.sort(null);
        return serials;
    }

    /** Its number. */
    public long serial() {
        return serial;
    }

    /** What its {@code Release} says; empty if it was not published yet. */
    public Optional<ReleaseFile> release() {
        return release;
    }

    /** What {@code Release} says of a file. */
    Optional<ListedFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Where a file of it is remembered. */
    public Path remembered(String name) {
        return folder.resolve(Long.toString(serial)).resolve(name);
    }

    /** The binary packages of a component. */
    PackageList binaries(String component) throws IOException {
        return list(component + SuiteFiles.BINARIES, PackageList.Kind.BINARIES);
    }

    /** The source packages of a component. */
    PackageList sources(String component) throws IOException {
        return list(component + SuiteFiles.SOURCES, PackageList.Kind.SOURCES);
    }

    private synchronized PackageList list(String name, PackageList.Kind kind) throws IOException {
        PackageList known = lists.get(name);
        if (known != null) {
            return known;
        }
        Path file = remembered(name);
        PackageList list = serial > 0 && disk.exists(file)
                ? PackageList.read(file.toString(), disk.read(file), kind)
                : PackageList.EMPTY;
        lists.put(name, list);
        return list;
    }

    /** Every package of a component, binary ones and source packages. */
    public List<PackageId> members(String component) throws IOException {
        List<PackageId> members = new ArrayList<>();
        binaries(component).packages().forEach(listed -> members.add(listed.id()));
        sources(component).packages().forEach(listed -> members.add(listed.id()));
        return members;
    }

    /** Which of some packages are in a component. */
    public Set<PackageId> present(String component, Set<PackageId> wanted) throws IOException {
        Set<PackageId> present = binaries(component).present(wanted);
        present.addAll(sources(component).present(wanted));
        return present;
    }

    /**
     * Says of every package of a component, binary ones and source packages, which one it is and the first line of its description,
     * which is empty if it has none: by name, and of one name the older version first.
     */
    public void describe(String component, BiConsumer<PackageId, String> taker) throws IOException {
        for (PackageList list : List.of(binaries(component), sources(component))) {
            for (Listed listed : list.packages()) {
                taker.accept(listed.id(), listed.value("Description").orElse(""));
            }
        }
    }

    /** The pieces of an index, if they are remembered. */
    PieceTable pieces(String path) throws IOException {
        Path file = remembered(SuiteFiles.pieces(path));
        return serial > 0 && disk.exists(file) ? PieceTable.read(file.toString(), disk.read(file)) : PieceTable.EMPTY;
    }
}

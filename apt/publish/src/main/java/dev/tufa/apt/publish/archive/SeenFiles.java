package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that packages were taken from, so that those that have not changed are not read again: a line for each in a file that is
 * only added to, of which the last word about a name counts. Losing it costs time and nothing else.
 */
final class SeenFiles {
    /** So many lines that no longer count make it worth writing the file anew. */
    private static final int MOST_OUTDATED = 10_000;

    private static final int WORDS = 7;

    private final Disk disk;
    private final Path file;
    /** Asked by those who read files, while what has been read is noted. */
    private final Map<String, Line> known = new ConcurrentHashMap<>();

    private final List<String> added = new ArrayList<>();
    private int lines;

    SeenFiles(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /** Reads what was written before; without this, nothing is known. */
    void read() throws IOException {
        if (!disk.exists(file)) {
            return;
        }
        for (String text : new String(disk.read(file), StandardCharsets.UTF_8).split("\n", -1)) {
            String[] words = text.split("\t", -1);
            if (words.length == WORDS) { // a last line that a crash has cut is not
                known.put(
                        words[0], new Line(words[1], new PackageId(words[2], words[3], words[4]), words[5], words[6]));
                lines++;
            }
        }
    }

    /** The package that was taken from a file into a component, if the file has not changed since. */
    Optional<PackageId> find(Path path, String component, String reading) throws IOException {
        Line line = known.get(name(path));
        return line != null
                        && line.component.equals(component)
                        && line.reading.equals(reading)
                        && line.mark.equals(mark(path))
                ? Optional.of(line.id)
                : Optional.empty();
    }

    /**
     * Notes what was taken from a file.
     *
     * @param mark of the file before it was read
     * @param reading what was made of it: digests, for example
     */
    void put(Path path, String mark, PackageId id, String component, String reading) {
        String name = name(path);
        if (name.indexOf('\t') >= 0 || name.indexOf('\n') >= 0) {
            return;
        }
        Line line = new Line(mark, id, component, reading);
        known.put(name, line);
        added.add(String.join("\t", name, mark, id.name(), id.version(), id.architecture(), component, reading));
    }

    void write() throws IOException {
        if (added.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        added.forEach(line -> text.append(line).append('\n'));
        boolean anew = lines - known.size() > MOST_OUTDATED;
        if (anew) {
            text.setLength(0);
            known.forEach((name, line) -> text.append(line.text(name)).append('\n'));
        }
        long length = anew || !disk.exists(file) ? 0 : disk.length(file);
        disk.append(file, length, text.toString().getBytes(StandardCharsets.UTF_8), Access.PRIVATE);
        added.clear();
    }

    /** What changes when a file does: its length, its time and its number on the disk. */
    static String mark(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return "%d %s %s".formatted(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    private static String name(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    private record Line(String mark, PackageId id, String component, String reading) {
        String text(String name) {
            return String.join("\t", name, mark, id.name(), id.version(), id.architecture(), component, reading);
        }
    }
}

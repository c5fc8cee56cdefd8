package dev.tufa.apt.publish.pool;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.PackageEntry;
import dev.tufa.apt.archive.index.SourceEntry;
import dev.tufa.apt.publish.member.PackageId;
import java.util.ArrayList;
import java.util.List;

/**
 * A package that the archive has, in whatever suite.
 *
 * @param id which one
 * @param stanza as {@code Packages} or {@code Sources} says it
 * @param files that it is made of
 * @param paths the files that it installs, for {@code Contents}
 */
public record PooledPackage(PackageId id, Stanza stanza, List<PoolFile> files, List<String> paths) {
    /** What the catalog says beside the stanza of an index. */
    private static final String PATHS = "Tufa-Paths";

    /** What tells a source package in an index. */
    private static final String DIRECTORY = "Directory";

    private static final String NO_SECTION = "unknown";

    private static final char ESCAPE = '%';
    private static final int ESCAPED = 4;

    /** A package with its files in order. */
    public PooledPackage {
        files = List.copyOf(files);
        paths = List.copyOf(paths);
    }

    /** A binary package. Fields that mean something here, and nothing in a package, are left out of its stanza. */
    public static PooledPackage of(PackageEntry entry, List<String> paths) {
        return new PooledPackage(
                new PackageId(entry.name(), entry.version(), entry.architecture()),
                stanza(without(DIRECTORY, entry.stanza())),
                List.of(new PoolFile(
                        entry.filename(), entry.size(), entry.digests().sha256())),
                paths);
    }

    /** A source package. */
    public static PooledPackage of(SourceEntry entry) {
        List<PoolFile> files = new ArrayList<>();
        for (ListedFile file : entry.files()) {
            files.add(new PoolFile(
                    entry.directory() + '/' + file.path(),
                    file.size(),
                    file.digests().sha256()));
        }
        return new PooledPackage(
                new PackageId(entry.name(), entry.version(), PackageId.SOURCE),
                stanza(entry.stanza()),
                files,
                List.of());
    }

    /** What {@code Contents} calls it: its section, if it has one, and its name. */
    public String owner() {
        return owner(stanza.value("Section").orElse(""), id.name());
    }

    /** The same of its parts. */
    public static String owner(String section, String name) {
        return section.isBlank() ? name : section + '/' + name;
    }

    /** Its section, for people. */
    public String section() {
        return stanza.value("Section").orElse(NO_SECTION);
    }

    Stanza record() {
        return paths.isEmpty()
                ? stanza
                : stanza.with(Field.ofLines(
                        PATHS, paths.stream().map(PooledPackage::escaped).toList()));
    }

    /** Blanks at an end would be lost, and a line of nothing else would be none. */
    private static String escaped(String path) {
        StringBuilder text = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == ESCAPE || Character.isWhitespace(c)) {
                text.append("%%%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String unescaped(String line) {
        StringBuilder path = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == ESCAPE) {
                path.append((char) Integer.parseInt(line.substring(i + 1, i + 1 + ESCAPED), 16));
                i += ESCAPED;
            } else {
                path.append(line.charAt(i));
            }
        }
        return path.toString();
    }

    static Stanza stanza(Stanza record) {
        return without(PATHS, record);
    }

    private static Stanza without(String field, Stanza stanza) {
        return stanza.without(field).orElse(stanza);
    }

    static List<String> paths(Stanza record) {
        return record.find(PATHS).map(Field::texts).orElse(List.of()).stream()
                .map(PooledPackage::unescaped)
                .toList();
    }
}

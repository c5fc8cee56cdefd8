package dev.tufa.apt.publish.pool;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.index.IndexReader;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.PackageEntry;
import dev.tufa.apt.archive.index.SourceEntry;
import dev.tufa.apt.archive.index.SourcesIndex;
import dev.tufa.apt.publish.member.PackageId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A package of the archive: which one, its stanza in an index, its files in the pool and what they would put on a system. What the catalog
 * says of it is kept as the bytes that it is written in: an archive has many thousands.
 */
public final class PooledPackage {
    /** What the catalog says beside the stanza of an index, behind it. */
    private static final String PATHS = "Tufa-Paths";

    private static final byte[] PATHS_BEGIN = ("\n" + PATHS + ":").getBytes(StandardCharsets.US_ASCII);

    /** What tells a source package in an index. */
    private static final String DIRECTORY = "Directory";

    private static final Deb822Limits LIMITS = new Deb822Limits(1 << 18, 1 << 29, 500);

    private static final char ESCAPE = '%';
    private static final int ESCAPED = 4;

    private final PackageId id;
    private final byte[] record;

    /** Of the record: the bytes of the stanza. */
    private final int length;

    private final List<PoolFile> files;

    private PooledPackage(PackageId id, byte[] record, List<PoolFile> files) {
        this.id = id;
        this.record = record;
        this.length = stanzaLength(record);
        this.files = List.copyOf(files);
    }

    /**
     * A binary package. Fields that mean something here, and nothing in a package, are left out of its stanza.
     *
     * @param paths what it would put on a system
     */
    public static PooledPackage of(PackageEntry entry, List<String> paths) {
        Stanza stanza = without(PATHS, without(DIRECTORY, entry.stanza()));
        Stanza record = paths.isEmpty()
                ? stanza
                : stanza.with(Field.ofLines(
                        PATHS, paths.stream().map(PooledPackage::escaped).toList()));
        return new PooledPackage(
                new PackageId(entry.name(), entry.version(), entry.architecture()),
                bytes(record),
                List.of(new PoolFile(
                        entry.filename(), entry.size(), entry.digests().sha256())));
    }

    /** A source package. */
    public static PooledPackage of(SourceEntry entry) {
        return new PooledPackage(
                new PackageId(entry.name(), entry.version(), PackageId.SOURCE),
                bytes(without(PATHS, entry.stanza())),
                files(entry));
    }

    /**
     * Reads what was written here.
     *
     * @param file what messages call it
     * @param record without the empty line behind it
     */
    static PooledPackage read(String file, byte[] record) throws IOException {
        boolean isSource =
                StanzaBytes.value(record, 0, record.length, DIRECTORY).isPresent();
        PackageId id = StanzaBytes.id(file, record, 0, record.length, isSource);
        try {
            return new PooledPackage(id, record, isSource ? sources(file, record) : List.of(binary(file, record)));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s: %s".formatted(file, id, e.getMessage()), e);
        }
    }

    private static PoolFile binary(String file, byte[] record) throws IOException {
        String size = required(file, record, "Size");
        try {
            return new PoolFile(
                    required(file, record, "Filename"), Long.parseLong(size), required(file, record, "SHA256"));
        } catch (NumberFormatException e) {
            throw new IOException("%s: Size: expected a number, got \"%s\"".formatted(file, size), e);
        }
    }

    private static String required(String file, byte[] record, String field) throws IOException {
        return StanzaBytes.value(record, 0, record.length, field)
                .orElseThrow(() ->
                        new IOException("%s: expected a field %s in each record, got none".formatted(file, field)));
    }

    private static List<PoolFile> sources(String file, byte[] record) throws IOException {
        try (IndexReader<SourceEntry> reader = SourcesIndex.read(file, new ByteArrayInputStream(record))) {
            return files(reader.next().orElseThrow());
        }
    }

    private static List<PoolFile> files(SourceEntry entry) {
        List<PoolFile> files = new ArrayList<>();
        for (ListedFile file : entry.files()) {
            files.add(new PoolFile(
                    entry.directory() + '/' + file.path(),
                    file.size(),
                    file.digests().sha256()));
        }
        return files;
    }

    /** Which one it is. */
    public PackageId id() {
        return id;
    }

    /** Its files in the pool, in order: of a binary package there is one. */
    public List<PoolFile> files() {
        return files;
    }

    /** Its stanza in an index. */
    public byte[] stanza() {
        return Arrays.copyOf(record, length);
    }

    /** What it would put on a system. */
    public List<String> paths() throws IOException {
        if (length == record.length) {
            return List.of();
        }
        byte[] rest = Arrays.copyOfRange(record, length, record.length);
        return Deb822Reader.readAll(id.toString(), rest, Deb822Reader.Comments.REFUSED, LIMITS)
                .get(0)
                .find(PATHS)
                .map(Field::texts)
                .orElse(List.of())
                .stream()
                .map(PooledPackage::unescaped)
                .toList();
    }

    /** Writes what the catalog says of it, and an empty line. */
    void write(ByteArrayOutputStream out) {
        out.writeBytes(record);
        out.write('\n');
    }

    /** What {@code Contents} calls it: its section, if it has one, and its name. */
    public String owner() {
        return owner(section().orElse(""), id.name());
    }

    /** The same of its parts. */
    public static String owner(String section, String name) {
        return section.isBlank() ? name : section + '/' + name;
    }

    private Optional<String> section() {
        return StanzaBytes.value(record, 0, length, "Section");
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

    private static Stanza without(String field, Stanza stanza) {
        return stanza.without(field).orElse(stanza);
    }

    private static byte[] bytes(Stanza stanza) {
        return stanza.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int stanzaLength(byte[] record) {
        int line = 0;
        while (line < record.length) {
            int end = StanzaBytes.lineEnd(record, line, record.length);
            if (StanzaBytes.startsWith(record, end, record.length, PATHS_BEGIN)) {
                return end + 1;
            }
            line = end + 1;
        }
        return record.length;
    }
}

package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A package as {@code Packages} names it: what its control file says, and the file that it is.
 *
 * @param control with Package, Version and Architecture; in the order of an index, and without what is said of the file here and
 *     without Status, which only an installed package has: such fields of a control file mean nothing
 * @param filename of the package, relative to the folder of the archive
 * @param size in bytes
 * @param digests of its bytes
 */
public record PackageEntry(Stanza control, String filename, long size, Digests digests) {
    private static final Set<String> NOT_CONTROL =
            Set.of("status", "filename", "size", "md5sum", "sha1", "sha256", "sha512");

    /** An entry that apt can use. */
    public PackageEntry {
        control = FieldOrder.PACKAGES.arranged(control.fields().stream()
                .filter(field -> !NOT_CONTROL.contains(FieldOrder.key(field.name())))
                .toList());
        for (String name : List.of("Package", "Version", "Architecture")) {
            Entries.requireWord(control, name);
        }
        ArchivePath.requireInside("Filename", filename);
        ListedFile.requireSize(filename, size);
    }

    /** The name of the package (Debian Policy §5.6.7). */
    public String name() {
        return control.value("Package").orElseThrow();
    }

    /** Its version (Debian Policy §5.6.12). */
    public String version() {
        return control.value("Version").orElseThrow();
    }

    /** The architecture that it is for, or {@code all} (Debian Policy §5.6.8). */
    public String architecture() {
        return control.value("Architecture").orElseThrow();
    }

    /**
     * The same with a field that the archive says in place of the package, or beside it: another Section or Priority, Description-md5,
     * Phased-Update-Percentage.
     *
     * @throws IllegalArgumentException if it is one of the fields that are about the file
     */
    public PackageEntry with(Field field) {
        if (NOT_CONTROL.contains(FieldOrder.key(field.name()))) {
            throw new IllegalArgumentException("%s: expected a field of the control file".formatted(field.name()));
        }
        return new PackageEntry(control.with(field), filename, size, digests);
    }

    /** As it stands in {@code Packages}. */
    public Stanza stanza() {
        List<Field> fields = new ArrayList<>(control.fields());
        fields.add(Field.of("Filename", filename));
        fields.add(Field.of("Size", Long.toString(size)));
        digests.byAlgorithm().forEach((algorithm, digest) -> fields.add(Field.of(algorithm.packagesField(), digest)));
        return FieldOrder.PACKAGES.arranged(fields);
    }

    /** An entry of someone's index. */
    static PackageEntry read(Stanza stanza) throws IndexException {
        String name = Entries.word(stanza, "Package");
        Entries.word(stanza, "Version");
        Entries.word(stanza, "Architecture");
        try {
            return new PackageEntry(stanza, Entries.path(stanza, "Filename"), Entries.size(stanza), digests(stanza));
        } catch (IndexException e) {
            throw e.in(name);
        }
    }

    private static Digests digests(Stanza stanza) throws IndexException {
        Map<DigestAlgorithm, String> digests = new EnumMap<>(DigestAlgorithm.class);
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            String field = algorithm.packagesField();
            if (stanza.find(field).isPresent()) {
                String digest = Entries.word(stanza, field).toLowerCase(Locale.ROOT);
                digests.put(algorithm, Entries.digest(field, algorithm, digest));
            }
        }
        return Entries.digests(digests);
    }
}

package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A source package as {@code Sources} names it: what its {@code .dsc} file says, and the files that it is made of.
 *
 * @param control with Package and Version; in the order of an index, and without what is said of the files here
 * @param directory where the files are, relative to the folder of the archive, which itself is a dot
 * @param files the {@code .dsc} file and those that it lists, by their names alone
 */
public record SourceEntry(Stanza control, String directory, List<ListedFile> files) {
    private static final Set<String> NOT_CONTROL = Set.of(
            "status", "directory", "files", "checksums-md5", "checksums-sha1", "checksums-sha256", "checksums-sha512");

    /** An entry that apt can use. */
    public SourceEntry {
        control = FieldOrder.SOURCES.arranged(control.fields().stream()
                .filter(field -> !NOT_CONTROL.contains(FieldOrder.key(field.name())))
                .toList());
        files = List.copyOf(files);
        Entries.requireWord(control, "Package");
        Entries.requireWord(control, "Version");
        Optional<String> problem = problem(directory, files);
        if (problem.isPresent()) {
            throw new IllegalArgumentException(problem.get());
        }
    }

    /**
     * The entry of a {@code .dsc} file.
     *
     * @param dsc what stands in it, without a signature around it
     * @param dscFile the file itself, by its name alone
     * @param directory where it is and the files that it lists are
     * @throws IndexException if it says too little, or of a file what cannot be
     */
    public static SourceEntry of(Stanza dsc, ListedFile dscFile, String directory) throws IndexException {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("Package", Entries.word(dsc, "Source")));
        for (Field field : dsc.fields()) {
            if (!field.isNamed("Source") && !field.isNamed("Package")) {
                fields.add(field);
            }
        }
        List<ListedFile> files = new ArrayList<>();
        files.add(dscFile);
        files.addAll(FileSections.read(dsc, DigestAlgorithm::sourcesField));
        return checked(Stanza.of(fields), directory, files);
    }

    /** The name of the source package (Debian Policy §5.6.1). */
    public String name() {
        return control.value("Package").orElseThrow();
    }

    /** Its version (Debian Policy §5.6.12). */
    public String version() {
        return control.value("Version").orElseThrow();
    }

    /**
     * The same with a field that the archive says in place of the package, or beside it: Section, Priority.
     *
     * @throws IllegalArgumentException if it is one of the fields that are about the files
     */
    public SourceEntry with(Field field) {
        if (NOT_CONTROL.contains(FieldOrder.key(field.name()))) {
            throw new IllegalArgumentException("%s: expected a field of the .dsc file".formatted(field.name()));
        }
        return new SourceEntry(control.with(field), directory, files);
    }

    /** As it stands in {@code Sources}. A kind of digests that only some of the files have is left out. */
    public Stanza stanza() {
        List<Field> fields = new ArrayList<>(control.fields());
        fields.add(Field.of("Directory", directory));
        for (Field field :
                FileSections.write(files, DigestAlgorithm::sourcesField, file -> Long.toString(file.size()))) {
            if (field.texts().size() == files.size()) {
                fields.add(field);
            }
        }
        return FieldOrder.SOURCES.arranged(fields);
    }

    /** An entry of someone's index. */
    static SourceEntry read(Stanza stanza) throws IndexException {
        String name = Entries.word(stanza, "Package");
        try {
            List<ListedFile> files = FileSections.read(stanza, DigestAlgorithm::sourcesField);
            return checked(
                    stanza, stanza.find("Directory").isPresent() ? Entries.word(stanza, "Directory") : ".", files);
        } catch (IndexException e) {
            throw e.in(name);
        }
    }

    private static SourceEntry checked(Stanza control, String directory, List<ListedFile> files) throws IndexException {
        Entries.word(control, "Version");
        Optional<String> problem = problem(directory, files);
        if (problem.isPresent()) {
            throw new IndexException(problem.get());
        }
        return new SourceEntry(control, directory, files);
    }

    private static Optional<String> problem(String directory, List<ListedFile> files) {
        if (!ArchivePath.isFolderInside(directory)) {
            return Optional.of("Directory: expected a folder inside of the archive, got \"%s\"".formatted(directory));
        }
        if (files.isEmpty()) {
            return Optional.of("Files: expected a .dsc file, got none");
        }
        for (ListedFile file : files) {
            if (!ArchivePath.isFileName(file.path())) {
                return Optional.of("Files: expected names without a folder, got \"%s\"".formatted(file.path()));
            }
        }
        long names = files.stream().map(ListedFile::path).distinct().count();
        return names == files.size() ? Optional.empty() : Optional.of("Files: expected each file once");
    }
}

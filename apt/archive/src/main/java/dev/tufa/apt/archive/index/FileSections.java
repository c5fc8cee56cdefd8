package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Fields that list files, one for each algorithm, with lines of a digest, a size and a name. */
final class FileSections {
    /** Against lists that fill the memory; Debian's own have some thousand. */
    static final int FILES = 100_000;

    private FileSections() {}

    /** The files that all fields together list, in the order in which they come first. */
    static List<ListedFile> read(Stanza stanza, Function<DigestAlgorithm, String> fieldName) throws IndexException {
        Map<String, Listed> byPath = new LinkedHashMap<>();
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            String name = fieldName.apply(algorithm);
            Optional<Field> field = stanza.find(name);
            if (field.isPresent()) {
                for (String line : field.get().texts()) {
                    read(name, algorithm, line, byPath);
                }
            }
        }
        List<ListedFile> files = new ArrayList<>();
        for (Map.Entry<String, Listed> listed : byPath.entrySet()) {
            try {
                Digests digests = Entries.digests(listed.getValue().digests);
                files.add(new ListedFile(listed.getKey(), listed.getValue().size, digests));
            } catch (IndexException e) {
                throw e.in(listed.getKey());
            }
        }
        return files;
    }

    private static void read(String field, DigestAlgorithm algorithm, String line, Map<String, Listed> byPath)
            throws IndexException {
        String[] words = line.split("[ \t]+", -1);
        if (words.length != 3) {
            throw new IndexException(
                    "%s: expected a digest, a size and a name, got \"%s\"".formatted(field, Entries.shortened(line)));
        }
        String digest = Entries.digest(field, algorithm, words[0].toLowerCase(Locale.ROOT));
        long size = Entries.size(field, words[1]);
        String path = words[2];
        if (!ArchivePath.isInside(path)) {
            throw new IndexException(ArchivePath.outside(field, Entries.shortened(path)));
        }
        Listed listed = byPath.computeIfAbsent(path, unknown -> new Listed(size));
        if (listed.size != size) {
            throw new IndexException(
                    "%s: %s: expected %d bytes as before, got %d".formatted(field, path, listed.size, size));
        }
        String other = listed.digests.put(algorithm, digest);
        if (other != null && !other.equals(digest)) {
            throw new IndexException("%s: %s: expected one digest, got two".formatted(field, path));
        }
        if (byPath.size() > FILES) {
            throw new IndexException("%s: expected at most %d files, got more".formatted(field, FILES));
        }
    }

    /** A field for each algorithm of which there is a digest; files without it are left out there. */
    static List<Field> write(
            List<ListedFile> files,
            Function<DigestAlgorithm, String> fieldName,
            Function<ListedFile, String> sizeText) {
        List<Field> fields = new ArrayList<>();
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            List<String> lines = new ArrayList<>();
            for (ListedFile file : files) {
                file.digests()
                        .find(algorithm)
                        .ifPresent(digest -> lines.add(digest + ' ' + sizeText.apply(file) + ' ' + file.path()));
            }
            if (!lines.isEmpty()) {
                fields.add(Field.ofLines(fieldName.apply(algorithm), lines));
            }
        }
        return fields;
    }

    private static final class Listed {
        final long size;
        final Map<DigestAlgorithm, String> digests = new EnumMap<>(DigestAlgorithm.class);

        Listed(long size) {
            this.size = size;
        }
    }
}

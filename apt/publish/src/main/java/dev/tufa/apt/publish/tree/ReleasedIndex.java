package dev.tufa.apt.publish.tree;

import dev.tufa.apt.archive.index.Compression;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.ReleaseFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An index of a suite, in the forms in which its {@code Release} names it and that are read here.
 *
 * @param kind what it lists
 * @param component of the suite
 * @param architecture of the packages; {@code source} for {@code Sources}
 * @param path of the plain form, relative to the suite's folder
 * @param forms by their compression; at least one
 */
public record ReleasedIndex(
        Kind kind, String component, String architecture, String path, Map<Compression, ListedFile> forms) {
    /** No archive has a larger index: against one that is made to fill the disk or the time of whoever reads it. */
    private static final long LARGEST = 16L << 30;

    /** What an index lists. */
    public enum Kind {
        /** Binary packages. */
        PACKAGES("([^/]+)/binary-([^/]+)/Packages"),
        /** Source packages. */
        SOURCES("([^/]+)/(source)/Sources"),
        /** The files in packages. */
        CONTENTS("([^/]+)/Contents-([^/.]+)");

        private final Pattern path;

        Kind(String path) {
            this.path = Pattern.compile(path);
        }
    }

    /** An index with its forms in the order of {@link Compression}. */
    public ReleasedIndex {
        forms = Collections.unmodifiableMap(new EnumMap<>(forms));
    }

    /** The indexes of a suite, in the order of their paths. */
    public static List<ReleasedIndex> of(ReleaseFile release) {
        Map<String, ReleasedIndex> all = new TreeMap<>();
        for (ListedFile file : release.files()) {
            for (Compression form : Compression.values()) {
                if (file.path().endsWith(form.extension())) {
                    String path = file.path()
                            .substring(
                                    0, file.path().length() - form.extension().length());
                    ofForm(path, form, file).ifPresent(found -> all.merge(path, found, ReleasedIndex::with));
                }
            }
        }
        return List.copyOf(all.values());
    }

    private static Optional<ReleasedIndex> ofForm(String path, Compression form, ListedFile file) {
        for (Kind kind : Kind.values()) {
            Matcher matcher = kind.path.matcher(path);
            if (matcher.matches()) {
                return Optional.of(
                        new ReleasedIndex(kind, matcher.group(1), matcher.group(2), path, Map.of(form, file)));
            }
        }
        return Optional.empty();
    }

    private ReleasedIndex with(ReleasedIndex other) {
        Map<Compression, ListedFile> both = new EnumMap<>(forms);
        both.putAll(other.forms);
        return new ReleasedIndex(kind, component, architecture, path, both);
    }

    /** What {@code Release} says of a form that it has. */
    public ListedFile file(Compression form) {
        ListedFile file = forms.get(form);
        if (file == null) {
            throw new IllegalArgumentException("%s: expected one of %s, got %s".formatted(path, forms.keySet(), form));
        }
        return file;
    }

    /**
     * What is in it.
     *
     * @param form that it has
     * @param in bytes of that form; closed together with it
     */
    public InputStream plain(Compression form, InputStream in) throws IOException {
        ListedFile plain = forms.get(Compression.NONE);
        return form.decompress(in, plain == null ? LARGEST : plain.size());
    }
}

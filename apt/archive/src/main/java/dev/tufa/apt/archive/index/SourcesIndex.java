package dev.tufa.apt.archive.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;

/** {@code Sources}: the source packages of a component. */
public final class SourcesIndex {
    private SourcesIndex() {}

    /**
     * The order of an index: by name and version.
     *
     * @param versions the older first; where it sees no difference, the text of the versions decides
     */
    public static Comparator<SourceEntry> order(Comparator<String> versions) {
        return Comparator.comparing(SourceEntry::name)
                .thenComparing(SourceEntry::version, versions)
                .thenComparing(SourceEntry::version);
    }

    /**
     * Writes entries, in whatever order they are given.
     *
     * @throws IllegalArgumentException if two have the same name and version
     */
    public static void write(Collection<SourceEntry> entries, Comparator<String> versions, OutputStream out)
            throws IOException {
        writeSorted(entries.stream().sorted(order(versions)).iterator(), versions, out);
    }

    /**
     * Writes entries that come in order, of which it holds two at a time.
     *
     * @throws IllegalArgumentException if two are not in order or are the same; what is written until then is no index
     */
    public static void writeSorted(Iterator<SourceEntry> entries, Comparator<String> versions, OutputStream out)
            throws IOException {
        EntryWriter.write(entries, order(versions), entry -> entry.stanza().toString(), out);
    }

    /**
     * Reads an index that is not compressed.
     *
     * @param file what messages call it
     * @param in closed with the reader
     */
    public static IndexReader<SourceEntry> read(String file, InputStream in) {
        return new IndexReader<>(file, in, SourceEntry::read);
    }
}

package dev.tufa.apt.archive.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;

/** {@code Packages}: the packages of a component for an architecture. */
public final class PackagesIndex {
    private PackagesIndex() {}

    /**
     * The order of an index: by name, version and architecture.
     *
     * @param versions the older first; where it sees no difference, the text of the versions decides
     */
    public static Comparator<PackageEntry> order(Comparator<String> versions) {
        return Comparator.comparing(PackageEntry::name)
                .thenComparing(PackageEntry::version, versions)
                .thenComparing(PackageEntry::version)
                .thenComparing(PackageEntry::architecture);
    }

    /**
     * Writes entries, in whatever order they are given.
     *
     * @throws IllegalArgumentException if two have the same name, version and architecture: apt would take the digest of one and
     *     the file of the other
     */
    public static void write(Collection<PackageEntry> entries, Comparator<String> versions, OutputStream out)
            throws IOException {
        Comparator<PackageEntry> order = order(versions);
        writeSorted(entries.stream().sorted(order).iterator(), versions, out);
    }

    /**
     * Writes entries that come in order, of which it holds two at a time.
     *
     * @throws IllegalArgumentException if two are not in order or are the same; what is written until then is no index
     */
    public static void writeSorted(Iterator<PackageEntry> entries, Comparator<String> versions, OutputStream out)
            throws IOException {
        EntryWriter.write(entries, order(versions), entry -> entry.stanza().toString(), out);
    }

    /**
     * Reads an index that is not compressed.
     *
     * @param file what messages call it
     * @param in closed with the reader
     */
    public static IndexReader<PackageEntry> read(String file, InputStream in) {
        return new IndexReader<>(file, in, PackageEntry::read);
    }
}

package dev.tufa.apt.publish.site;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pages about an archive, as they are to be written.
 *
 * @param files by their paths in the folder that is served; never changed by who has them
 * @param leftOut {@code .apt} files that no page leads to because they are refused, and why
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Site(SortedMap<String, byte[]> files, List<String> leftOut) {
    /** A site with its pages in order. */
    public Site {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        leftOut = List.copyOf(leftOut);
    }
}

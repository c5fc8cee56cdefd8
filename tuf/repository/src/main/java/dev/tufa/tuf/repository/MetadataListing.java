package dev.tufa.tuf.repository;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What the names of the files in a metadata folder tell, whatever is in the files.
 *
 * @param roots the versions of the root files
 * @param highest the highest version that a name has, by role
 */
record MetadataListing(NavigableSet<Long> roots, Map<String, Long> highest) {
    static MetadataListing of(Collection<String> fileNames) {
        NavigableSet<Long> roots = new TreeSet<>();
        Map<String, Long> highest = new HashMap<>();
        for (String fileName : fileNames) {
            MetadataName.parse(fileName)
                    .filter(name -> name.version().isPresent())
                    .ifPresent(name -> {
                        long version = name.version().getAsLong();
                        highest.merge(name.role(), version, Math::max);
                        if (name.role().equals("root")) {
                            roots.add(version);
                        }
                    });
        }
        return new MetadataListing(roots, highest);
    }
}

package dev.tufa.apt.archive.sources;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries that are about the same suite of the same archive and do not say the same of it. With one such pair, in whatever files they
 * are, apt takes no source at all.
 */
public final class SourceConflicts {
    private SourceConflicts() {}

    /**
     * Compares all entries of a system.
     *
     * @param sources in the order in which apt reads them: {@code sources.list}, then the others by their names
     * @throws SourcesException at the first entry that apt refuses because of one before it
     */
    public static void require(List<ListedSource> sources) throws SourcesException {
        Map<ReleasePlace, SharedOptions> byRelease = new HashMap<>();
        for (ListedSource listed : sources) {
            Source source = listed.source();
            if (source.use() == Source.Use.DISABLED) {
                continue;
            }
            for (String uri : source.uris()) {
                for (String suite : source.suites()) {
                    SharedOptions first = byRelease.putIfAbsent(ReleasePlace.of(uri, suite), new SharedOptions(listed));
                    if (first != null) {
                        first.require(listed, suite);
                    }
                }
            }
        }
    }
}

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
        Map<String, SharedOptions> byRelease = new HashMap<>();
        for (ListedSource listed : sources) {
            Source source = listed.source();
            if (source.use() == Source.Use.DISABLED) {
                continue;
            }
            for (String uri : source.uris()) {
                for (String suite : source.suites()) {
                    SharedOptions first = byRelease.putIfAbsent(release(uri, suite), new SharedOptions(listed));
                    if (first != null) {
                        first.require(listed, suite);
                    }
                }
            }
        }
    }

    /** What apt calls the file by, in which it keeps the Release of a suite: no scheme, no user. */
    private static String release(String uri, String suite) {
        String place = uri.substring(uri.indexOf(':') + 1);
        if (place.startsWith("//")) {
            int end = place.indexOf('/', 2) < 0 ? place.length() : place.indexOf('/', 2);
            int user = place.lastIndexOf('@', end);
            place = user < 0 ? place.substring(2) : place.substring(user + 1);
        }
        String folder = place.endsWith("/") ? place : place + "/";
        if (!suite.endsWith("/")) {
            return folder + "dists/" + suite + "/";
        }
        return suite.equals("/") ? folder : folder + suite;
    }
}

package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files named by their digests, so that a client that has an older {@code Release} finds what it vouches for. apt asks for the
 * strongest digest that is listed; other clients may ask for any.
 */
public final class ByHash {
    private ByHash() {}

    /** The path under which apt asks for a file first. */
    public static String requested(ListedFile file) {
        DigestAlgorithm strongest = file.digests().strongest();
        return path(file, strongest, file.digests().find(strongest).orElseThrow());
    }

    /** Every path under which a client may ask for a file: one for each digest, from the weakest to the strongest. */
    public static List<String> paths(ListedFile file) {
        return file.digests().byAlgorithm().entrySet().stream()
                .map(digest -> path(file, digest.getKey(), digest.getValue()))
                .toList();
    }

    /** All paths that a release asks for, each with a file that has such bytes; none if it does not say that there are any. */
    public static SortedMap<String, ListedFile> paths(ReleaseFile release) {
        SortedMap<String, ListedFile> paths = new TreeMap<>();
        if (release.acquireByHash()) {
            for (ListedFile file : release.files()) {
                for (String path : paths(file)) {
                    paths.putIfAbsent(path, file);
                }
            }
        }
        return paths;
    }

    private static String path(ListedFile file, DigestAlgorithm algorithm, String digest) {
        String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
        return folder + "by-hash/" + algorithm.releaseName() + '/' + digest;
    }
}

package dev.tufa.apt.publish.suite;

import dev.tufa.apt.archive.digest.Digests;
import dev.tufa.apt.archive.index.ByHash;
import dev.tufa.apt.archive.index.ListedFile;
import java.util.List;

/** What files of suites are called. */
public final class SuiteFiles {
    /** The file that says what a suite is and names all others. */
    public static final String RELEASE = "Release";

    /** The same with the signature around it. */
    public static final String IN_RELEASE = "InRelease";

    /** The signature alone. */
    public static final String RELEASE_GPG = "Release.gpg";

    static final String BINARIES = ".packages";
    static final String SOURCES = ".sources";

    private SuiteFiles() {}

    static String packages(String component, String architecture) {
        return "%s/binary-%s/Packages".formatted(component, architecture);
    }

    static String sources(String component) {
        return component + "/source/Sources";
    }

    static String contents(String component, String architecture) {
        return "%s/Contents-%s".formatted(component, architecture);
    }

    /** Where the pieces of an index are remembered. */
    static String pieces(String path) {
        return path.replace('/', '_') + ".pieces";
    }

    /** Where a file is that never changes. */
    public static String byHash(ListedFile file) {
        List<String> paths = ByHash.paths(new ListedFile(
                file.path(), file.size(), Digests.ofSha256(file.digests().sha256())));
        return paths.get(0);
    }

    /**
     * A file under the name that TUF gives it: its digest before its name (TUF 1.0.34 §6.2.1).
     *
     * @param path parted by slashes
     */
    public static String prefixed(String path, String sha256) {
        int name = path.lastIndexOf('/') + 1;
        return path.substring(0, name) + sha256 + '.' + path.substring(name);
    }
}

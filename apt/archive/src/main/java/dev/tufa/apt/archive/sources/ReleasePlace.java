package dev.tufa.apt.archive.sources;

import java.util.Locale;

/**
 * Where the Release file of a suite is, as apt tells two of them apart: without scheme and user. {@code https://h/r} and
 * {@code tuf+https://h/r} are one place, and apt keeps one file for it.
 *
 * @param text such as {@code apt.example.org/debian/dists/stable/}
 */
public record ReleasePlace(String text) {
    private static final String DISTS = "dists/";

    /** The place of a suite, or of a folder with a slash at its end, of an archive. */
    public static ReleasePlace of(String uri, String suite) {
        String folder = archive(uri);
        if (!suite.endsWith("/")) {
            return new ReleasePlace(folder + DISTS + suite + "/");
        }
        return new ReleasePlace(suite.equals("/") ? folder : folder + suite);
    }

    /** An archive's address without scheme and user, with a slash at its end. */
    public static String archive(String uri) {
        String place = uri.substring(uri.indexOf(':') + 1);
        if (place.startsWith("//")) {
            int end = place.indexOf('/', 2) < 0 ? place.length() : place.indexOf('/', 2);
            int user = place.lastIndexOf('@', end);
            place = user < 0 ? place.substring(2) : place.substring(user + 1);
        }
        return place.endsWith("/") ? place : place + "/";
    }

    /** The host of an address, in lower case and without a port; empty if it has none, as {@code file:/srv} has none. */
    public static String host(String uri) {
        if (!uri.substring(uri.indexOf(':') + 1).startsWith("//")) {
            return "";
        }
        String place = archive(uri);
        String authority = place.substring(0, place.indexOf('/'));
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon >= 0 && authority.indexOf(']', colon) < 0;
        return (hasPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}

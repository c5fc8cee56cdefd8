package dev.tufa.apt.install.plan;

import dev.tufa.apt.archive.sources.ReleasePlace;
import dev.tufa.apt.openpgp.Fingerprint;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What sources from a {@code .apt} file are called on a system: where their first archive is and the end of their key's fingerprint, such as
 * {@code apt.example.org-debian-0f3a5c77}. Another key or another archive is another name; another suite is not.
 *
 * @param text letters, digits, dots, hyphens and underscores, as apt takes them in names of files
 */
public record SourceId(String text) {
    private static final Pattern ID = Pattern.compile("[a-z0-9][A-Za-z0-9_.-]{0,159}");
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9_.]+");
    private static final int LONGEST_PLACE = 120;
    private static final int DIGITS = 8;

    /** A name that can be part of the name of a file. */
    public SourceId {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException("id: expected letters, digits and ._-, got \"" + text + '"');
        }
    }

    /** The name for an archive and a key. */
    static SourceId of(String uri, Fingerprint key) {
        String place = OTHER.matcher(ReleasePlace.archive(uri)).replaceAll("-");
        String trimmed = place.replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
        String limited = trimmed.substring(0, Math.min(trimmed.length(), LONGEST_PLACE));
        String end = key.hex().substring(key.hex().length() - DIGITS);
        return new SourceId((limited + "-" + end).toLowerCase(Locale.ROOT));
    }

    /** Its list of sources. */
    public String sourcesFile() {
        return "/etc/apt/sources.list.d/tufa-" + text + ".sources";
    }

    /** Its preferences. */
    public String preferencesFile() {
        return "/etc/apt/preferences.d/tufa-" + text + ".pref";
    }

    /** Where what is known of it is kept. */
    public String recordFolder() {
        return "/var/lib/tufa/apt/" + text;
    }

    @Override
    public String toString() {
        return text;
    }
}

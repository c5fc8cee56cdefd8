package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.install.file.FormatVersion;
import java.util.List;

/**
 * What a {@code .apt} file of an archive is to say beside what the archive's settings say.
 *
 * @param suites to which it leads; empty for the first one of the settings
 * @param install names of packages, with a colon and an architecture behind them or not, as the field Install has them
 * @param pins names of packages, as the field Pin has them
 * @param filters for which systems it is, as the fields Distribution, Codename, Release and Architecture; without Architecture, for
 *     those for which the suites have everything that is to be installed
 * @param version of the format
 * @param way how apt is to reach the archive
 */
public record AptFileOptions(
        List<String> suites,
        List<String> install,
        List<String> pins,
        List<Field> filters,
        FormatVersion version,
        Way way) {
    /** Options with their parts in order. */
    public AptFileOptions {
        suites = List.copyOf(suites);
        install = List.copyOf(install);
        pins = List.copyOf(pins);
        filters = List.copyOf(filters);
    }

    /** How apt is to reach the archive. */
    public enum Way {
        /** Through TUF, if there is TUF beside the archive. */
        TUF,
        /** By apt's own means, and by nothing else. */
        PLAIN
    }
}

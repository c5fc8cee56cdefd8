package dev.tufa.apt.publish.archive;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How packages of another archive are taken in.
 *
 * @param from the folder of that archive
 * @param suite of this archive that gets what is in the suite of the same name there, or in its only suite; empty with {@code suites}
 * @param suites what suites are called there, and here
 * @param component that all packages come into; empty for components of the same names
 * @param transfer how files get into the archive
 * @param refused what becomes of the others if a package is refused
 */
public record ImportOptions(
        Path from,
        Optional<String> suite,
        Map<String, String> suites,
        Optional<String> component,
        AddOptions.Transfer transfer,
        Refused refused) {
    /** Options with one suite or several. */
    public ImportOptions {
        suites = Map.copyOf(suites);
        if (suite.isPresent() != suites.isEmpty()) {
            throw new IllegalArgumentException("suites: expected a suite or names of suites, got %s and %s"
                    .formatted(suite.orElse("none"), suites));
        }
    }

    /** What becomes of the others if a package is refused. */
    public enum Refused {
        /** None of them is staged. They are not read again next time. */
        ENDS,
        /** They are staged. */
        LEFT_OUT
    }
}

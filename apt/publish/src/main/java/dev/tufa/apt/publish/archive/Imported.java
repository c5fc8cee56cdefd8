package dev.tufa.apt.publish.archive;

import java.util.List;

/**
 * What came of taking another archive in.
 *
 * @param places suites and components of this archive that get packages
 * @param refused what is wrong with each file that was left out, or would be
 */
public record Imported(List<Place> places, List<String> refused) {
    /** A result with its parts in order. */
    public Imported {
        places = List.copyOf(places);
        refused = List.copyOf(refused);
    }

    /**
     * A component of a suite.
     *
     * @param packages how many the other archive has for it
     * @param staged how many of them are staged now, or would be as far as indexes tell; the others are there already or are refused
     */
    public record Place(String suite, String component, int packages, int staged) {}
}

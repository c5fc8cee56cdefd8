package dev.tufa.apt.publish.file;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Stanzas that no system can come to, because every one that they are for finds another one first (docs/spec/apt-file.md §6.2).
 */
final class Shadows {
    /** Combinations of values that are tried for one stanza; one with more is compared with whole stanzas only. */
    private static final int MOST_COMBINATIONS = 10_000;

    /** Stands for any value that no stanza names: no filter can have it. */
    private static final String ANY_OTHER = "";

    private Shadows() {}

    /** The stanzas, by their number from 1, that keep another one from being found; empty if that can be found. */
    static List<Integer> over(List<AptStanza> stanzas, int number) {
        AptStanza stanza = stanzas.get(number - 1);
        List<AptStanza> before = stanzas.subList(0, number - 1);
        List<Integer> shadows = new ArrayList<>();
        long combinations = combinations(stanza);
        if (combinations > MOST_COMBINATIONS) {
            for (int i = 0; i < before.size(); i++) {
                if (covers(before.get(i), stanza)) {
                    return List.of(i + 1);
                }
            }
            return List.of();
        }
        for (String architecture : values(stanza.architectures())) {
            for (String distribution : values(stanza.distributions())) {
                for (String codename : values(stanza.codenames())) {
                    for (String release : values(stanza.releases())) {
                        Optional<Integer> first = first(before, architecture, distribution, codename, release);
                        if (first.isEmpty()) {
                            return List.of();
                        }
                        if (!shadows.contains(first.get())) {
                            shadows.add(first.get());
                        }
                    }
                }
            }
        }
        return shadows.stream().sorted().toList();
    }

    private static long combinations(AptStanza stanza) {
        return (long) values(stanza.architectures()).size()
                * values(stanza.distributions()).size()
                * values(stanza.codenames()).size()
                * values(stanza.releases()).size();
    }

    private static List<String> values(Filter filter) {
        return filter.isAny() ? List.of(ANY_OTHER) : filter.values();
    }

    private static Optional<Integer> first(
            List<AptStanza> stanzas, String architecture, String distribution, String codename, String release) {
        for (int i = 0; i < stanzas.size(); i++) {
            AptStanza stanza = stanzas.get(i);
            if (stanza.architectures().matches(architecture)
                    && stanza.distributions().matchesIgnoringCase(distribution)
                    && stanza.codenames().matches(codename)
                    && stanza.releases().matches(release)) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    private static boolean covers(AptStanza first, AptStanza second) {
        return covers(first.architectures(), second.architectures())
                && covers(lowerCase(first.distributions()), lowerCase(second.distributions()))
                && covers(first.codenames(), second.codenames())
                && covers(first.releases(), second.releases());
    }

    private static boolean covers(Filter first, Filter second) {
        return first.isAny() || (!second.isAny() && first.values().containsAll(second.values()));
    }

    private static Filter lowerCase(Filter filter) {
        return new Filter(filter.values().stream()
                .map(value -> value.toLowerCase(Locale.ROOT))
                .toList());
    }
}

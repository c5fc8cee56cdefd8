package dev.tufa.apt.install.system;

import dev.tufa.apt.archive.sources.ListedSource;
import dev.tufa.apt.archive.sources.ReleasePlace;
import dev.tufa.apt.archive.sources.Source;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.openpgp.Fingerprint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An entry of a system's lists of sources.
 *
 * @param listed what it says, and where
 * @param keys those that may sign it, as far as it names keys of its own that could be read; none if every key of the system may
 */
public record ConfiguredSource(ListedSource listed, Set<Fingerprint> keys) {
    /** An entry with its keys. */
    public ConfiguredSource {
        keys = Set.copyOf(keys);
    }

    /** What it says. */
    public Source source() {
        return listed.source();
    }

    /** Whether apt looks at it. */
    public boolean isInUse() {
        return source().use() == Source.Use.ENABLED;
    }

    /** Whether it has an archive on a host, by its name in lower case. */
    public boolean isOn(String host) {
        return source().uris().stream().anyMatch(uri -> ReleasePlace.host(uri).equals(host));
    }

    /** Every place of a Release file that it leads to. */
    public Set<ReleasePlace> places() {
        Set<ReleasePlace> places = new HashSet<>();
        for (String uri : source().uris()) {
            for (String suite : source().suites()) {
                places.add(ReleasePlace.of(uri, suite));
            }
        }
        return places;
    }

    /** Whether apt fetches what is at a place through TUF. */
    public boolean isTufAt(ReleasePlace place) {
        List<String> uris = source().uris();
        return uris.stream()
                .filter(uri -> source().suites().stream()
                        .anyMatch(suite -> ReleasePlace.of(uri, suite).equals(place)))
                .allMatch(uri -> uri.startsWith(ArchiveEntry.TUF));
    }
}

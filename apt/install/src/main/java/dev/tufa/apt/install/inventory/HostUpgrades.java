package dev.tufa.apt.install.inventory;

import dev.tufa.apt.archive.sources.ReleasePlace;
import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.answers.Transaction;
import dev.tufa.apt.install.outside.Apt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an upgrade of the system would bring from the archives of a host, and that nobody else has.
 *
 * @param host of archives that are not the distribution's own
 * @param versions that would come, by the names of their packages; at least one
 */
public record HostUpgrades(String host, SortedMap<String, String> versions) {
    /** Upgrades in the order of their names. */
    public HostUpgrades {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }

    /** Those of a system, by their hosts. Nothing is fetched: what apt knows already is asked. */
    public static List<HostUpgrades> of(Collection<InventoryEntry> entries, Apt apt) throws IOException {
        Transaction upgrade = apt.upgrade();
        List<String> names = upgrade.installed().stream()
                .map(Transaction.Arrival::plainName)
                .distinct()
                .toList();
        return names.isEmpty() ? List.of() : of(entries, upgrade, apt.versions(names));
    }

    /**
     * Those of an upgrade.
     *
     * @param versions of the packages that would come, wherever
     */
    static List<HostUpgrades> of(
            Collection<InventoryEntry> entries, Transaction upgrade, Collection<AvailableVersion> versions) {
        NavigableSet<String> theirs = new TreeSet<>();
        entries.stream().filter(InventoryEntry::isInUse).forEach(entry -> theirs.addAll(entry.archives()));
        SortedMap<String, SortedMap<String, String>> byHost = new TreeMap<>();
        for (Transaction.Arrival arrival : upgrade.installed()) {
            List<String> archives = versions.stream()
                    .filter(version -> version.name().equals(arrival.plainName()))
                    .filter(version -> version.version().toString().equals(arrival.version()))
                    .map(AvailableVersion::archive)
                    .toList();
            if (!archives.isEmpty() && theirs.containsAll(archives)) {
                byHost.computeIfAbsent(ReleasePlace.host(archives.get(0)), any -> new TreeMap<>())
                        .put(arrival.name(), arrival.version());
            }
        }
        List<HostUpgrades> upgrades = new ArrayList<>();
        byHost.forEach((host, all) -> upgrades.add(new HostUpgrades(host, all)));
        return upgrades;
    }
}

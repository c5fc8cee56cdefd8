package dev.tufa.apt.install.guard;

import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.answers.IndexTarget;
import dev.tufa.apt.install.answers.PackageAddress;
import dev.tufa.apt.install.answers.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What came out.
 *
 * @param archives addresses of the archives, as they would be in the list of sources, with a slash at the end
 * @param indexes of the archives, with what their Release files say
 * @param chosen what is asked of the archives, as apt-get is told it
 * @param transaction what would be installed
 * @param addresses from where
 * @param versions of what is named, in all archives of the system
 */
public record Foreseen(
        List<String> archives,
        List<IndexTarget> indexes,
        List<String> chosen,
        Transaction transaction,
        List<PackageAddress> addresses,
        List<AvailableVersion> versions) {
    /** A result with its lists in order. */
    public Foreseen {
        archives = List.copyOf(archives);
        indexes = List.copyOf(indexes);
        chosen = List.copyOf(chosen);
        addresses = List.copyOf(addresses);
        versions = List.copyOf(versions);
    }

    /** Installed packages that would get a version from the archives. */
    public NavigableSet<String> replaced() {
        return TransactionGuard.replaced(transaction, addresses, archives);
    }

    /** Names that the archives and somebody else have packages of. */
    public NavigableSet<String> alsoElsewhere() {
        NavigableSet<String> names = new TreeSet<>();
        versions.stream()
                .filter(version -> !archives.contains(version.archive()))
                .map(AvailableVersion::name)
                .forEach(names::add);
        return names;
    }

    /** Names of packages that would come from the archives. */
    public NavigableSet<String> fromThere() {
        NavigableSet<String> names = new TreeSet<>();
        addresses.stream()
                .filter(address -> isFrom(address, archives))
                .map(PackageAddress::name)
                .forEach(names::add);
        return names;
    }

    /** Bytes that would be fetched. */
    public long bytes() {
        return addresses.stream().mapToLong(PackageAddress::bytes).sum();
    }

    private static boolean isFrom(PackageAddress address, Collection<String> archives) {
        return archives.stream().anyMatch(address::isFrom);
    }
}

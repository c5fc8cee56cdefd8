package dev.tufa.apt.install.inventory;

import dev.tufa.apt.install.answers.InstalledPackage;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.openpgp.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An archive that is not the distribution's own.
 *
 * @param file that lists it
 * @param line in the file, from 1
 * @param record of the {@code .apt} file that it came with, if it did
 * @param isInUse whether apt looks at it
 * @param archives addresses, with a slash at the end
 * @param suites as they are listed
 * @param keys that may sign it; none if every key of the system may
 * @param names what it calls itself
 * @param fetched when apt fetched it last
 * @param validUntil until when what apt fetched is good
 * @param expiries what of it ends
 * @param packages that are installed from it
 */
public record InventoryEntry(
        String file,
        int line,
        Optional<SourceRecord> record,
        boolean isInUse,
        List<String> archives,
        List<String> suites,
        Set<Fingerprint> keys,
        List<String> names,
        Optional<Instant> fetched,
        Optional<Instant> validUntil,
        List<Expiry> expiries,
        List<InstalledPackage> packages) {
    /** An entry with its lists in order. */
    public InventoryEntry {
        archives = List.copyOf(archives);
        suites = List.copyOf(suites);
        keys = Set.copyOf(keys);
        names = List.copyOf(names);
        expiries = List.copyOf(expiries);
        packages = List.copyOf(packages);
    }

    /** Whether apt goes by TUF there. */
    public boolean isThroughTuf() {
        return archives.stream().allMatch(archive -> archive.startsWith(ArchiveEntry.TUF));
    }
}

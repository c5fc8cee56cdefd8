package dev.tufa.apt.publish.file;

import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.RequestedPackage;
import dev.tufa.apt.install.file.VerifiedAptFile;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Says whether the archives that a {@code .apt} file names are what it says, as a handler and apt will find them. Nothing of an archive
 * is used before its signature was verified by the key of the file.
 */
public final class ArchiveLint {
    private final VerifiedAptFile file;
    private final Map<URI, ArchiveFiles> archives;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private ArchiveLint(VerifiedAptFile file, Map<URI, ArchiveFiles> archives, Instant now) {
        this.file = file;
        this.archives = Map.copyOf(archives);
        this.now = now;
    }

    /**
     * What is found, by stanza.
     *
     * @param archives by the addresses that the file has for them; others are not looked at
     * @throws IOException if one of them could not be reached
     */
    public static List<Finding> check(VerifiedAptFile file, Map<URI, ArchiveFiles> archives, Instant now)
            throws IOException {
        ArchiveLint lint = new ArchiveLint(file, archives, now);
        for (int number = 1; number <= file.stanzas().size(); number++) {
            lint.stanza(file.stanzas().get(number - 1), number);
        }
        return List.copyOf(lint.findings);
    }

    private void stanza(AptStanza stanza, int number) throws IOException {
        WantedPackages wanted = new WantedPackages(stanza);
        boolean isAllKnown = true;
        for (ArchiveEntry entry : stanza.archives()) {
            ArchiveFiles files = archives.get(entry.uri());
            Told told = (rule, message) -> findings.add(new Finding(
                    rule, OptionalInt.of(number), "%s %s: %s".formatted(entry.uri(), entry.suite(), message)));
            isAllKnown &= files != null && entry(stanza, entry, files, wanted, told);
        }
        if (isAllKnown) {
            wanted.missing()
                    .forEach((rule, messages) -> messages.forEach(
                            message -> findings.add(new Finding(rule, OptionalInt.of(number), message))));
        }
    }

    /** Looks at one suite; says whether all packages that it has are known then. */
    private boolean entry(AptStanza stanza, ArchiveEntry entry, ArchiveFiles files, WantedPackages wanted, Told told)
            throws IOException {
        Optional<ReleaseFile> release = new SignedRelease(files, file.signer(), now, told).read(folder(entry));
        if (release.isEmpty()) {
            return false;
        }
        NavigableSet<String> architectures = architectures(stanza, entry, release.get());
        ReleaseChecks.check(release.get(), entry, architectures, now, told);
        return new IndexChecks(files, folder(entry), release.get(), told).check(entry, architectures, wanted);
    }

    /** Where the indexes of a suite are, with a slash at the end or empty. */
    private static String folder(ArchiveEntry entry) {
        if (!entry.isFlat()) {
            return "dists/" + entry.suite() + "/";
        }
        return entry.suite().startsWith("./") ? entry.suite().substring(2) : entry.suite();
    }

    /** Those that the entry asks for, or the stanza is for; else all that the archive has, if it says; and those of single packages. */
    private static NavigableSet<String> architectures(AptStanza stanza, ArchiveEntry entry, ReleaseFile release) {
        NavigableSet<String> architectures =
                new TreeSet<>(stanza.architectures().values());
        if (architectures.isEmpty()) {
            architectures.addAll(entry.architectures().isEmpty() ? release.architectures() : entry.architectures());
        } else if (!entry.architectures().isEmpty()) {
            architectures.retainAll(entry.architectures());
        }
        stanza.install().stream()
                .map(RequestedPackage::architecture)
                .flatMap(Optional::stream)
                .forEach(architectures::add);
        architectures.remove("all");
        if (architectures.isEmpty()) {
            architectures.add(WantedPackages.ANY);
        }
        return architectures;
    }

    /** Takes what is found. */
    interface Told {
        void tell(LintRule rule, String message);
    }
}

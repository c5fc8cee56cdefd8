package dev.tufa.apt.install.inventory;

import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.archive.sources.ListsName;
import dev.tufa.apt.archive.sources.Source;
import dev.tufa.apt.install.answers.InstalledPackage;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.system.AptConfiguration;
import dev.tufa.apt.install.system.ConfiguredSource;
import dev.tufa.apt.install.system.SourceKeys;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.ClearSigned;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.SignatureFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes the inventory of a system. It reads and changes nothing. */
public final class Inventory {
    private static final String TUF = "tuf+";

    private final SystemRoot root;
    private final DistributionKeys distribution;
    private final List<SourceRecord> records;
    private final Provenance provenance;
    private final Instant now;

    private Inventory(
            SystemRoot root,
            DistributionKeys distribution,
            Collection<SourceRecord> records,
            Provenance provenance,
            Instant now) {
        this.root = root;
        this.distribution = distribution;
        this.records = List.copyOf(records);
        this.provenance = provenance;
        this.now = now;
    }

    /**
     * Every entry of the lists of sources that is not the distribution's own, in the order of the lists.
     *
     * @param root of the system
     * @param records of the {@code .apt} files that it remembers
     * @param now the time by which keys are judged
     */
    public static List<InventoryEntry> of(
            SystemRoot root,
            HostFacts host,
            AptConfiguration configuration,
            Collection<SourceRecord> records,
            Apt apt,
            Instant now)
            throws IOException {
        List<InstalledPackage> installed = apt.installed();
        List<String> names =
                installed.stream().map(InstalledPackage::plainName).distinct().toList();
        Provenance provenance = new Provenance(installed, names.isEmpty() ? List.of() : apt.versions(names));
        Inventory inventory = new Inventory(root, DistributionKeys.of(root, host), records, provenance, now);
        List<InventoryEntry> entries = new ArrayList<>();
        for (ConfiguredSource source : configuration.sources()) {
            if (!inventory.isDistributions(source)) {
                entries.add(inventory.entry(source));
            }
        }
        return entries;
    }

    private boolean isDistributions(ConfiguredSource source) {
        if (!source.keys().isEmpty()) {
            return distribution.areAll(source.keys());
        }
        List<String> issuers = releases(source)
                .flatMap(release -> release.facts().stream())
                .map(SignatureFacts::issuer)
                .flatMap(Optional::stream)
                .toList();
        return distribution.isAmong(issuers); // apt has taken it by one of the keys of the whole system
    }

    private InventoryEntry entry(ConfiguredSource source) throws IOException {
        Source listed = source.source();
        List<String> archives = listed.uris().stream()
                .map(uri -> uri.endsWith("/") ? uri : uri + "/")
                .toList();
        Set<String> names = new LinkedHashSet<>();
        List<ReleaseFile> read = releases(source).flatMap(Inventory::text).toList();
        read.forEach(release -> Stream.of(release.label(), release.origin())
                .flatMap(Optional::stream)
                .limit(1)
                .forEach(names::add));
        return new InventoryEntry(
                source.listed().file(),
                source.listed().line(),
                records.stream()
                        .filter(record ->
                                record.id().sourcesFile().equals(source.listed().file()))
                        .findFirst(),
                source.isInUse(),
                archives,
                listed.suites(),
                source.keys(),
                List.copyOf(names),
                files(source).map(Inventory::written).flatMap(Optional::stream).max(Instant::compareTo),
                read.stream()
                        .map(ReleaseFile::validUntil)
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo),
                expiries(source, archives, read),
                provenance.from(archives));
    }

    private List<Expiry> expiries(ConfiguredSource source, List<String> archives, List<ReleaseFile> releases)
            throws IOException {
        List<Expiry> expiries = new ArrayList<>();
        for (Certificate certificate : SourceKeys.certificates(root, source.source())) {
            certificate
                    .expires(now)
                    .ifPresent(end -> expiries.add(
                            Expiry.of("key " + certificate.fingerprint().grouped(), end)));
        }
        for (ReleaseFile release : releases) {
            release.validUntil().ifPresent(end -> expiries.add(Expiry.of("Release file", release.date(), end)));
        }
        for (String archive : archives) {
            if (archive.startsWith(TUF)) {
                expiries.addAll(TufExpiries.of(root, archive.substring(TUF.length())));
            }
        }
        return expiries;
    }

    /** What apt has of a source. */
    private Stream<Path> files(ConfiguredSource source) {
        Path lists = root.seen("/var/lib/apt/lists");
        List<Path> files = new ArrayList<>();
        for (String uri : source.source().uris()) {
            for (String suite : source.source().suites()) {
                String rest = suite.endsWith("/") ? suite : "dists/" + suite + "/";
                String base = uri.endsWith("/") ? uri : uri + "/";
                files.add(lists.resolve(ListsName.prefix(base + rest) + "InRelease"));
            }
        }
        return files.stream().filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    private Stream<ClearSigned> releases(ConfiguredSource source) {
        return files(source).flatMap(file -> {
            try {
                return Stream.of(ClearSigned.read(Files.readAllBytes(file)));
            } catch (IOException | OpenPgpException e) {
                return Stream.empty(); // not there yet, or of a kind that is not known here
            }
        });
    }

    private static Stream<ReleaseFile> text(ClearSigned signed) {
        try {
            return Stream.of(ReleaseFile.read("InRelease", signed.unverified()));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Optional<Instant> written(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

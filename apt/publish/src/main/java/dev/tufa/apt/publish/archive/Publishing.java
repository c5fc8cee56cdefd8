package dev.tufa.apt.publish.archive;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.apt.publish.suite.FrozenException;
import dev.tufa.apt.publish.suite.PublishedSuite;
import dev.tufa.apt.publish.suite.SuiteDraft;
import dev.tufa.apt.publish.suite.SuiteDrafting;
import dev.tufa.apt.publish.suite.SuiteFiles;
import dev.tufa.apt.publish.tuf.TufBeside;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.PublicationPlan;
import dev.tufa.tuf.repository.Refresh;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.RepositoryHold;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One publication, from what is staged to what clients see. Its order is what keeps every client well at every moment: the pool, then
 * indexes under names by their digests, then TUF, whose timestamp is the moment from which it counts, then the names under which other
 * clients look, the signed release last.
 */
final class Publishing {
    /** What is remembered of a publication: the keys of the settings. */
    private static final String SIGNED_WITH = "signed-with";

    private final Disk disk;
    private final ArchiveLayout layout;
    private final ArchiveConf conf;
    private final Catalog catalog;
    private final PublishedSuites published;
    private final Instant now;

    Publishing(
            Disk disk,
            ArchiveLayout layout,
            ArchiveConf conf,
            Catalog catalog,
            PublishedSuites published,
            Instant now) {
        this.disk = disk;
        this.layout = layout;
        this.conf = conf;
        this.catalog = catalog;
        this.published = published;
        this.now = now;
    }

    Published publish(PublishOptions options, ArchiveKeys keys)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        List<SuiteDraft> drafts = drafts(options);
        Optional<TufBeside> tuf = conf.tuf() == ArchiveConf.TufScope.NONE
                ? Optional.empty()
                : Optional.of(TufBeside.open(layout.tuf(), disk));
        if (drafts.isEmpty()) {
            return tuf.isPresent() ? refreshTuf(tuf.get(), keys.tuf()) : new Published(List.of(), false, List.of());
        }
        List<ReleaseSigner> signers = keys.signers();
        byte[] certificates = certificates(signers);
        List<SignedRelease> releases = signed(drafts, signers, options);
        if (conf.check() == ArchiveConf.Check.APT && options.trial() == PublishOptions.Trial.AS_CONFIGURED) {
            new Trial(disk, layout, catalog).require(releases, certificates);
        }
        writeOnce(releases, certificates);
        Publication publication = new Publication(
                releases.stream().map(release -> of(release, options)).toList());
        if (tuf.isPresent()) {
            publishTuf(tuf.get(), publication, releases, certificates, keys.tuf(), options.renewal());
        } else {
            note(publication);
        }
        new Switch(disk, layout).carryOut(publication);
        List<Published.OfSuite> suites = results(drafts);
        for (SuiteDraft draft : drafts) {
            forgetStaged(draft);
        }
        return new Published(suites, tuf.isPresent(), List.of());
    }

    /** What would be published, on a disk on which nothing changes. */
    List<Published.OfSuite> wouldPublish(PublishOptions options) throws IOException, ArchiveException {
        return results(drafts(options));
    }

    /** What would be published, signed and seen by nobody. */
    List<SignedRelease> sign(PublishOptions options, ArchiveKeys keys)
            throws IOException, ArchiveException, RepositoryException {
        List<SuiteDraft> drafts = drafts(options);
        return drafts.isEmpty() ? List.of() : signed(drafts, keys.signers(), options);
    }

    private List<SignedRelease> signed(List<SuiteDraft> drafts, List<ReleaseSigner> signers, PublishOptions options)
            throws IOException, ArchiveException {
        List<SignedRelease> releases = new ArrayList<>();
        for (SuiteDraft draft : drafts) {
            releases.add(SignedRelease.sign(draft, signers, options.date().orElse(now)));
        }
        return releases;
    }

    /** The suites that need a new release, in the order of the settings. */
    private List<SuiteDraft> drafts(PublishOptions options) throws IOException, ArchiveException {
        boolean isRenewal = options.renewal() == PublishOptions.Renewal.DUE;
        if (isRenewal && !isAnyDue(options)) {
            return List.of();
        }
        List<MemberChange> staged = isRenewal ? List.of() : new Staged(disk, layout).read();
        SuiteDrafting drafting = new SuiteDrafting(disk, conf, catalog);
        List<SuiteDraft> drafts = new ArrayList<>();
        List<String> idle = new ArrayList<>();
        for (SuiteConf suite : conf.suites()) {
            PublishedSuite old = published.of(suite.name());
            if (!options.suites().isEmpty() && !options.suites().contains(suite.name())) {
                if (isSignedOtherwise(old)) {
                    throw new ArchiveException(
                            "suite %s: expected to be published together with the others, since the keys are others than before, got only %s"
                                    .formatted(suite.name(), options.suites()));
                }
                continue;
            }
            List<MemberChange> changes = staged.stream()
                    .filter(change -> change.suite().equals(suite.name()))
                    .toList();
            try {
                SuiteDraft draft = drafting.draft(
                        suite,
                        old,
                        layout.dist(suite.name()),
                        changes,
                        options.date().orElse(now));
                if (isWanted(draft, options)) {
                    drafts.add(draft);
                } else {
                    idle.add(suite.name());
                }
            } catch (FrozenException e) {
                throw new ArchiveException("suite %s: %s".formatted(suite.name(), e.getMessage()), e);
            }
        }
        if (!isRenewal) {
            new Staged(disk, layout).remove(idle); // what comes to nothing would wait for ever
        }
        return drafts;
    }

    private boolean isAnyDue(PublishOptions options) throws IOException {
        for (SuiteConf suite : conf.suites()) {
            boolean isMeant = options.suites().isEmpty() || options.suites().contains(suite.name());
            if (isMeant && SuiteDrafting.isOld(PublishedSuite.read(disk, layout.suite(suite.name())), now)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWanted(SuiteDraft draft, PublishOptions options) throws IOException {
        return switch (options.renewal()) {
            case ALWAYS -> true;
            case WHEN_NEEDED -> cause(draft) != Published.Cause.ASKED;
            case DUE -> SuiteDrafting.isOld(draft.old(), now) || isSignedOtherwise(draft.old());
        };
    }

    /** Why there would be a new release even if nobody asked for one. */
    private Published.Cause cause(SuiteDraft draft) throws IOException {
        if (SuiteDrafting.isDifferent(draft)) {
            return Published.Cause.CHANGED;
        }
        if (isSignedOtherwise(draft.old())) {
            return Published.Cause.KEYS;
        }
        return SuiteDrafting.isOld(draft.old(), now) ? Published.Cause.AGE : Published.Cause.ASKED;
    }

    /** Whether those who have the archive's keys of now could miss the one that signed a suite. */
    private boolean isSignedOtherwise(PublishedSuite old) throws IOException {
        Path remembered = old.remembered(SIGNED_WITH);
        return old.serial() > 0 && !(disk.exists(remembered) && Arrays.equals(disk.read(remembered), signedWith()));
    }

    private byte[] signedWith() {
        return conf.signedWith().stream()
                .map(source -> source.text() + '\n')
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] certificates(List<ReleaseSigner> signers) throws IOException {
        List<Certificate> certificates = new ArrayList<>();
        for (ReleaseSigner signer : signers) {
            certificates.add(signer.certificate());
        }
        return Certificate.armored(certificates).getBytes(StandardCharsets.US_ASCII);
    }

    /** Everything that nobody names yet, and what is remembered for the switch. */
    private void writeOnce(List<SignedRelease> releases, byte[] certificates) throws IOException {
        DurableBatch batch = new DurableBatch(disk);
        if (conf.tuf() != ArchiveConf.TufScope.NONE) {
            batch.replace(
                    layout.published(SuiteFiles.prefixed(ArchiveLayout.KEYS, Sha256.hex(certificates))),
                    certificates,
                    Access.PUBLIC);
        }
        for (SignedRelease release : releases) {
            SuiteDraft draft = release.draft();
            for (PoolFile file : added(draft)) {
                Path staged = layout.stagedFile(file.sha256());
                if (disk.exists(staged)) {
                    batch.link(staged, layout.published(file.path()), Access.PUBLIC);
                } else if (!disk.exists(layout.published(file.path()))) {
                    throw new IOException("%s: expected a file in the pool, got none".formatted(file.path()));
                }
            }
            Path remembered = layout.suite(draft.conf().name()).resolve(Long.toString(draft.serial()));
            for (Path file : disk.list(remembered)) {
                disk.delete(file); // of a publication with this number that came to nothing
            }
            draft.remembered().forEach((name, bytes) -> batch.replace(remembered.resolve(name), bytes, Access.PRIVATE));
            for (String name : draft.kept()) {
                batch.link(draft.old().remembered(name), remembered.resolve(name), Access.PRIVATE);
            }
            batch.replace(remembered.resolve(SIGNED_WITH), signedWith(), Access.PRIVATE);
            batch.replace(remembered.resolve(Switch.CERTIFICATES), certificates, Access.PRIVATE);
            batch.replace(remembered.resolve("changes"), MemberChange.write(draft.changes()), Access.PRIVATE);
            for (Map.Entry<String, byte[]> file : release.files().entrySet()) {
                batch.replace(remembered.resolve(file.getKey()), file.getValue(), Access.PRIVATE);
                if (conf.tuf() != ArchiveConf.TufScope.NONE) {
                    String path = "dists/" + draft.conf().name() + '/' + file.getKey();
                    batch.replace(
                            layout.published(SuiteFiles.prefixed(path, Sha256.hex(file.getValue()))),
                            file.getValue(),
                            Access.PUBLIC);
                }
            }
        }
        batch.write();
    }

    /** From here on the publication can be brought to its end by whoever comes next. */
    private void note(Publication publication) throws IOException {
        DurableBatch batch = new DurableBatch(disk);
        batch.replace(layout.journal(), publication.text(), Access.PRIVATE);
        batch.write();
    }

    @SuppressWarnings("try") // the lease is held and not asked
    private void publishTuf(
            TufBeside tuf,
            Publication publication,
            List<SignedRelease> releases,
            byte[] certificates,
            KeyRing ring,
            PublishOptions.Renewal renewal)
            throws IOException, RepositoryException, TrustException {
        Set<PoolFile> described = new LinkedHashSet<>();
        List<String> removed = new ArrayList<>();
        for (SignedRelease release : releases) {
            release.files()
                    .forEach((name, bytes) -> described.add(
                            new PoolFile("dists/" + release.suite() + '/' + name, bytes.length, Sha256.hex(bytes))));
            if (conf.tuf() == ArchiveConf.TufScope.PACKAGES) {
                described.addAll(
                        renewal == PublishOptions.Renewal.ALWAYS ? all(release.draft()) : added(release.draft()));
            }
        }
        if (conf.tuf() == ArchiveConf.TufScope.PACKAGES) {
            removed.addAll(new Leaving(disk, layout, conf, catalog)
                    .paths(releases.stream().map(SignedRelease::draft).toList()));
        }
        described.add(new PoolFile(ArchiveLayout.KEYS, certificates.length, Sha256.hex(certificates)));
        try (RepositoryHold hold = tuf.hold()) {
            AptFiles.Edits aptFiles = new AptFiles(disk, layout).edits(tuf);
            described.addAll(aptFiles.described());
            removed.addAll(aptFiles.removed());
            PublicationPlan plan = tuf.plan(List.copyOf(described), removed, ring, now);
            note(publication);
            tuf.publish(plan, now);
        }
    }

    /** Signs again what TUF clients need although nothing is different. */
    @SuppressWarnings("try") // the lease is held and not asked
    private Published refreshTuf(TufBeside tuf, KeyRing ring) throws IOException, RepositoryException, TrustException {
        try (RepositoryHold hold = tuf.hold()) {
            boolean described = describeAptFiles(tuf, ring);
            Refresh refresh = tuf.planRefresh(ring, now);
            if (!refresh.plan().isEmpty()) {
                tuf.publish(refresh.plan(), now);
            }
            return new Published(List.of(), described || !refresh.plan().isEmpty(), refresh.elsewhere());
        }
    }

    private boolean describeAptFiles(TufBeside tuf, KeyRing ring)
            throws IOException, RepositoryException, TrustException {
        AptFiles.Edits edits = new AptFiles(disk, layout).edits(tuf);
        if (edits.isEmpty()) {
            return false;
        }
        tuf.publish(tuf.plan(edits.described(), edits.removed(), ring, now), now);
        return true;
    }

    /** Puts a {@code .apt} file where the world sees it, and has TUF describe it. */
    @SuppressWarnings("try") // the lease is held and not asked
    void publishAptFile(String name, byte[] bytes, ArchiveKeys keys)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        AptFiles files = new AptFiles(disk, layout);
        if (conf.tuf() == ArchiveConf.TufScope.NONE) {
            files.put(name, bytes);
            return;
        }
        TufBeside tuf = TufBeside.open(layout.tuf(), disk);
        KeyRing ring = keys.tuf();
        try (RepositoryHold hold = tuf.hold()) {
            files.put(name, bytes);
            describeAptFiles(tuf, ring);
        }
    }

    private List<PoolFile> added(SuiteDraft draft) throws IOException {
        List<PoolFile> files = new ArrayList<>();
        for (MemberChange change : draft.changes()) {
            if (change.action() == MemberChange.Action.ADD) {
                files.addAll(pooled(change.id()).files());
            }
        }
        return files;
    }

    /** Those of every package: TUF may have been told since where else to describe them. */
    private List<PoolFile> all(SuiteDraft draft) throws IOException {
        List<PoolFile> files = new ArrayList<>();
        for (PackageId id : draft.members()) {
            files.addAll(pooled(id).files());
        }
        return files;
    }

    private PooledPackage pooled(PackageId id) throws IOException {
        return catalog.find(id).orElseThrow(() -> new IOException("catalog: expected %s, got nothing".formatted(id)));
    }

    private void forgetStaged(SuiteDraft draft) throws IOException {
        for (PoolFile file : added(draft)) {
            disk.delete(layout.stagedFile(file.sha256()));
        }
    }

    private static Publication.OfSuite of(SignedRelease release, PublishOptions options) {
        return new Publication.OfSuite(
                release.suite(),
                release.draft().serial(),
                Sha256.hex(release.inRelease()),
                release.inRelease().length,
                options.renewal() == PublishOptions.Renewal.DUE ? Publication.Fate.LEFT : Publication.Fate.PUBLISHED);
    }

    private List<Published.OfSuite> results(List<SuiteDraft> drafts) throws IOException {
        List<Published.OfSuite> suites = new ArrayList<>();
        for (SuiteDraft draft : drafts) {
            suites.add(new Published.OfSuite(
                    draft.conf().name(),
                    cause(draft),
                    draft.packages(),
                    draft.changes(),
                    draft.files().size(),
                    draft.release().validUntil()));
        }
        return suites;
    }
}

package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConfText;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.apt.publish.file.AptFileMaker;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.site.Site;
import dev.tufa.apt.publish.suite.PublishedSuite;
import dev.tufa.apt.publish.suite.SuiteDrafting;
import dev.tufa.apt.publish.tuf.TufBeside;
import dev.tufa.apt.publish.verify.Finding;
import dev.tufa.apt.publish.verify.Progress;
import dev.tufa.apt.publish.verify.VerifyOptions;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.DirectoryLock;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import dev.tufa.tuf.repository.storage.LocalDisk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * An apt archive in a folder, with TUF beside it. Packages are added to suites first, then published:
 *
 * <pre>{@code
 * Archive archive = Archive.open(folder);
 * archive.add(List.of(deb), AddOptions.to("stable"), file -> {});
 * try (ArchiveKeys keys = archive.unlock(() -> passphrase)) {
 *   archive.publish(PublishOptions.DEFAULT, keys, Instant.now());
 * }
 * }</pre>
 *
 * <p>{@code FOLDER/public} is what a web server serves: an archive as every apt takes it, and the folder {@code tuf} beside {@code
 * dists} and {@code pool}. Every method that is refused, or that fails, leaves what clients see as it was; one that is stopped is brought
 * to its end, or given up, by the next. Several processes may work on one archive: each waits for the others.
 */
public final class Archive {
    private static final Pattern APT_FILE =
            Pattern.compile("(?![0-9a-f]{64}\\.)[A-Za-z0-9][A-Za-z0-9.+~_-]{0,99}\\.apt");

    private final Disk disk;
    private final ArchiveLayout layout;

    /** Only used under the lock. */
    private final Catalog catalog;

    private final PublishedSuites published;

    private Archive(Disk disk, ArchiveLayout layout) {
        this.disk = disk;
        this.layout = layout;
        this.catalog = new Catalog(disk, layout.catalog());
        this.published = new PublishedSuites(disk, layout);
    }

    /**
     * Makes an archive without packages, of which nothing is published but the first TUF metadata.
     *
     * @param passphrases encrypt new private keys
     * @throws ArchiveException if the folder has an archive already
     */
    public static Archive init(Path folder, ArchiveInit init, Passphrases passphrases, Instant now)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        return init(folder, init, passphrases, now, new LocalDisk());
    }

    static Archive init(Path folder, ArchiveInit init, Passphrases passphrases, Instant now, Disk disk)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        ArchiveLayout layout = new ArchiveLayout(folder.toAbsolutePath().normalize());
        if (disk.exists(layout.conf())) {
            throw new ArchiveException("%s: expected no archive, got one".formatted(Printable.of(folder.toString())));
        }
        DurableBatch batch = new DurableBatch(disk);
        for (KeySource source : init.conf().signedWith()) {
            if (source instanceof KeySource.SecretFile secret) {
                Path file = layout.secret().resolve(secret.file());
                if (!disk.exists(file)) {
                    batch.replace(
                            file,
                            SigningKey.create(
                                    init.userId(), now.truncatedTo(ChronoUnit.SECONDS), init.life(), passphrases.get()),
                            Access.PRIVATE);
                }
            }
        }
        boolean hasTuf = init.conf().tuf() != ArchiveConf.TufScope.NONE;
        char[] ofTuf = hasTuf ? passphrases.get() : new char[0];
        DurableFiles folders = new DurableFiles(disk);
        folders.makeDirectories(layout.root(), Access.PUBLIC);
        folders.makeDirectories(layout.published(), Access.PUBLIC);
        folders.makeDirectories(layout.secret(), Access.PRIVATE);
        batch.write();
        if (hasTuf) {
            int packages = init.conf().tuf() == ArchiveConf.TufScope.PACKAGES ? init.packages() : 0;
            TufBeside.init(layout.tuf(), layout.tufMetadata(), packages, init.tuf(), ofTuf, now, disk);
        }
        batch.replace(layout.conf(), ArchiveConfText.write(init.conf()), Access.PUBLIC);
        batch.write();
        return new Archive(disk, layout);
    }

    /**
     * Opens an archive.
     *
     * @throws IOException if there is none in the folder
     */
    public static Archive open(Path folder) throws IOException {
        return open(folder, new LocalDisk());
    }

    static Archive open(Path folder, Disk disk) throws IOException {
        ArchiveLayout layout = new ArchiveLayout(folder.toAbsolutePath().normalize());
        if (!disk.exists(layout.conf())) {
            throw new FileSystemException(folder.toString(), null, "expected an archive, got none");
        }
        return new Archive(disk, layout);
    }

    /** The folder to serve. */
    public Path publishedFolder() {
        return layout.published();
    }

    /** What it keeps to. */
    public ArchiveConf conf() throws IOException {
        return ArchiveConfText.read(disk.read(layout.conf()));
    }

    /**
     * Stages packages for a suite: {@code .deb} files, and {@code .dsc} files with what they list beside them.
     *
     * @param files a link that leads out of its folder is refused
     * @param begun hears of each file before it is read; from several threads
     * @return what they are, in order, and only those that the suite does not have already
     * @throws ArchiveException if one is not fit to be published, or is another package than the archive has under the same name, version
     *     and architecture; it names all that are refused, and none is staged
     */
    public List<PackageId> add(List<Path> files, AddOptions options, Consumer<Path> begun)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            ArchiveConf conf = conf();
            SuiteConf suite = suite(conf, options.suite());
            String component = component(suite, options.component());
            List<PackageId> ids = Intake.forSuite(
                            disk, layout, conf, catalog, suite, component, Optional.of(options.transfer()))
                    .take(files, begun);
            return ids(stage(dryRun().coming(suite, component, ids)));
        }
    }

    /**
     * Stages the packages of another archive, one of reprepro or aptly or any other: those that its indexes name, in the suites and
     * components that they are in there, or all packages that there are if it has no indexes. Files are held against the indexes.
     * Those that were read before and have not changed since are not read again; links that lead out of the other archive are refused.
     *
     * @return what is staged, and what is left out
     * @throws ArchiveException if something is refused and the options do not leave it out; it names all that is
     */
    public Imported importFrom(ImportOptions options, Progress progress)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            return new Import(disk, layout, conf(), catalog, options, progress).run();
        }
    }

    /** For how long what the archive and TUF sign is good at the least; empty if all of it is for ever. */
    public Optional<Duration> shortestLife() throws IOException, RepositoryException {
        ArchiveConf conf = conf();
        List<Duration> lives = new ArrayList<>();
        conf.suites().forEach(suite -> suite.validFor().ifPresent(lives::add));
        if (conf.tuf() != ArchiveConf.TufScope.NONE) {
            Settings settings = TufBeside.open(layout.tuf(), disk).repository().settings();
            lives.addAll(settings.lifetimes().values());
            lives.addAll(settings.policy().delegatedLifetimes().values());
            lives.add(settings.policy().binLifetime());
        }
        return lives.stream().min(Comparator.naturalOrder());
    }

    /** What staging and publishing would come to, with nothing done. */
    public DryRun dryRun() {
        return new DryRun(new ReadingDisk(disk), layout, published);
    }

    private List<MemberChange> stage(List<MemberChange> changes) throws IOException {
        if (!changes.isEmpty()) {
            new Staged(disk, layout).add(changes);
        }
        return changes;
    }

    private static List<PackageId> ids(List<MemberChange> changes) {
        return changes.stream().map(MemberChange::id).toList();
    }

    /**
     * Stages that packages leave a suite.
     *
     * @param component empty for whichever
     * @return the packages
     * @throws ArchiveException if one that is selected is not there
     */
    public List<PackageId> remove(String suiteName, Optional<String> component, List<Selection> selections)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            return ids(stage(dryRun().remove(suiteName, component, selections)));
        }
    }

    /**
     * Stages that packages of one suite come into another one; all of them if none is selected. Their files are the same.
     *
     * @return the packages that the other suite does not have already
     * @throws ArchiveException if one that is selected is not there
     */
    public List<PackageId> copy(String from, String to, Optional<String> component, List<Selection> selections)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            return ids(stage(dryRun().copy(from, to, component, selections)));
        }
    }

    /** Gives what is in a suite now, with what is staged, a name to go back to. */
    public void snapshot(String suiteName, String name)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            SuiteConf suite = suite(conf(), suiteName);
            new Snapshots(disk, layout).write(name, suiteName, dryRun().members(suite));
        }
    }

    /** Forgets a snapshot. */
    public void removeSnapshot(String name) throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            new Snapshots(disk, layout).remove(name);
        }
    }

    /** The names of all snapshots. */
    public List<String> snapshots() throws IOException {
        return new Snapshots(disk, layout).names();
    }

    /**
     * Stages what brings a suite back to what it was. Computers that have newer versions keep them: apt does not go back by itself.
     *
     * @param to a snapshot, or {@code -N} for what it was N publications ago
     * @return the changes
     */
    public List<MemberChange> rollBack(String suiteName, String to)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            return stage(dryRun().rollBack(suiteName, to));
        }
    }

    /**
     * The private keys, to publish with. What a passphrase protects is opened on other threads, so that there is time for something else
     * meanwhile: adding packages, for example.
     */
    public ArchiveKeys unlock(Passphrases passphrases)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            return ArchiveKeys.open(disk, layout, conf(), passphrases);
        }
    }

    /** Its OpenPGP keys in the order of the settings, then those that have signed what is published and are not there any more. */
    public List<ArchiveKey> keys() throws IOException {
        return new KeySettings(disk, layout).list();
    }

    /**
     * Notes in the settings one more key that signs from the next publication on, side by side with the others. Nothing else of
     * their text is changed.
     *
     * @param passphrases of all keys in files
     * @throws ArchiveException if it is a key that the archive has already, that cannot be opened as the others are, or that apt refuses
     */
    public ArchiveKey addKey(KeySource source, ArchiveKey.Place place, Passphrases passphrases, Instant now)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            boolean isInFile = source instanceof KeySource.SecretFile
                    || conf().signedWith().stream().anyMatch(KeySource.SecretFile.class::isInstance);
            return new KeySettings(disk, layout).add(source, place, isInFile ? passphrases.get() : new char[0], now);
        }
    }

    /**
     * Takes a key out of the settings: it does not sign from the next publication on. The key itself stays where it is.
     *
     * @throws ArchiveException if the settings do not name it, or no other one
     */
    public RemovedKey removeKey(KeySource source, Instant now)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            return new KeySettings(disk, layout).remove(source, now);
        }
    }

    /**
     * Publishes what is staged, and what is good for only half of its time any more.
     *
     * @throws ArchiveException if a suite would be called otherwise than before, or apt would not take it
     */
    public Published publish(PublishOptions options, ArchiveKeys keys, Instant now)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            ArchiveConf conf = conf();
            for (String suite : options.suites()) {
                suite(conf, suite);
            }
            return new Publishing(disk, layout, conf, catalog, published, now).publish(options, keys);
        }
    }

    /**
     * Makes a {@code .apt} file that leads to this archive, signed with its first key. It changes nothing.
     *
     * @throws ArchiveException if a suite was not published, if the suites do not have what it is to install, or if the settings do not
     *     say where the world sees the archive
     * @throws AptFileException if nobody would accept it
     */
    public byte[] aptFile(AptFileOptions options, ArchiveKeys keys, Instant now)
            throws IOException, ArchiveException, AptFileException, OpenPgpException, RepositoryException {
        ArchiveConf conf = conf();
        List<SuiteConf> suites = new ArrayList<>();
        List<PackageId> published = new ArrayList<>();
        for (String name :
                options.suites().isEmpty() ? List.of(conf.suites().get(0).name()) : options.suites()) {
            SuiteConf suite = suite(conf, name);
            requirePublished(suite);
            suites.add(suite);
            packages(name).values().forEach(published::addAll);
        }
        Optional<byte[]> root = conf.tuf() == ArchiveConf.TufScope.NONE
                ? Optional.empty()
                : Optional.of(disk.read(layout.tufMetadata().resolve("1.root.json")));
        Stanza stanza = new AptFileDraft(conf, suites, published, options).stanza(root);
        return AptFileMaker.make(
                List.of(stanza), options.version(), keys.signers().get(0), now);
    }

    private void requirePublished(SuiteConf suite) throws IOException, ArchiveException {
        if (PublishedSuite.read(disk, layout.suite(suite.name())).release().isEmpty()) {
            throw new ArchiveException(
                    "suite %s: expected a suite that was published, got one that never was".formatted(suite.name()));
        }
    }

    /**
     * Puts a {@code .apt} file into the folder that is served, beside {@code dists}; TUF vouches for it from then on.
     *
     * @param name of the file, such as {@code example.apt}
     */
    public void publishAptFile(String name, byte[] aptFile, ArchiveKeys keys, Instant now)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        if (!APT_FILE.matcher(name).matches()) {
            throw new ArchiveException("name: expected letters, digits and .+~_- with .apt behind them, got \"%s\""
                    .formatted(Printable.of(name)));
        }
        try (DirectoryLock lock = lock()) {
            new Publishing(disk, layout, conf(), catalog, published, now).publishAptFile(name, aptFile, keys);
        }
    }

    /**
     * The pages about this archive, for people: the same bytes as long as what is published and the {@code .apt} files stay what they
     * are. It changes nothing.
     *
     * @param title empty for the archive's label
     * @throws ArchiveException if no suite was published, or if the settings do not say where the world sees the archive
     */
    public Site site(Optional<String> title, Instant now) throws IOException, ArchiveException {
        return new SiteSource(disk, layout, conf()).site(title, now);
    }

    /**
     * Writes pages into the folder that is served.
     *
     * @return the paths of those that are different from before
     */
    public List<String> writeSite(Site site) throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            Map<String, byte[]> changed = changed(site);
            DurableBatch batch = new DurableBatch(disk);
            changed.forEach((path, page) -> batch.replace(layout.published(path), page, Access.PUBLIC));
            batch.write();
            return List.copyOf(changed.keySet());
        }
    }

    /** The paths of pages that are not what they are to be, or not there. */
    public List<String> changedPages(Site site) throws IOException {
        return List.copyOf(changed(site).keySet());
    }

    private Map<String, byte[]> changed(Site site) throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> page : site.files().entrySet()) {
            Path file = layout.published(page.getKey());
            if (!disk.exists(file) || !Arrays.equals(disk.read(file), page.getValue())) {
                changed.put(page.getKey(), page.getValue());
            }
        }
        return changed;
    }

    /** What publishing a suite would change in its lists; what it does not keep any more counts as well. */
    public List<MemberChange> preview(String suiteName) throws IOException, ArchiveException {
        SuiteConf suite = suite(conf(), suiteName);
        List<MemberChange> staged = new Staged(disk, layout)
                .read().stream()
                        .filter(change -> change.suite().equals(suiteName))
                        .toList();
        return SuiteDrafting.changes(
                suite, PublishedSuite.read(disk, layout.suite(suiteName)), staged, new Catalog(disk, layout.catalog()));
    }

    /** Forgets what is staged. */
    public void unstage() throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            new Staged(disk, layout)
                    .remove(conf().suites().stream().map(SuiteConf::name).toList());
        }
    }

    /** How its suites stand, in the order of the settings. It changes nothing. */
    public List<SuiteStatus> status() throws IOException {
        List<MemberChange> staged = new Staged(disk, layout).read();
        List<SuiteStatus> all = new ArrayList<>();
        for (SuiteConf suite : conf().suites()) {
            PublishedSuite published = PublishedSuite.read(disk, layout.suite(suite.name()));
            Map<String, Integer> packages = new LinkedHashMap<>();
            for (String component : suite.components()) {
                packages.put(component, published.members(component).size());
            }
            all.add(new SuiteStatus(
                    suite.name(),
                    published.serial(),
                    published.release().map(ReleaseFile::date),
                    published.release().flatMap(ReleaseFile::validUntil),
                    published.release().flatMap(SuiteDrafting::due),
                    packages,
                    staged.stream()
                            .filter(change -> change.suite().equals(suite.name()))
                            .toList()));
        }
        return all;
    }

    /** The packages of a suite as they are published, by component. */
    public Map<String, List<PackageId>> packages(String suiteName) throws IOException, ArchiveException {
        SuiteConf suite = suite(conf(), suiteName);
        PublishedSuite published = PublishedSuite.read(disk, layout.suite(suiteName));
        Map<String, List<PackageId>> packages = new LinkedHashMap<>();
        for (String component : suite.components()) {
            packages.put(component, published.members(component));
        }
        return packages;
    }

    /**
     * Verifies what is published, as its users have it. It changes nothing, and keeps nobody from publishing.
     *
     * @return what is wrong; empty if nothing
     * @throws ArchiveException if apt-get is to try it and there is none
     */
    public List<Finding> verify(VerifyOptions options, Progress progress, Instant now)
            throws IOException, ArchiveException {
        ArchiveConf conf = conf();
        for (String suite : options.suites()) {
            suite(conf, suite);
        }
        return new Verification(disk, layout, conf, options, progress, now).published();
    }

    /**
     * Verifies what the next publication would publish, as far as that can be without publishing it.
     *
     * @return what is wrong; empty if nothing
     * @throws ArchiveException if a suite would be called otherwise than before, or apt-get is to try it and there is none
     */
    public List<Finding> verifyStaged(VerifyOptions options, ArchiveKeys keys, Progress progress, Instant now)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            ArchiveConf conf = conf();
            for (String suite : options.suites()) {
                suite(conf, suite);
            }
            PublishOptions all = new PublishOptions(
                    options.suites(), Optional.empty(), PublishOptions.Renewal.WHEN_NEEDED, PublishOptions.Trial.NONE);
            List<SignedRelease> releases = new Publishing(disk, layout, conf, catalog, published, now).sign(all, keys);
            return new Verification(disk, layout, conf, options, progress, now).staged(releases);
        }
    }

    /** Removes what nothing needs any more. */
    public Collected collect(CollectOptions options, Instant now)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (DirectoryLock lock = lock()) {
            return new GarbageCollection(disk, layout, conf(), catalog, options, now).collect();
        }
    }

    private DirectoryLock lock() throws IOException, ArchiveException, RepositoryException, TrustException {
        DirectoryLock lock = ArchiveLock.hold(layout.secret());
        boolean ready = false;
        try {
            new Recovery(disk, layout, conf()).recover();
            catalog.begin();
            ready = true;
            return lock;
        } finally {
            if (!ready) {
                lock.close();
            }
        }
    }

    static SuiteConf suite(ArchiveConf conf, String name) throws ArchiveException {
        return conf.suite(name)
                .orElseThrow(() -> new ArchiveException("suite: expected one of %s, got \"%s\""
                        .formatted(conf.suites().stream().map(SuiteConf::name).toList(), Printable.of(name))));
    }

    static String component(SuiteConf suite, Optional<String> name) throws ArchiveException {
        String component = name.orElse(suite.components().get(0));
        if (!suite.components().contains(component)) {
            throw new ArchiveException("suite %s: expected a component of %s, got \"%s\""
                    .formatted(suite.name(), suite.components(), Printable.of(component)));
        }
        return component;
    }
}

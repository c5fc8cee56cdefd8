package dev.tufa.apt.publish.tuf;

import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.BinSizing;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.ChangeRefusedException;
import dev.tufa.tuf.repository.InitOptions;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.PublicationPlan;
import dev.tufa.tuf.repository.Refresh;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.RepositoryHold;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.Status;
import dev.tufa.tuf.repository.TargetEdits;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The TUF repository beside an archive. Its metadata is published in the archive's folder {@code tuf}; its targets are the archive's
 * own files, under the paths that they have there. Role {@code suites} describes what signs and names everything else, role
 * {@code packages} the pool; roles of those who make packages come before it.
 */
public final class TufBeside {
    /** The role of what is in {@code dists} and of the archive's keys. */
    public static final String SUITES = "suites";

    /** The role of the pool, or of its hash bins. */
    public static final String PACKAGES = "packages";

    private static final String BINS = "pool";
    private static final List<String> SUITE_PATHS = List.of("dists/*/*", "keys/*", "*.apt");
    private static final List<String> POOL_PATHS = List.of("pool/*/*/*/*");

    private final Repository repository;

    private TufBeside(Repository repository) {
        this.repository = repository;
    }

    /** The repository beside an archive. */
    public static TufBeside open(Path folder, Disk disk) throws RepositoryException, IOException {
        return new TufBeside(Repository.open(folder, disk));
    }

    /**
     * Makes the repository, with new keys; one of which making it was stopped is brought to its end.
     *
     * @param folder of the repository
     * @param metadata where clients see it
     * @param packages how many packages there will be; 0 if TUF is not to know about each
     * @param passphrase encrypts the private keys; overwritten
     */
    public static void init(
            Path folder, Path metadata, int packages, Settings settings, char[] passphrase, Instant now, Disk disk)
            throws RepositoryException, IOException, TrustException {
        DurableFiles folders = new DurableFiles(disk);
        folders.makeDirectories(metadata, Access.PUBLIC);
        Path parent = folder.resolve("repository");
        folders.makeDirectories(parent, Access.PUBLIC);
        Path published = parent.resolve("metadata");
        if (!disk.exists(published)) {
            disk.symbolicLink(published, parent.relativize(metadata));
            disk.sync(parent);
        }
        Repository repository = made(folder, InitOptions.DEFAULT.withSettings(settings), passphrase.clone(), now, disk);
        repository.unstage();
        Set<String> roles = repository.status().roles().stream()
                .map(Status.RoleStatus::name)
                .collect(Collectors.toSet());
        if (!roles.contains(SUITES)) {
            delegate(repository, packages);
        }
        try (KeyRing keys = repository.unlock(passphrase)) {
            repository.publish(repository.plan(keys, now, PlanOptions.DEFAULT), now);
        }
    }

    private static Repository made(Path folder, InitOptions options, char[] passphrase, Instant now, Disk disk)
            throws RepositoryException, IOException, TrustException {
        Path last = folder.resolve("settings.json");
        if (disk.exists(last)) {
            return Repository.open(folder, disk);
        }
        try {
            return Repository.init(folder, options, passphrase, now, disk);
        } catch (ChangeRefusedException e) {
            if (!disk.exists(last)) {
                throw e;
            }
            return Repository.open(folder, disk); // it had been stopped on its way, and was brought to its end just now
        }
    }

    private static void delegate(Repository repository, int packages)
            throws RepositoryException, IOException, TrustException {
        repository.stage(delegate(SUITES, SUITE_PATHS));
        if (packages > 0) {
            repository.stage(delegate(PACKAGES, POOL_PATHS));
            int bits = new BinSizing(packages, BinSizing.DEFAULT_TOUCHED).bitLength();
            if (bits > 0) {
                repository.stage(
                        new Change.DelegateBins(PACKAGES, Change.BinStyle.SUCCINCT, bits, BINS, KeyRequest.ONE));
            }
        }
    }

    private static Change.Delegate delegate(String name, List<String> paths) {
        return new Change.Delegate(
                "targets",
                name,
                new PathScope.Paths(paths.stream().map(PathPattern::new).toList()),
                true,
                KeyRequest.ONE);
    }

    /** Nobody else changes anything until it is closed. */
    public RepositoryHold hold() throws RepositoryException, IOException {
        return repository.hold();
    }

    /** Whether private keys are in files, so that a passphrase is needed. */
    public boolean hasKeyFiles() throws IOException {
        return repository.hasKeyFiles();
    }

    /** The private keys; the passphrase is overwritten when they are closed. */
    public KeyRing unlock(char[] passphrase) throws RepositoryException, IOException {
        KeyRing keys = repository.unlock(passphrase);
        keys.prepare(RoleType.TIMESTAMP.text());
        return keys;
    }

    /** Plans what TUF is to say from now on. */
    public PublicationPlan plan(List<PoolFile> described, List<String> removed, KeyRing keys, Instant now)
            throws RepositoryException, IOException, TrustException {
        List<TargetFile> targets = described.stream()
                .map(file -> TargetFile.of(file.path(), file.size(), Hashes.ofSha256(file.sha256())))
                .toList();
        return repository.plan(new TargetEdits(targets, removed), keys, now, PlanOptions.DEFAULT);
    }

    /** Plans to sign again what is due. */
    public Refresh planRefresh(KeyRing keys, Instant now) throws RepositoryException, IOException, TrustException {
        return repository.planRefresh(keys, now, PlanOptions.ClockCheck.ENFORCED);
    }

    /** Carries out a plan. */
    public void publish(PublicationPlan plan, Instant now) throws RepositoryException, IOException, TrustException {
        repository.publish(plan, now);
    }

    /** Whether clients find a file, with just these bytes. */
    public boolean describes(PoolFile file) throws IOException, RepositoryException, TrustException {
        return repository
                .find(file.path())
                .filter(found -> file.sha256().equals(found.hashes().get(HashFunction.SHA256.text())))
                .isPresent();
    }

    /** The files beside folders that role {@code suites} describes: their paths, and the SHA-256 of each. */
    public Map<String, String> outsideFolders() throws IOException, TrustException {
        Map<String, String> files = new TreeMap<>();
        Optional<Targets> suites = repository.delegatedRole(SUITES);
        if (suites.isPresent()) {
            for (TargetFile target : suites.get().targets().values()) {
                if (!target.path().contains("/")) {
                    files.put(
                            target.path(),
                            target.hashes().hexByFunction().getOrDefault(HashFunction.SHA256.text(), ""));
                }
            }
        }
        return files;
    }

    /** The repository itself, for what is not about the archive. */
    public Repository repository() {
        return repository;
    }
}

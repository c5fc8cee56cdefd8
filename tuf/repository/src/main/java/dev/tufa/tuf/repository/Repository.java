package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.NewKey;
import dev.tufa.tuf.repository.signing.online.SigningRecord;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A TUF repository in a folder. Changes are staged first, then planned, then published:
 *
 * <pre>{@code
 * Repository repository = Repository.open(folder);
 * repository.add(file, "tool-1.0.tar.gz", AddOptions.DEFAULT);
 * try (KeyRing keys = repository.unlock(passphrase)) {
 *   PublicationPlan plan = repository.plan(keys, now, PlanOptions.DEFAULT);
 *   repository.publish(plan, now);
 * }
 * }</pre>
 *
 * <p>Whatever changes something takes the folder's lease, and ends a publication that was interrupted before it begins. Who
 * loses the lease, because it was stopped or cut off for too long, gets a {@link FencedException} and changes nothing more. Every
 * method that is refused, or that fails, leaves what clients see as it was. The object remembers what it has verified, so that
 * publishing again and again costs what changes; several may be open on one folder, and each is for one thread at a time.
 */
public final class Repository {
    /** Longest time between planning and publishing; what a plan signs is dated by when it was made. */
    private static final Duration PLAN_LIFETIME = Duration.ofHours(1);

    private final RepositoryFolder folder;

    private Repository(RepositoryFolder folder) {
        this.folder = folder;
    }

    /**
     * Makes a repository: new keys for every top-level role, and a first publication without targets. The folder and those
     * above it are made if they are missing.
     *
     * @param passphrase encrypts the private keys; overwritten before this returns
     * @throws ChangeRefusedException if the folder has a repository already
     */
    public static Repository init(Path directory, InitOptions options, char[] passphrase, Instant now)
            throws RepositoryException, IOException, TrustException {
        return init(directory, options, passphrase, now, new LocalDisk());
    }

    /** The same on a disk that need not be this computer's own. */
    @SuppressWarnings("exports") // for whoever may see the disk
    public static Repository init(Path directory, InitOptions options, char[] passphrase, Instant now, Disk disk)
            throws RepositoryException, IOException, TrustException {
        return init(directory, options, passphrase, now, disk, Surroundings.ofProcess());
    }

    /** Like {@link #init(Path, InitOptions, char[], Instant)}, with registered keys that need these surroundings to sign. */
    public static Repository init(
            Path directory, InitOptions options, char[] passphrase, Instant now, Surroundings surroundings)
            throws RepositoryException, IOException, TrustException {
        return init(directory, options, passphrase, now, new LocalDisk(), surroundings);
    }

    private static Repository init(
            Path directory, InitOptions options, char[] passphrase, Instant now, Disk disk, Surroundings surroundings)
            throws RepositoryException, IOException, TrustException {
        for (KeyRequest keys : options.keys().values()) {
            options.settings().policy().requireAllowed(keys);
        }
        RepositoryFolder folder = new RepositoryFolder(directory, disk);
        try (KeyRing keys = folder.newKeyRing(passphrase, options, surroundings);
                LockedFolder locked = folder.makeDirectoriesAndLock()) {
            locked.recover();
            if (!folder.isEmpty()) {
                throw new ChangeRefusedException(
                        "%s: expected no repository, got one".formatted(Printable.of(directory.toString())));
            }
            PublicationPlan plan = Genesis.plan(options, keys, now);
            locked.check(plan, Optional.empty(), now);
            locked.publish(plan);
        }
        return new Repository(folder);
    }

    /**
     * Adopts a repository that somebody else has published, as a client trusts it: refuses what a client refuses, except what
     * has expired. Every file keeps its bytes; nothing is signed. From then on it is a repository like any other, for which no
     * private keys are here yet.
     *
     * @param source a folder with the published metadata and, if they are wanted, target files
     * @throws ChangeRefusedException if the folder has a repository already
     * @throws TrustException if a client would refuse the source
     */
    public static Adopted adopt(Path source, Path directory, AdoptOptions options, Instant now)
            throws RepositoryException, IOException, TrustException {
        return adopt(source, directory, options, now, new LocalDisk());
    }

    static Adopted adopt(Path source, Path directory, AdoptOptions options, Instant now, Disk disk)
            throws RepositoryException, IOException, TrustException {
        AdoptionSource verified = AdoptionSource.verify(PublishedTree.find(disk, source), options.pinnedRoot());
        RepositoryFolder folder = new RepositoryFolder(directory, disk);
        try (LockedFolder locked = folder.makeDirectoriesAndLock()) {
            if (folder.exists(Layout.SETTINGS) || folder.isPublishing()) {
                throw new ChangeRefusedException(
                        "%s: expected no repository, got one".formatted(Printable.of(directory.toString())));
            }
            return locked.adopt(verified, options, now);
        }
    }

    /**
     * Opens a repository.
     *
     * @throws IOException if there is none in the folder
     */
    public static Repository open(Path directory) throws RepositoryException, IOException {
        return open(directory, new LocalDisk());
    }

    /** Opens a repository, and holds its lease as told. */
    public static Repository open(Path directory, LeaseOptions lease) throws RepositoryException, IOException {
        return open(directory, new LocalDisk(), lease);
    }

    /** Opens a repository on a disk that need not be this computer's own. */
    @SuppressWarnings("exports") // for whoever may see the disk
    public static Repository open(Path directory, Disk disk) throws RepositoryException, IOException {
        return open(directory, disk, LeaseOptions.DEFAULT);
    }

    static Repository open(Path directory, Disk disk, LeaseOptions lease) throws RepositoryException, IOException {
        RepositoryFolder folder = new RepositoryFolder(directory, disk, lease);
        if (folder.isEmpty()) {
            throw new FileSystemException(directory.toString(), null, "expected a repository, got none");
        }
        Repository repository = new Repository(folder);
        if (!folder.exists(Layout.SETTINGS)) { // making it was interrupted
            repository.recover();
        }
        return repository;
    }

    /**
     * Takes the lease, and holds it over all that is done with this object until it is closed: nobody else changes anything between
     * planning and publishing, for example. Without it, each method takes the lease and gives it back.
     *
     * @throws LockedException if somebody else holds it for longer than there is patience
     */
    public RepositoryHold hold() throws RepositoryException, IOException {
        return new RepositoryHold(folder.lock());
    }

    /**
     * Takes the repository over from whoever holds its lease. Only for an operator who knows that this program is dead, and does not
     * want to wait until its lease expires; if it is not, it gets a {@link FencedException} instead of changing anything.
     *
     * @return from whom; nobody if the lease was free
     */
    public static Optional<LeaseHolder> breakLease(Path directory, LeaseOptions lease)
            throws RepositoryException, IOException {
        return new RepositoryFolder(directory, new LocalDisk(), lease).breakLease();
    }

    /** The folder to serve over HTTP; it holds {@code metadata} and {@code targets}. */
    public Path publishedFolder() {
        return folder.publishedFolder();
    }

    /**
     * The private keys, to plan with.
     *
     * @param passphrase taken over; overwritten when the key ring is closed
     */
    public KeyRing unlock(char[] passphrase) throws RepositoryException, IOException {
        return unlock(passphrase, Surroundings.ofProcess());
    }

    /**
     * The private keys, to plan with.
     *
     * @param passphrase taken over; overwritten when the key ring is closed. It may be empty if no key is in a file
     * @param surroundings what keys outside may ask of the world
     */
    public KeyRing unlock(char[] passphrase, Surroundings surroundings) throws RepositoryException, IOException {
        boolean unlocked = false;
        try (LockedFolder locked = folder.lockAndRecover()) {
            KeyRing keys = folder.keyRing(passphrase, surroundings);
            unlocked = true;
            return keys;
        } finally {
            if (!unlocked) {
                Arrays.fill(passphrase, '\0');
            }
        }
    }

    /**
     * Stages a copy of a file as a target.
     *
     * @param targetPath relative, parted by {@code /}
     * @return what metadata will say of it. If it says so already, nothing is staged
     * @throws ChangeRefusedException if the path is malformed or taken, the file unreadable, or the role not one that a client
     *     would ask for this path
     */
    public TargetFile add(Path file, String targetPath, AddOptions options)
            throws RepositoryException, IOException, TrustException {
        return add(List.of(new Addition(file, targetPath, options))).get(0);
    }

    /**
     * Stages copies of files as targets, in order: what one of them does, the next one finds. If one is refused, none is staged.
     *
     * @return what metadata will say of each
     * @throws ChangeRefusedException as for a single one; it names all that are refused
     */
    public List<TargetFile> add(List<Addition> additions) throws RepositoryException, IOException, TrustException {
        return add(additions, addition -> {});
    }

    /**
     * The same for somebody who waits.
     *
     * @param begun hears of each addition before its file is read
     */
    public List<TargetFile> add(List<Addition> additions, Consumer<Addition> begun)
            throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            return new TargetStaging(locked).add(additions, begun);
        }
    }

    /**
     * What {@link #add(List)} would stage, which is not staged: those of which metadata says so already are left out.
     *
     * @return the changes
     * @throws ChangeRefusedException as for {@link #add(List)}
     */
    public List<Change> changesOf(List<Addition> additions) throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            return new TargetStaging(locked)
                    .copy(additions, StagedCopies.Kind.NONE, addition -> {})
                    .changes();
        }
    }

    /**
     * Stages the removal of a target.
     *
     * @throws ChangeRefusedException if no role describes it
     */
    public void remove(String targetPath) throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            new TargetStaging(locked).remove(targetPath);
        }
    }

    /**
     * Stages a delegation, the end of one, or a rotation of keys.
     *
     * @throws ChangeRefusedException if it cannot be made after what is staged already
     * @throws IllegalArgumentException if it is about a target, which {@code add} and {@code remove} stage
     */
    public void stage(Change change) throws RepositoryException, IOException, TrustException {
        if (change instanceof Change.AddTarget || change instanceof Change.RemoveTarget) {
            throw new IllegalArgumentException("change: expected one of roles or keys, got " + change.describe());
        }
        try (LockedFolder locked = folder.lockAndRecover()) {
            locked.stage(change);
        }
    }

    /**
     * The role that delegates to another one, with what is staged: {@code root} for top-level roles.
     *
     * @param name of the role, or of hash bins as a whole, such as {@code bin-*}
     * @throws ChangeRefusedException if no role does
     */
    public String delegatorOf(String name) throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            return new Delegators(locked.edits()).delegatorOf(name);
        }
    }

    /**
     * The hash bins that a role delegates to, with what is staged, as a name such as {@code bin-*}; empty if there are none.
     *
     * @throws ChangeRefusedException if there is no such role
     */
    public Optional<String> binsOf(String delegator) throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            return Delegators.binsOf(locked.edits().role(delegator)).map(BinGroup::name);
        }
    }

    /**
     * What the names of new hash bins may start with: a text that no role's name, old or new, starts with.
     *
     * @param wish with a number at its end if it is taken
     */
    public String freeBinPrefix(String wish) throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            RoleEdits edits = locked.edits();
            String prefix = wish;
            for (int number = 2; edits.isPrefixInUse(prefix + "-"); number++) {
                prefix = wish + number;
            }
            return prefix;
        }
    }

    /**
     * The target paths that clients find now and will not find after a change, in order; what is staged already counts as done.
     *
     * @throws ChangeRefusedException if the change cannot be made after what is staged already
     */
    public List<String> lostBy(Change change) throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            return new LostTargets(locked.edits()).by(change);
        }
    }

    /** Stages the replacement of a top-level role's keys by new ones, with a bridge for clients that hold an older root. */
    public void rotate(RoleType role, KeyRequest keys) throws RepositoryException, IOException, TrustException {
        stage(new Change.RotateKeys(role, keys, Change.OldKeys.KEEP_SIGNING));
    }

    /** Whether a private key is in an encrypted file here, so that a passphrase is needed for signing with all that is here. */
    public boolean hasKeyFiles() throws IOException {
        return folder.keyIndex().keys().stream().anyMatch(key -> key.source() instanceof KeySource.EncryptedFile);
    }

    /**
     * The keys that the repository knows, used or not, in the order in which they came.
     *
     * @param now tells which keys still sign after they were replaced
     */
    public List<RegisteredKey> keys(Instant now) throws IOException, TrustException {
        return folder.keys(now);
    }

    /**
     * Adds a key to those that the repository knows, for a role to be given later. A key without its private half will do: then
     * somebody else signs.
     *
     * @throws ChangeRefusedException if the key, or its key id, is registered already
     */
    public void register(NewKey key) throws RepositoryException, IOException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            locked.registry().add(key);
        }
    }

    /**
     * Forgets a key. The file of its private half, if there is one, is removed.
     *
     * @throws ChangeRefusedException if the key is not registered, or something published or staged needs it
     */
    public void unregister(String keyId, Instant now) throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            locked.registry().remove(keyId, now);
        }
    }

    /**
     * Everything that was signed for plans, in order, after a check that nothing of it was changed or left out.
     *
     * @throws IOException if something was
     */
    public List<SigningRecord> signingLog() throws IOException {
        return folder.signingLog();
    }

    /** Forgets everything that is staged. */
    public void unstage() throws RepositoryException, IOException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            locked.staging().clear();
        }
    }

    /** How the repository stands. It reads all metadata and verifies it as a client would, whatever has expired. */
    public Status status() throws IOException, TrustException {
        return folder.status();
    }

    /** What a good repository would do differently, the worst first. It reads all metadata and changes nothing. */
    public List<Finding> lint(Instant now) throws IOException, TrustException {
        return Linter.findings(folder.evidence(now), now);
    }

    /** What the repository keeps to. */
    public Settings settings() throws IOException {
        return folder.settings();
    }

    /** Lets the repository keep to other settings, from the next change or publication on. */
    public void configure(Settings settings) throws RepositoryException, IOException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            locked.configure(settings);
        }
    }

    /**
     * Plans to sign again what is due, of every role whose private keys are here. Of what is staged nothing is published.
     *
     * @param now dates all signatures
     * @throws ClockException if the time cannot be right
     * @throws TrustException if clients would refuse the result
     */
    public Refresh planRefresh(KeyRing keys, Instant now, PlanOptions.ClockCheck clockCheck)
            throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            return Planning.begin(locked, keys, now, clockCheck).refresh();
        }
    }

    /**
     * Plans the next publication: what is staged, and what has to be renewed. Nothing is written that anybody sees, but what was
     * signed is noted: the versions of a plan that comes to nothing are not used again, except that of root.
     *
     * @param now dates all signatures
     * @throws ClockException if the time cannot be right
     * @throws MissingKeyException if a private key that is needed is not here
     * @throws dev.tufa.tuf.repository.signing.WrongPassphraseException if one does not open
     * @throws TrustException if clients would refuse the result
     */
    public PublicationPlan plan(KeyRing keys, Instant now, PlanOptions options)
            throws RepositoryException, IOException, TrustException {
        return plan(keys, now, options, locked -> Planner.Unstaged.NOTHING);
    }

    /**
     * The same with target files that need not be staged first: for a process that adds and publishes at once. Their copies are
     * of use only to this plan.
     *
     * @throws ChangeRefusedException as for {@link #add(List)}; nothing is planned then
     */
    public PublicationPlan plan(List<Addition> additions, KeyRing keys, Instant now, PlanOptions options)
            throws RepositoryException, IOException, TrustException {
        return plan(
                keys,
                now,
                options,
                locked -> Planner.Unstaged.of(new TargetStaging(locked)
                        .copy(additions, StagedCopies.Kind.DURABLE_WHEN_PUBLISHED, addition -> {})
                        .changes()));
    }

    /**
     * The same with target files that are not here and never need be: only what metadata says of them. They are read once, need
     * not fit into memory, and go into the hash bins of the role that is named or, if none is, of {@code targets}; into that role
     * itself if it has no bins.
     *
     * @param options for all of them; custom data is each target's own
     * @throws ChangeRefusedException if clients would not find one there, or its path is taken
     */
    public PublicationPlan plan(
            TargetDescriptions descriptions, AddOptions addOptions, KeyRing keys, Instant now, PlanOptions options)
            throws RepositoryException, IOException, TrustException {
        return plan(keys, now, options, locked -> Planner.Unstaged.of(descriptions, addOptions));
    }

    /**
     * The same with target files that change where somebody else keeps them: those that are in the roles already, or go into whatever
     * roles their paths lead to, and those that are gone. They have to fit into memory.
     *
     * @throws ChangeRefusedException if a path is malformed
     */
    public PublicationPlan plan(TargetEdits edits, KeyRing keys, Instant now, PlanOptions options)
            throws RepositoryException, IOException, TrustException {
        return plan(keys, now, options, locked -> Planner.Unstaged.of(edits));
    }

    private PublicationPlan plan(KeyRing keys, Instant now, PlanOptions options, Planning.Intake intake)
            throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            keys.prepare(RoleType.TIMESTAMP.text());
            return Planning.begin(locked, keys, now, options.clockCheck()).plan(options, intake);
        }
    }

    /**
     * Carries out a plan. If this fails half way, clients see either what they saw before or all of the plan, and the next
     * method that changes something brings it to its end.
     *
     * @throws StalePlanException if something else was published since, or the plan is more than an hour old
     * @throws WriteOnceException if a file is there that nobody should have written
     */
    public void publish(PublicationPlan plan, Instant now) throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            if (now.isBefore(plan.plannedAt()) || now.isAfter(plan.plannedAt().plus(PLAN_LIFETIME))) {
                throw new StalePlanException(
                        "plan: expected to be published within an hour of %s, got %s".formatted(plan.plannedAt(), now));
            }
            locked.requirePlausible(now, PlanOptions.ClockCheck.TRUSTED);
            ClientUpdate live = locked.live();
            locked.requireBase(plan.base(), live);
            locked.requireSetAside(plan);
            locked.check(plan, Optional.of(live), now);
            locked.publish(plan).ifPresent(result -> locked.follow(plan, result, now));
            new EventEnding(folder, locked, now).replan();
        }
    }

    /**
     * Takes every published target whose path begins with a text, by path: also those that clients do not come to because another role
     * describes the path before.
     *
     * @param role only what this role describes
     */
    public void targets(String prefix, Optional<String> role, Consumer<PublishedTarget> taker)
            throws RepositoryException, IOException, TrustException {
        new TargetLookup(folder.live(), folder.index()).each(prefix, role, taker);
    }

    /** The published metadata of a role that {@code targets} delegates to by its name; nothing else is read. Empty if there is none. */
    public Optional<Targets> delegatedRole(String name) throws IOException, TrustException {
        ClientUpdate live = folder.current();
        Optional<RoleAuthority> authority =
                ClientUpdate.delegation(live.targets(live.stage().topLevel()), RoleType.TARGETS.text(), name);
        return authority.isPresent() ? Optional.of(live.targets(authority.get())) : Optional.empty();
    }

    /** What clients find for a target path. */
    public Optional<PublishedTarget> find(String targetPath) throws RepositoryException, IOException, TrustException {
        return new TargetLookup(folder.live(), folder.index()).find(targetPath);
    }

    /**
     * Removes files from the published tree that no client can ask for any more: metadata and target files that nothing published has
     * named for longer than the graces. Roots stay for ever.
     *
     * @throws ClockException if the time cannot be right
     * @throws ChangeRefusedException if the repository does not use consistent snapshots, so that names tell nothing
     */
    public Collected collect(CollectOptions options, Instant now)
            throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            locked.requirePlausible(now, PlanOptions.ClockCheck.ENFORCED);
            locked.requireNotOlder(locked.live());
            return locked.collect(options, now);
        }
    }

    /** What several people sign together before it is published. */
    public Events events() {
        return new Events(folder);
    }

    /** Ends a publication that was interrupted, as every other method that changes something does first. */
    public Recovery recover() throws RepositoryException, IOException {
        try (LockedFolder locked = folder.lock()) {
            return locked.recover();
        }
    }

    /**
     * Makes a repository anew around its published tree, when everything else is lost, damaged or older than the tree: settings,
     * the list of keys, the journal. No version is used again that clients may have seen. Nothing is signed.
     *
     * @return what was done and, for a damaged tree, what is missing or wrong and what can still be done
     * @throws IOException if there is no published tree
     */
    public static Rebuilt rebuild(Path directory, RebuildOptions options, Instant now)
            throws RepositoryException, IOException, TrustException {
        return rebuild(directory, options, now, LeaseOptions.DEFAULT);
    }

    /** The same, and holds the lease as told. */
    public static Rebuilt rebuild(Path directory, RebuildOptions options, Instant now, LeaseOptions lease)
            throws RepositoryException, IOException, TrustException {
        return rebuild(directory, options, now, new LocalDisk(), lease);
    }

    static Rebuilt rebuild(Path directory, RebuildOptions options, Instant now, Disk disk)
            throws RepositoryException, IOException, TrustException {
        return rebuild(directory, options, now, disk, LeaseOptions.DEFAULT);
    }

    private static Rebuilt rebuild(Path directory, RebuildOptions options, Instant now, Disk disk, LeaseOptions lease)
            throws RepositoryException, IOException, TrustException {
        RepositoryFolder folder = new RepositoryFolder(directory, disk, lease);
        if (options.from().isEmpty() && !folder.exists(Layout.METADATA)) {
            throw new IOException(
                    "%s: expected a published tree, got none".formatted(Printable.of(directory.toString())));
        }
        try (LockedFolder locked = folder.makeDirectoriesAndLock()) {
            return locked.rebuild(options, now);
        }
    }

    /**
     * Gives up a publication that was interrupted and cannot be ended, because of a disk that refuses a file for example. What
     * was staged still is.
     *
     * @return {@link Recovery#ABANDONED}, or {@link Recovery#NOTHING_TO_DO}
     * @throws ChangeRefusedException if clients have seen it already, so that it has to be ended
     */
    public Recovery abandon() throws RepositoryException, IOException {
        try (LockedFolder locked = folder.lock()) {
            return locked.abandon();
        }
    }
}

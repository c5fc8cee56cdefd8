package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
 * <p>Whatever changes something takes the folder's lock, and ends a publication that was interrupted before it begins. Every
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

    static Repository init(Path directory, InitOptions options, char[] passphrase, Instant now, Disk disk)
            throws RepositoryException, IOException, TrustException {
        RepositoryFolder folder = new RepositoryFolder(directory, disk);
        try (KeyRing keys = folder.newKeyRing(passphrase, options.settings());
                RepositoryFolder.Locked locked = folder.makeDirectoriesAndLock()) {
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
     * Opens a repository.
     *
     * @throws IOException if there is none in the folder
     */
    public static Repository open(Path directory) throws RepositoryException, IOException {
        return open(directory, new LocalDisk());
    }

    static Repository open(Path directory, Disk disk) throws RepositoryException, IOException {
        RepositoryFolder folder = new RepositoryFolder(directory, disk);
        if (folder.isEmpty()) {
            throw new IOException("%s: expected a repository, got none".formatted(Printable.of(directory.toString())));
        }
        Repository repository = new Repository(folder);
        if (!folder.exists(Layout.SETTINGS)) { // making it was interrupted
            repository.recover();
        }
        return repository;
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
        boolean unlocked = false;
        try (RepositoryFolder.Locked locked = folder.lock()) {
            locked.recover();
            KeyRing keys = folder.keyRing(passphrase);
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
     * @throws ChangeRefusedException as for a single one
     */
    public List<TargetFile> add(List<Addition> additions) throws RepositoryException, IOException, TrustException {
        try (RepositoryFolder.Locked locked = folder.lock()) {
            locked.recover();
            return new TargetStaging(locked).add(additions);
        }
    }

    /**
     * Stages the removal of a target.
     *
     * @throws ChangeRefusedException if no role describes it
     */
    public void remove(String targetPath) throws RepositoryException, IOException, TrustException {
        try (RepositoryFolder.Locked locked = folder.lock()) {
            locked.recover();
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
        try (RepositoryFolder.Locked locked = folder.lock()) {
            locked.recover();
            locked.stage(change);
        }
    }

    /** Stages the replacement of a top-level role's keys by new ones, with a bridge for clients that hold an older root. */
    public void rotate(RoleType role, KeyRequest keys) throws RepositoryException, IOException, TrustException {
        stage(new Change.RotateKeys(role, keys, Change.OldKeys.KEEP_SIGNING));
    }

    /** Forgets everything that is staged. */
    public void unstage() throws RepositoryException, IOException {
        try (RepositoryFolder.Locked locked = folder.lock()) {
            locked.recover();
            locked.staging().clear();
        }
    }

    /** How the repository stands. It reads all metadata and verifies it as a client would, whatever has expired. */
    public Status status() throws IOException, TrustException {
        return folder.status();
    }

    /**
     * Plans the next publication: what is staged, and what has to be renewed. Nothing is written.
     *
     * @param now dates all signatures
     * @throws ClockException if the time cannot be right
     * @throws MissingKeyException if a private key that is needed is not here
     * @throws dev.tufa.tuf.repository.signing.WrongPassphraseException if one does not open
     * @throws TrustException if clients would refuse the result
     */
    public PublicationPlan plan(KeyRing keys, Instant now, PlanOptions options)
            throws RepositoryException, IOException, TrustException {
        try (RepositoryFolder.Locked locked = folder.lock()) {
            locked.recover();
            locked.requirePlausible(now, options.clockCheck());
            ClientUpdate live = locked.live();
            locked.requireNotOlder(live);
            List<StagedChange> staged = locked.staging().read();
            PublicationPlan plan = new Planner(
                            live, folder.settings(), folder.keyIndex(), keys, folder::exists, now, options)
                    .plan(staged, locked.staging().discards(staged));
            locked.check(plan, Optional.of(live), now);
            return plan;
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
        try (RepositoryFolder.Locked locked = folder.lock()) {
            locked.recover();
            if (now.isBefore(plan.plannedAt()) || now.isAfter(plan.plannedAt().plus(PLAN_LIFETIME))) {
                throw new StalePlanException(
                        "plan: expected to be published within an hour of %s, got %s".formatted(plan.plannedAt(), now));
            }
            locked.requirePlausible(now, PlanOptions.ClockCheck.TRUSTED);
            ClientUpdate live = locked.live();
            locked.requireBase(plan.base(), live);
            locked.check(plan, Optional.of(live), now);
            locked.publish(plan);
            new EventEnding(folder, locked, now).replan();
        }
    }

    /** What several people sign together before it is published. */
    public Events events() {
        return new Events(folder);
    }

    /** Ends a publication that was interrupted, as every other method that changes something does first. */
    public Recovery recover() throws RepositoryException, IOException {
        try (RepositoryFolder.Locked locked = folder.lock()) {
            return locked.recover();
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
        try (RepositoryFolder.Locked locked = folder.lock()) {
            return locked.abandon();
        }
    }
}

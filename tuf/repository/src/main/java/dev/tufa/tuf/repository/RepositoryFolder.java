package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyFiles;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.DirectoryLock;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything in a repository's folder: reading is always possible, changing only under the lock. */
final class RepositoryFolder {
    private final Disk disk;
    private final Layout layout;

    /** What was verified last, for whoever publishes again and again. Only used under the lock. */
    private @Nullable ClientUpdate known;

    private @Nullable Checked checked;

    RepositoryFolder(Path directory, Disk disk) {
        this.disk = disk;
        this.layout = new Layout(directory.toAbsolutePath().normalize());
    }

    /** Makes the directories, so that there is something to lock. */
    Locked makeDirectoriesAndLock() throws LockedException, IOException {
        DurableFiles files = new DurableFiles(disk);
        files.makeDirectories(layout.at(Layout.METADATA), Access.PUBLIC);
        files.makeDirectories(layout.at(Layout.TARGETS), Access.PUBLIC);
        files.makeDirectories(layout.at(Layout.KEYS), Access.PRIVATE);
        files.makeDirectories(layout.at(Layout.STAGED_FILES), Access.PRIVATE);
        files.makeDirectories(layout.at(Layout.JOURNAL), Access.PRIVATE);
        return lock();
    }

    /** Whether nothing was ever published here, nor is about to be. */
    boolean isEmpty() throws IOException {
        return !exists(Layout.SETTINGS)
                && journal().pending().isEmpty()
                && disk.list(layout.at(Layout.METADATA)).isEmpty();
    }

    boolean exists(String relative) {
        return disk.exists(layout.at(relative));
    }

    Path publishedFolder() {
        return layout.at(Layout.PUBLISHED);
    }

    /** The published metadata. */
    MetadataFiles metadata() {
        return fileName -> readIfPresent(Layout.metadata(fileName));
    }

    /** What is published, verified from the first root on, whatever has expired. */
    ClientUpdate live() throws IOException, TrustException {
        return ClientUpdate.fromGenesis(metadata(), ClientUpdate.BEFORE_ANY_EXPIRY);
    }

    /** The same, which need not be verified once more if it is what was verified last: versioned files never change. */
    private ClientUpdate knownOrLive() throws IOException, TrustException {
        ClientUpdate last = known;
        if (last == null || !isLive(last)) {
            last = live();
            known = last;
        }
        return last;
    }

    private boolean isLive(ClientUpdate update) throws IOException {
        return !exists(Layout.versioned(Math.addExact(update.root().version(), 1), RoleType.ROOT.text()))
                && Optional.of(update.timestampFile())
                        .equals(readIfPresent(Layout.TIMESTAMP).map(Content::of));
    }

    Settings settings() throws IOException {
        return Settings.read(disk.read(layout.at(Layout.SETTINGS)));
    }

    KeyIndex keyIndex() throws IOException {
        return KeyIndex.read(Layout.KEY_INDEX, disk.read(layout.at(Layout.KEY_INDEX)));
    }

    KeyRing keyRing(char[] passphrase) throws IOException {
        return new KeyRing(keyFiles(), keyIndex(), passphrase, settings().keyIterations());
    }

    KeyRing newKeyRing(char[] passphrase, Settings settings) {
        return new KeyRing(keyFiles(), KeyIndex.EMPTY, passphrase, settings.keyIterations());
    }

    EventStore eventStore() {
        return new EventStore(disk, layout);
    }

    /** The content of a file. */
    Content read(String relative) throws IOException {
        return Content.of(disk.read(layout.at(relative)));
    }

    /** What tells this repository from another: the SHA-256 of its first root. */
    String repositoryId() throws IOException {
        return read(Layout.versioned(1, RoleType.ROOT.text())).sha256();
    }

    Optional<LastPublication> lastPublication() throws IOException {
        return journal().last();
    }

    private Journal journal() {
        return new Journal(disk, layout);
    }

    Status status() throws IOException, TrustException {
        KeyFiles keyFiles = keyFiles();
        return new Status(
                new StatusReader(live(), keyIndex(), key -> keyFiles.has(key.fileName())).roles(),
                new Staging(disk, layout)
                        .read().stream().map(StagedChange::change).toList(),
                lastPublication().map(LastPublication::at),
                journal().pending().isPresent() ? Status.Publication.INTERRUPTED : Status.Publication.IDLE);
    }

    private Optional<byte[]> readIfPresent(String relative) throws IOException {
        return exists(relative) ? Optional.of(disk.read(layout.at(relative))) : Optional.empty();
    }

    private KeyFiles keyFiles() {
        return new KeyFiles() {
            @Override
            public boolean has(String fileName) {
                return exists(Layout.KEYS + "/" + fileName);
            }

            @Override
            public byte[] read(String fileName) throws IOException {
                return disk.read(layout.at(Layout.KEYS + "/" + fileName));
            }
        };
    }

    /** Takes the lock, or refuses at once. */
    Locked lock() throws LockedException, IOException {
        DirectoryLock lock = DirectoryLock.tryHold(layout.root())
                .orElseThrow(() -> new LockedException("%s: expected nobody else at work on it, got a lock that is held"
                        .formatted(Printable.of(layout.root().toString()))));
        return new Locked(lock);
    }

    /** The folder while nobody else changes it. */
    final class Locked implements AutoCloseable {
        private final DirectoryLock lock;

        private Locked(DirectoryLock lock) {
            this.lock = lock;
        }

        RepositoryFolder folder() {
            return RepositoryFolder.this;
        }

        Staging staging() {
            return new Staging(disk, layout);
        }

        Recovery recover() throws IOException {
            return new Publisher(disk, layout).recover();
        }

        Recovery abandon() throws ChangeRefusedException, IOException {
            return new Publisher(disk, layout).abandon();
        }

        /** What is published now. */
        ClientUpdate live() throws IOException, TrustException {
            return knownOrLive();
        }

        /** Refuses a plan after which a client would fail. One that was found good for the same state is not tried again. */
        void check(PublicationPlan plan, Optional<ClientUpdate> live, Instant now)
                throws ChangeRefusedException, IOException, TrustException {
            if (checked == null
                    || checked.plan() != plan
                    || !Optional.of(checked.live()).equals(live)) {
                ClientUpdate result = new SelfCheck(metadata(), now).require(plan, live);
                checked = live.isPresent() ? new Checked(plan, live.get(), result) : null;
            }
        }

        void publish(PublicationPlan plan) throws WriteOnceException, IOException {
            if (!plan.isEmpty()) {
                Checked good = checked;
                checked = null;
                new Publisher(disk, layout).publish(plan);
                known = good != null && good.plan() == plan ? good.result().reading(metadata()) : null;
            }
        }

        /** What will be when everything that is staged is published. */
        RoleEdits edits() throws RepositoryException, IOException, TrustException {
            RoleEdits edits = new RoleEdits(knownOrLive(), KeyMaker.NONE);
            for (StagedChange staged : staging().read()) {
                edits.apply(staged.change());
            }
            return edits;
        }

        /** Stages a change that concerns roles and keys. */
        void stage(Change change) throws RepositoryException, IOException, TrustException {
            edits().apply(change);
            if (change instanceof Change.RotateKeys rotation) {
                for (StagedChange staged : staging().read()) {
                    if (staged.change() instanceof Change.RotateKeys other && other.role() == rotation.role()) {
                        throw new ChangeRefusedException("rotation: expected one of %s in a publication, got two"
                                .formatted(rotation.role().text()));
                    }
                }
            }
            staging().add(List.of(change));
        }

        void requirePlausible(Instant now, PlanOptions.ClockCheck check) throws ClockException, IOException {
            Optional<LastPublication> last = lastPublication();
            if (last.isPresent()) {
                last.get().requirePlausible(now, settings(), check);
            }
        }

        void requireNotOlder(ClientUpdate live) throws StalePlanException, IOException {
            Optional<LastPublication> last = lastPublication();
            if (last.isPresent()) {
                last.get().requireNotAfter(live.timestamp().version());
            }
        }

        /** Refuses a plan that was made for another state. */
        void requireBase(PublicationPlan.Base base, ClientUpdate live) throws StalePlanException {
            boolean sameChanges = base.changes().stream().allMatch(RepositoryFolder.this::exists);
            boolean samePublished = base.timestamp().equals(live.timestampFile().sha256())
                    && base.root() == live.root().version();
            if (!samePublished || !sameChanges) {
                throw new StalePlanException("plan: expected the state that it was made for, got another %s"
                        .formatted(samePublished ? "set of staged changes" : "publication"));
            }
        }

        @Override
        public void close() throws IOException {
            lock.close();
        }
    }

    /** A plan that has been tried out. */
    private record Checked(PublicationPlan plan, ClientUpdate live, ClientUpdate result) {}
}

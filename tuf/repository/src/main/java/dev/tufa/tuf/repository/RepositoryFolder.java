package dev.tufa.tuf.repository;

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

/** Everything in a repository's folder: reading is always possible, changing only under the lock. */
final class RepositoryFolder {
    private final Disk disk;
    private final Layout layout;

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
                && !exists(Layout.PENDING)
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

    Optional<LastPublication> lastPublication() throws IOException {
        Optional<byte[]> content = readIfPresent(Layout.LAST_PUBLICATION);
        return content.isPresent() ? Optional.of(LastPublication.read(content.get())) : Optional.empty();
    }

    Status status() throws IOException, TrustException {
        KeyFiles keyFiles = keyFiles();
        return new Status(
                new StatusReader(live(), keyIndex(), key -> keyFiles.has(key.fileName())).roles(),
                new Staging(disk, layout)
                        .read().stream().map(StagedChange::change).toList(),
                lastPublication().map(LastPublication::at),
                exists(Layout.PENDING) ? Status.Publication.INTERRUPTED : Status.Publication.IDLE);
    }

    Evidence evidence(Instant now) throws IOException, TrustException {
        KeyFiles keyFiles = keyFiles();
        return new EvidenceReader(live(), settings(), keyIndex())
                .read(key -> keyFiles.has(key.fileName()), this::exists, layout.at(Layout.KEYS), now);
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

        void publish(PublicationPlan plan) throws WriteOnceException, IOException {
            if (!plan.isEmpty()) {
                new Publisher(disk, layout).publish(plan);
            }
        }

        /** What will be when everything that is staged is published. */
        RoleEdits edits() throws RepositoryException, IOException, TrustException {
            RoleEdits edits = new RoleEdits(live(), KeyMaker.PLACEHOLDERS);
            for (StagedChange staged : staging().read()) {
                edits.apply(staged.change());
            }
            return edits;
        }

        /** Stages a change that concerns roles and keys. */
        void stage(Change change) throws RepositoryException, IOException, TrustException {
            Optional<KeyRequest> keys = change.newKeys();
            if (keys.isPresent()) {
                settings().policy().requireAllowed(keys.get());
            }
            edits().apply(change);
            RootEdit root = new RootEdit(live().root());
            for (StagedChange staged : staging().read()) {
                root.preview(staged.change());
            }
            root.preview(change);
            staging().add(List.of(change));
        }

        void configure(Settings settings) throws IOException {
            new DurableFiles(disk).replace(layout.at(Layout.SETTINGS), settings.toBytes(), Access.PRIVATE);
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
}

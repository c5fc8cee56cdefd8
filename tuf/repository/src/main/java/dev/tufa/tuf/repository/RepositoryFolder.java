package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.index.IndexException;
import dev.tufa.tuf.repository.signing.KeyFiles;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.NewKey;
import dev.tufa.tuf.repository.signing.StoredKey;
import dev.tufa.tuf.repository.signing.online.SigningLog;
import dev.tufa.tuf.repository.signing.online.SigningRecord;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything in a repository's folder: reading is always possible, changing only under the lease. */
final class RepositoryFolder {
    private final Disk disk;
    private final Layout layout;
    private final Leases leases;
    private final RepositoryIndex index;
    private final IndexFollower follower;

    /** The lease, as long as it is held; then everything is read and written through its disk. */
    private @Nullable Lease lease;

    /** What was verified last, for whoever publishes again and again. Only used under the lease. */
    private @Nullable ClientUpdate known;

    private final TriedPlan triedPlan = new TriedPlan();

    private @Nullable SigningLog log;

    RepositoryFolder(Path directory, Disk disk) {
        this(directory, disk, LeaseOptions.DEFAULT);
    }

    RepositoryFolder(Path directory, Disk disk, LeaseOptions leaseOptions) {
        this.disk = disk;
        this.layout = new Layout(directory.toAbsolutePath().normalize());
        this.leases = new Leases(disk, layout, leaseOptions);
        this.index = new RepositoryIndex(disk, layout, metadata());
        this.follower = new IndexFollower(index);
    }

    Layout layout() {
        return layout;
    }

    TriedPlan triedPlan() {
        return triedPlan;
    }

    /** What was published just now and verified before; empty if it was not. */
    void remember(Optional<ClientUpdate> published) {
        known = published.map(update -> update.reading(metadata())).orElse(null);
    }

    IndexFollower follower() {
        return follower;
    }

    /** Reads without the lease from now on. */
    void release() {
        lease = null;
    }

    private Disk disk() {
        return lease == null ? disk : lease.disk();
    }

    /** Makes the directories, so that there is something to lock. */
    LockedFolder makeDirectoriesAndLock() throws LockedException, IOException {
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
                && !isPublishing()
                && disk().list(layout.at(Layout.METADATA)).isEmpty();
    }

    boolean exists(String relative) {
        return disk().exists(layout.at(relative));
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
        return ClientUpdate.fromRoot(metadata(), continuation().firstRoot(), ClientUpdate.BEFORE_ANY_EXPIRY);
    }

    SelfCheck selfCheck(Instant now) throws IOException {
        return new SelfCheck(metadata(), continuation().firstRoot(), now);
    }

    Continuation continuation() throws IOException {
        Optional<byte[]> content = readIfPresent(Layout.CONTINUATION);
        return content.isPresent() ? Continuation.read(content.get()) : Continuation.NONE;
    }

    /** The same, which need not be verified once more if it is what was verified last: versioned files never change. */
    ClientUpdate knownOrLive() throws IOException, TrustException {
        ClientUpdate last = known;
        if (last == null || !isLive(last)) {
            last = live();
            known = last;
        }
        return last;
    }

    /** What is published; whoever holds the lease need not verify it again. */
    ClientUpdate current() throws IOException, TrustException {
        return lease == null ? live() : knownOrLive();
    }

    SigningLog knownOrReadLog() throws IOException {
        SigningLog last = log;
        Path file = signingLogFile();
        if (last == null || !last.isCurrent()) {
            last = SigningLog.resume(disk(), file, layout.at(Layout.SIGNING_MARK));
            log = last;
        }
        return last;
    }

    /** The log of what was signed: under the lease, by a second name for it that is gone when the lease is. */
    private Path signingLogFile() throws IOException {
        Path log = layout.at(Layout.SIGNING_LOG);
        if (lease == null) {
            return log;
        }
        Path own = lease.signingLog();
        Disk held = lease.disk();
        boolean isThere = held.exists(log);
        boolean isLinked = held.exists(own);
        if (isThere && isLinked && held.isSameFile(own, log)) {
            return own;
        }
        try {
            if (isThere && (!isLinked || held.length(log) >= held.length(own))) {
                held.delete(own);
                held.link(log, own);
                return own;
            }
            if (!isLinked) {
                held.append(own, 0, new byte[0], Access.PRIVATE);
            }
            Path second = held.temporary(log); // the longer one is the later one: the other is from a backup
            held.link(own, second);
            held.rename(second, log);
            held.sync(layout.at(Layout.KEYS));
            return own;
        } catch (FileSystemException | UnsupportedOperationException e) { // no hard links
            held.delete(own);
            return log;
        }
    }

    private boolean isLive(ClientUpdate update) throws IOException {
        return !exists(Layout.versioned(Math.addExact(update.root().version(), 1), RoleType.ROOT.text()))
                && Optional.of(update.timestampFile())
                        .equals(readIfPresent(Layout.TIMESTAMP).map(Content::of));
    }

    RepositoryIndex index() {
        return index;
    }

    /** Every published targets role. Where there are very many, the index spares most of them being read. */
    RoleTree roles(ClientUpdate live, RoleTree.Look look) throws IOException, TrustException {
        if (RepositoryIndex.isWorthwhile(live)) {
            try {
                return index.ask(live, RoleTree.question(live, look));
            } catch (IndexException e) {
                return RoleTree.read(live, look); // which tells all that the index would have told
            } catch (RepositoryException e) {
                throw new IllegalStateException("reading refuses nothing", e);
            }
        }
        return RoleTree.read(live, look);
    }

    Settings settings() throws IOException {
        return Settings.read(disk().read(layout.at(Layout.SETTINGS)));
    }

    KeyIndex keyIndex() throws IOException {
        return KeyIndex.read(Layout.KEY_INDEX, disk().read(layout.at(Layout.KEY_INDEX)));
    }

    KeyRing keyRing(char[] passphrase, Surroundings surroundings) throws IOException {
        return new KeyRing(keyFiles(), keyIndex(), passphrase, settings().keyIterations(), surroundings);
    }

    KeyRing newKeyRing(char[] passphrase, InitOptions options, Surroundings surroundings) {
        KeyIndex index = KeyIndex.EMPTY.with(
                options.registered().stream().map(NewKey::stored).toList());
        Map<String, byte[]> files = new HashMap<>();
        for (NewKey key : options.registered()) {
            key.pem().ifPresent(pem -> files.put(Layout.keyFile(key.stored()), pem));
        }
        return new KeyRing(
                keyFiles(relative -> Optional.ofNullable(files.get(relative))),
                index,
                passphrase,
                options.settings().keyIterations(),
                surroundings);
    }

    EventStore eventStore() {
        return new EventStore(disk(), layout);
    }

    /** The content of a file. */
    Content read(String relative) throws IOException {
        return Content.of(disk().read(layout.at(relative)));
    }

    /** What tells this repository from another: the SHA-256 of its first root. */
    String repositoryId() throws IOException {
        return read(Layout.versioned(continuation().firstRoot(), RoleType.ROOT.text()))
                .sha256();
    }

    Optional<LastPublication> lastPublication() throws IOException {
        return journal().last();
    }

    /** Whether a publication was begun and not ended. */
    boolean isPublishing() throws IOException {
        return journal().pending().isPresent();
    }

    Journal journal() throws IOException {
        Path log = lease == null
                ? new EpochFolders(disk, layout).log().orElse(layout.at(Layout.OLD_JOURNAL_LOG))
                : lease.log();
        return new Journal(disk(), log);
    }

    Status status() throws IOException, TrustException {
        KeyFiles keyFiles = keyFiles();
        ClientUpdate live = live();
        return new Status(
                new StatusReader(live, keyIndex(), key -> KeyRing.isHere(keyFiles, key))
                        .roles(roles(live, RoleTree.Look.ROLES).roles()),
                new Staging(disk(), layout)
                        .read().stream().map(StagedChange::change).toList(),
                lastPublication().map(LastPublication::at),
                isPublishing() ? Status.Publication.INTERRUPTED : Status.Publication.IDLE,
                leases.holder());
    }

    List<RegisteredKey> keys(Instant now) throws IOException, TrustException {
        KeyFiles keyFiles = keyFiles();
        Settings settings = settings();
        Map<String, Set<String>> roles = new RoleEdits(live(), KeyMaker.PLACEHOLDERS).rolesByKeyId();
        List<RegisteredKey> keys = new ArrayList<>();
        for (StoredKey key : keyIndex().keys()) {
            keys.add(RegisteredKey.of(
                    key,
                    roles.getOrDefault(key.keyId(), Set.of()),
                    KeyRing.isHere(keyFiles, key) ? Status.PrivateKeyPlace.HERE : Status.PrivateKeyPlace.ELSEWHERE,
                    role -> key.use(role)
                            .filter(use -> use.signsAfterRetiring(now, settings.bridge()))
                            .isPresent()));
        }
        return keys;
    }

    List<SigningRecord> signingLog() throws IOException {
        List<SigningRecord> records = new ArrayList<>();
        SigningLog.open(disk(), layout.at(Layout.SIGNING_LOG), records::add);
        return records;
    }

    Evidence evidence(Instant now) throws IOException, TrustException {
        KeyFiles keyFiles = keyFiles();
        ClientUpdate live = live();
        return new EvidenceReader(live, roles(live, RoleTree.Look.HASHES), settings(), keyIndex())
                .read(key -> KeyRing.isHere(keyFiles, key), this::exists, layout.at(Layout.KEYS), now);
    }

    private Optional<byte[]> readIfPresent(String relative) throws IOException {
        if (exists(relative)) {
            return Optional.of(disk().read(layout.at(relative)));
        }
        if (lease != null) {
            lease.requireHeld();
        }
        return Optional.empty();
    }

    private KeyFiles keyFiles() {
        return new KeyFiles() {
            @Override
            public boolean has(String fileName) {
                return exists(Layout.KEYS + "/" + fileName);
            }

            @Override
            public byte[] read(String fileName) throws IOException {
                return disk().read(layout.at(Layout.KEYS + "/" + fileName));
            }
        };
    }

    /** Files that are about to be written. */
    private static KeyFiles keyFiles(Function<String, Optional<byte[]>> files) {
        return new KeyFiles() {
            @Override
            public boolean has(String fileName) {
                return files.apply(Layout.KEYS + "/" + fileName).isPresent();
            }

            @Override
            public byte[] read(String fileName) throws IOException {
                return files.apply(Layout.KEYS + "/" + fileName).orElseThrow(() -> new NoSuchFileException(fileName));
            }
        };
    }

    /** Takes the lease, which may take as long as there is patience. Whoever holds it already goes on holding it. */
    LockedFolder lock() throws LockedException, IOException {
        Lease held = lease;
        if (held != null) {
            return new LockedFolder(this, held, LockedFolder.End.KEEPS);
        }
        Lease taken = leases.take();
        lease = taken;
        return new LockedFolder(this, taken, LockedFolder.End.GIVES_BACK);
    }

    /** The same, and brings a publication that was interrupted to its end. */
    LockedFolder lockAndRecover() throws LockedException, IOException {
        LockedFolder locked = lock();
        boolean recovered = false;
        try {
            locked.recover();
            recovered = true;
            return locked;
        } finally {
            if (!recovered) {
                locked.close();
            }
        }
    }

    /** Takes the lease from whoever has not given it back. */
    Optional<LeaseHolder> breakLease() throws LockedException, IOException {
        return leases.breakLease();
    }
}

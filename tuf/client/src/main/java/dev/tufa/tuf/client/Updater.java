package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.RootStage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The client of one TUF repository (TUF 1.0.34 §5): refresh, find, download. It may be refreshed as often as is liked, and is
 * safe for use by many threads: those that read metadata take turns, downloads go on side by side. So do processes that share a
 * {@link MetadataStore}.
 *
 * <p>Every method that says so refuses what cannot be trusted by a {@link TrustException}, and reports what could not be
 * reached or stored by an {@link IOException}. After either, what was trusted before is unchanged and the next call starts
 * over.
 */
public final class Updater {
    private final MetadataStore metadataStore;
    private final TargetStore targetStore;
    private final MirrorList mirrors;
    private final Connector connector;
    private final Optional<byte[]> pinnedRoot;
    private final Limits limits;
    private final Asking asking;
    private final Clock clock;
    private final Listeners listeners;
    private final Optional<ListedMirrors> listed;
    private final Current current;
    private final Cancellation cancellation;

    Updater(UpdaterBuilder builder) {
        this.connector = new Connector(required(builder.fetcher, "fetcher"), builder.policy);
        this.metadataStore = required(builder.metadataStore, "metadataStore");
        this.targetStore = required(builder.targetStore, "targetStore");
        this.mirrors = new MirrorList(builder.allMirrors(), builder.targetNaming);
        this.pinnedRoot = Optional.ofNullable(builder.pinnedRoot);
        this.limits = builder.limits;
        this.asking = new Asking(builder.network, builder.rootInterval, builder.clockTolerance);
        this.clock = builder.clock;
        this.listeners = new Listeners(builder.progress, builder.events);
        this.listed = builder.mirrorList
                ? Optional.of(new ListedMirrors(metadataStore, mirrors, builder.allMirrors(), listeners))
                : Optional.empty();
        this.current = new Current();
        this.cancellation = Cancellation.NEVER;
    }

    private Updater(Updater other, Cancellation cancellation) {
        this.metadataStore = other.metadataStore;
        this.targetStore = other.targetStore;
        this.mirrors = other.mirrors;
        this.connector = other.connector;
        this.pinnedRoot = other.pinnedRoot;
        this.limits = other.limits;
        this.asking = other.asking;
        this.clock = other.clock;
        this.listeners = other.listeners;
        this.listed = other.listed;
        this.current = other.current;
        this.cancellation = cancellation;
    }

    /** An updater for the repository whose metadata is at a URL; its artifacts are beside it, at {@code ../targets/}. */
    public static UpdaterBuilder of(URI metadataUrl) {
        return new UpdaterBuilder(metadataUrl);
    }

    /** An updater for a repository that has its files on a mirror, and perhaps on others. */
    public static UpdaterBuilder of(Mirror first) {
        return new UpdaterBuilder(first.metadataUrl())
                .targetsUrl(first.targetsUrl())
                .first(first);
    }

    /**
     * Stores the root that a later update starts from. It must have come by a way that is trusted.
     *
     * @throws TrustException if it is not a root that is signed as it asks itself
     */
    public static void trust(byte[] root, MetadataStore store, Clock clock) throws IOException, TrustException {
        RootStage.load(root, clock.instant(), Limits.DEFAULT);
        try (MetadataStore.Lock lock = store.lock()) {
            store.write(RoleType.ROOT.text(), root);
        }
    }

    /**
     * This updater for somebody who may cancel: whatever is called on it ends with a {@link CancelledException} when he does.
     * Both stand for one and the same client.
     */
    public Updater cancelledBy(Cancellation token) {
        return new Updater(this, token);
    }

    /** The latest time at which something was trusted; empty if that is not known. */
    public Optional<Instant> latestTime() {
        return Notes.read(metadataStore).latest();
    }

    /**
     * Forgets the latest time that was seen, for a clock that was wrong and is right now. Whoever calls this has looked at the
     * clock: one that is wrong lets expired metadata count.
     */
    public void forgetTime() throws IOException, TrustException {
        exclusively(source -> {
            Notes notes = Notes.read(metadataStore);
            notes.withoutLatest().replace(notes, Duration.ZERO, metadataStore);
            return notes;
        });
    }

    /** Brings the top-level metadata up to date. The time of this call is the one that every expiry is compared with. */
    public Refreshed refresh() throws IOException, TrustException {
        return exclusively(this::refresh);
    }

    private Refreshed refresh(MetadataSource source) throws IOException, TrustException {
        Refresh refresh = new Refresh(metadataStore, limits, pinnedRoot, listeners, listed);
        Refreshing.Result result = new Refreshing(refresh, metadataStore, asking, listeners).run(now(), source);
        current.roles = result.roles();
        return result.refreshed();
    }

    /**
     * The most trusted description of a target; empty when the repository does not describe it. Refreshes first, if nothing has
     * yet.
     */
    public Optional<DelegationSearch.Found> find(String targetPath) throws IOException, TrustException {
        return Optional.ofNullable(find(List.of(targetPath)).get(targetPath));
    }

    /**
     * The most trusted description of each target, by target path; those that the repository does not describe are missing.
     * Roles are fetched side by side. Refreshes first, if nothing has yet.
     */
    public Map<String, DelegationSearch.Found> find(Collection<String> targetPaths) throws IOException, TrustException {
        return exclusively(source -> current(source).from(source, listeners).find(targetPaths));
    }

    /**
     * The description of a target by a search that begins with another role than the top-level one (TAP 13).
     *
     * @param beginning the role's name, and who signs it
     */
    public Optional<DelegationSearch.Found> find(String targetPath, RoleAuthority beginning)
            throws IOException, TrustException {
        return exclusively(source -> Optional.ofNullable(current(source)
                .from(source, listeners)
                .find(List.of(targetPath), beginning)
                .get(targetPath)));
    }

    /** Every target, after reading every role. Refreshes first, if nothing has yet. */
    public TargetListing list() throws IOException, TrustException {
        return list(path -> true);
    }

    /** Every target whose path matches, after reading every role. Refreshes first, if nothing has yet. */
    public TargetListing search(PathPattern pattern) throws IOException, TrustException {
        return list(pattern::matches);
    }

    private TargetListing list(Predicate<String> wanted) throws IOException, TrustException {
        return exclusively(source -> current(source).from(source, listeners).list(wanted));
    }

    /**
     * Downloads and verifies an artifact, unless the target store has that very content already (TUF 1.0.34 §5.7.3). A transfer
     * that breaks goes on after the bytes that are there.
     *
     * @param target what {@link #find} found
     * @return where the artifact is
     */
    public Path download(TargetFile target) throws IOException, TrustException {
        return downloader().one(target);
    }

    /**
     * Downloads and verifies artifacts side by side, as many at a time as the {@link TransferPolicy} allows. One that fails does
     * not keep the others from being downloaded, unless the disk is full or somebody cancels.
     *
     * @param targets what {@link #find} found
     */
    public Downloads download(Collection<TargetFile> targets) throws IOException {
        return downloader().all(targets);
    }

    private Downloader downloader() {
        return new Downloader(operation(), targetStore, this::sources, mirrors.health());
    }

    private List<Source> sources(TargetFile target) throws IOException, TrustException {
        if (asking.use().kind() == NetworkUse.Kind.NEVER) {
            throw new NotStoredException(target.path());
        }
        TrustedRoles known = current.roles;
        TrustedRoles roles = known == null ? exclusively(this::current) : known;
        return mirrors.of(target, roles.stage().root().consistentSnapshot().orElse(false));
    }

    /**
     * Writes the metadata that is trusted now, and artifacts that were downloaded, as one file that can be carried to a machine
     * that the network does not reach, and is a {@link Bundle} there. Refreshes first, if nothing has yet.
     *
     * @param targets what {@link #find} found; roles that were not read for them are not in the bundle
     * @throws NotStoredException if an artifact was not downloaded
     */
    public void export(Collection<TargetFile> targets, OutputStream out) throws IOException, TrustException {
        exclusively(source -> {
            TrustedRoles roles = current(source);
            new Export(metadataStore, targetStore, limits, out).write(roles, mirrors.naming(), targets);
            return roles;
        });
    }

    /** Where the artifact is, if the target store has exactly this content. */
    public Optional<Path> downloaded(TargetFile target) throws IOException, TrustException {
        return new TargetReceiver(target, targetStore, cancellation).isStored()
                ? Optional.of(targetStore.locate(target.path()))
                : Optional.empty();
    }

    /** §5.1. Expiry is in whole seconds, so that fractions of the present one decide nothing. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private TrustedRoles current(MetadataSource source) throws IOException, TrustException {
        if (current.roles == null) {
            refresh(source);
        }
        return required(current.roles, "current");
    }

    private Operation operation() {
        return new Operation(connector, cancellation, listeners);
    }

    /** Does something with metadata, when no other thread or process does. */
    private <T> T exclusively(Work<T> work) throws IOException, TrustException {
        cancellation.whileWaiting("for another thread", () -> {
            current.turn.lockInterruptibly();
            return current;
        });
        MetadataSource source = asking.use().kind() == NetworkUse.Kind.NEVER
                ? new StoredMetadata(metadataStore)
                : new NetworkMetadata(mirrors, operation());
        try (MetadataStore.Lock lock = cancellation.whileWaiting("for another process", metadataStore::lock)) {
            return work.with(source);
        } finally {
            source.end();
            current.turn.unlock();
        }
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException(name + ": expected a value, got none");
        }
        return value;
    }

    /** What is trusted now, by whoever's turn it is. */
    private static final class Current {
        private final ReentrantLock turn = new ReentrantLock();
        private volatile @Nullable TrustedRoles roles;
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(MetadataSource source) throws IOException, TrustException;
    }
}

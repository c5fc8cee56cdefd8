package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.TargetsStage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The client of one TUF repository (TUF 1.0.34 §5): refresh, find, download. It may be refreshed as often as is liked, and is
 * safe for use by many threads, which take turns; so do processes that share a {@link MetadataStore}.
 *
 * <p>Every method that says so refuses what cannot be trusted by a {@link TrustException}, and reports what could not be
 * reached or stored by an {@link IOException}. After either, what was trusted before is unchanged and the next call starts
 * over.
 */
public final class Updater {
    private final Fetcher fetcher;
    private final MetadataStore metadataStore;
    private final TargetStore targetStore;
    private final Locations locations;
    private final Optional<byte[]> pinnedRoot;
    private final Limits limits;
    private final TransferPolicy policy;
    private final ProgressListener progress;
    private final Clock clock;
    private @Nullable TrustedRoles current;

    private Updater(Builder builder) {
        this.fetcher = required(builder.fetcher, "fetcher");
        this.metadataStore = required(builder.metadataStore, "metadataStore");
        this.targetStore = required(builder.targetStore, "targetStore");
        this.locations = new Locations(
                builder.metadataUrl,
                Optional.ofNullable(builder.targetsUrl)
                        .orElseGet(
                                () -> Locations.withSlash(builder.metadataUrl).resolve("../targets/")),
                builder.targetNaming);
        this.pinnedRoot = Optional.ofNullable(builder.pinnedRoot);
        this.limits = builder.limits;
        this.policy = builder.policy;
        this.progress = builder.progress;
        this.clock = builder.clock;
    }

    /** An updater for the repository whose metadata is at a URL; its artifacts are beside it, at {@code ../targets/}. */
    public static Builder of(URI metadataUrl) {
        return new Builder(metadataUrl);
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

    /** Brings the top-level metadata up to date. The time of this call is the one that every expiry is compared with. */
    public synchronized Refreshed refresh() throws IOException, TrustException {
        Retrieval retrieval = new Retrieval(fetcher, policy, progress);
        Refresh.MetadataFetch fetch = request -> fetch(retrieval, request);
        try (MetadataStore.Lock lock = metadataStore.lock()) {
            TargetsStage stage = new Refresh(metadataStore, fetch, limits, pinnedRoot).run(now());
            TrustedRoles roles = new TrustedRoles(stage, metadataStore, fetch);
            Targets targets = roles.load(stage.topLevel());
            current = roles;
            return new Refreshed(stage.root(), stage.timestamp(), stage.snapshot(), targets, stage.updateStart());
        }
    }

    /**
     * The most trusted description of a target; empty when the repository does not describe it. Refreshes first, if nothing has
     * yet.
     */
    public synchronized Optional<DelegationSearch.Found> find(String targetPath) throws IOException, TrustException {
        TrustedRoles roles = current();
        try (MetadataStore.Lock lock = metadataStore.lock()) {
            return roles.find(targetPath);
        }
    }

    /** Every target, after reading every role. Refreshes first, if nothing has yet. */
    public TargetListing list() throws IOException, TrustException {
        return list(path -> true);
    }

    /** Every target whose path matches, after reading every role. Refreshes first, if nothing has yet. */
    public TargetListing search(PathPattern pattern) throws IOException, TrustException {
        return list(pattern::matches);
    }

    private synchronized TargetListing list(Predicate<String> wanted) throws IOException, TrustException {
        TrustedRoles roles = current();
        try (MetadataStore.Lock lock = metadataStore.lock()) {
            return roles.list(wanted);
        }
    }

    /**
     * Downloads and verifies an artifact, unless the target store has that very content already (TUF 1.0.34 §5.7.3).
     *
     * @param target what {@link #find} found
     * @return where the artifact is
     */
    public synchronized Path download(TargetFile target) throws IOException, TrustException {
        TargetReceiver receiver = new TargetReceiver(target, targetStore);
        if (!receiver.isStored()) {
            boolean consistent = current().stage().root().consistentSnapshot().orElse(false);
            new Retrieval(fetcher, policy, progress).target(locations.of(target, consistent), target.path(), receiver);
        }
        return targetStore.locate(target.path());
    }

    /** Where the artifact is, if the target store has exactly this content. */
    public Optional<Path> downloaded(TargetFile target) throws IOException, TrustException {
        return new TargetReceiver(target, targetStore).isStored()
                ? Optional.of(targetStore.locate(target.path()))
                : Optional.empty();
    }

    /** §5.1. Expiry is in whole seconds, so that fractions of the present one decide nothing. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private TrustedRoles current() throws IOException, TrustException {
        if (current == null) {
            refresh();
        }
        return required(current, "current");
    }

    private byte[] fetch(Retrieval retrieval, MetadataRequest request) throws IOException, TrustException {
        return retrieval.metadata(locations.of(request), request.fileName(), request.maxBytes());
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException(name + ": expected a value, got none");
        }
        return value;
    }

    /** The parts of an updater. */
    public static final class Builder {
        private final URI metadataUrl;
        private @Nullable URI targetsUrl;
        private @Nullable Fetcher fetcher;
        private @Nullable MetadataStore metadataStore;
        private @Nullable TargetStore targetStore;
        private byte @Nullable [] pinnedRoot;
        private TargetNaming targetNaming = TargetNaming.HASH_PREFIX;
        private Limits limits = Limits.DEFAULT;
        private TransferPolicy policy = TransferPolicy.DEFAULT;
        private ProgressListener progress = ProgressListener.NONE;
        private Clock clock = Clock.systemUTC();

        private Builder(URI metadataUrl) {
            this.metadataUrl = metadataUrl;
        }

        /** Where artifacts are, if not beside the metadata. */
        public Builder targetsUrl(URI url) {
            targetsUrl = url;
            return this;
        }

        /** What fetches. */
        public Builder fetcher(Fetcher value) {
            fetcher = value;
            return this;
        }

        /** Where trusted metadata is kept. */
        public Builder metadataStore(MetadataStore value) {
            metadataStore = value;
            return this;
        }

        /** Where verified artifacts are kept. */
        public Builder targetStore(TargetStore value) {
            targetStore = value;
            return this;
        }

        /**
         * The root that came with the application. Every refresh starts from it, so that nobody who can write to the metadata
         * store can put another in its place. Without it, refreshes start from the stored root.
         */
        public Builder pinnedRoot(byte[] root) {
            pinnedRoot = root.clone();
            return this;
        }

        /** How the repository names artifacts. */
        public Builder targetNaming(TargetNaming value) {
            targetNaming = value;
            return this;
        }

        /** How much is taken at most. */
        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        /** How patient the client is. */
        public Builder transferPolicy(TransferPolicy value) {
            policy = value;
            return this;
        }

        /** Who hears how transfers go. */
        public Builder progress(ProgressListener value) {
            progress = value;
            return this;
        }

        /** What tells the time. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /**
         * The updater. It makes no request before it is asked to.
         *
         * @throws IllegalStateException if the fetcher or a store is missing
         */
        public Updater build() {
            return new Updater(this);
        }
    }
}

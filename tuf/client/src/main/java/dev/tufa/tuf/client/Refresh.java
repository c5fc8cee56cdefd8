package dev.tufa.tuf.client;

import dev.tufa.tuf.client.MetadataSource.Accepted;
import dev.tufa.tuf.client.ProgressListener.Phase;
import dev.tufa.tuf.client.UpdateEvent.Decision;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import dev.tufa.tuf.trust.TimestampStage;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** TUF 1.0.34 §5.1 to §5.5 in order: it fetches, asks the stages of {@code dev.tufa.tuf.trust}, and stores. */
final class Refresh {
    private static final String ROOT = RoleType.ROOT.text();
    private static final String TIMESTAMP = RoleType.TIMESTAMP.text();
    private static final String SNAPSHOT = RoleType.SNAPSHOT.text();

    private final MetadataStore store;
    private final Limits limits;
    private final KeptRoots kept;
    private final Optional<byte[]> pinnedRoot;
    private final Listeners listeners;
    private final Optional<ListedMirrors> listed;

    Refresh(
            MetadataStore store,
            Limits limits,
            Optional<byte[]> pinnedRoot,
            Listeners listeners,
            Optional<ListedMirrors> listed) {
        this.store = store;
        this.limits = limits;
        this.kept = new KeptRoots(store, limits);
        this.pinnedRoot = pinnedRoot;
        this.listeners = listeners;
        this.listed = listed;
    }

    TargetsStage run(Instant updateStart, MetadataSource source) throws IOException, TrustException {
        RootStage root = updateRoot(start(updateStart), source); // §5.2, §5.3
        return afterRoot(root, source);
    }

    /** Goes on with the newest root that is known here: whoever asked for a newer one a moment ago need not ask again. */
    TargetsStage withoutNewerRoots(Instant updateStart, MetadataSource source) throws IOException, TrustException {
        return afterRoot(start(updateStart), source);
    }

    private TargetsStage afterRoot(RootStage root, MetadataSource source) throws IOException, TrustException {
        SnapshotStage snapshot = updateTimestamp(root.finish(), source); // §5.4
        TargetsStage targets = updateSnapshot(snapshot, source); // §5.5
        if (listed.isPresent() && root.mirrors().isPresent() && source.asksRepository()) {
            listed.get().update(root.mirrors().get(), source); // §4.7
        }
        return targets;
    }

    private RootStage start(Instant updateStart) throws IOException, TrustException {
        RootStage root = trustedRoot(updateStart);
        if (listed.isPresent()) {
            root.mirrors().ifPresent(listed.get()::takeStored);
        }
        return root;
    }

    /**
     * §5.2: the pinned root and the roots kept since then; without a pinned one, the stored root or, if that was damaged, the
     * newest kept one that is whole.
     */
    private RootStage trustedRoot(Instant updateStart) throws IOException, TrustException {
        if (pinnedRoot.isPresent()) {
            return kept.follow(pinnedRoot.get(), updateStart);
        }
        try {
            Optional<byte[]> stored = store.read(ROOT, limits.rootBytes());
            if (stored.isPresent()) {
                RootStage root = RootStage.load(stored.get(), updateStart, limits);
                store.writeRoot(root.root().version(), stored.get());
                return root;
            }
            return kept.newest(updateStart).orElseThrow(() -> new MissingRootException());
        } catch (TrustException damaged) {
            Optional<RootStage> newest = kept.newest(updateStart);
            if (newest.isPresent()) {
                return newest.get();
            }
            throw damaged;
        }
    }

    private RootStage updateRoot(RootStage trusted, MetadataSource source) throws IOException, TrustException {
        listeners.entered(Phase.ROOT);
        source.ahead(trusted.timestampRequest());
        RootStage root = trusted;
        try (NewestRoot newest = new NewestRoot()) {
            for (int rotations = 0; rotations < limits.rootRotations(); rotations++) { // §5.3.3: "more than Y"
                Optional<MetadataRequest> next = root.nextRoot();
                if (next.isEmpty()) {
                    break;
                }
                if (rotations > 0) { // one more means that there may be many more
                    int left = limits.rootRotations() - rotations;
                    root.nextRoots(Math.min(source.window(), left)).forEach(source::ahead);
                }
                Accepted<RootStage> accepted;
                try {
                    accepted = source.fetchRoot(next.get(), root::accept);
                } catch (NotAvailableException e) { // §5.3.3: "not available"; any other failure is one
                    break;
                }
                root = accepted.value();
                source.moved();
                if (root.revokesCachedRoles()) {
                    // §5.3.11, before the new root is stored: a crash between the two must not leave a forged floor
                    // for ever
                    store.delete(TIMESTAMP);
                    store.delete(SNAPSHOT);
                }
                newest.store(root.root().version(), accepted.bytes()); // §5.3.8
                accepted(RoleType.ROOT, root.root().version(), accepted);
            }
        }
        return root;
    }

    private SnapshotStage updateTimestamp(TimestampStage stage, MetadataSource source)
            throws IOException, TrustException {
        listeners.entered(Phase.TIMESTAMP);
        TimestampStage resumed = stage;
        Optional<byte[]> stored = store.read(TIMESTAMP, limits.timestampBytes());
        if (stored.isPresent()) {
            try {
                resumed = stage.resume(stored.get());
            } catch (TrustException e) {
                // damaged, or signed by keys that are no longer trusted: no floor
            }
        }
        Accepted<SnapshotStage> accepted = source.fetchNewest(
                resumed.request(), resumed::accept, newest -> newest.timestamp().version());
        SnapshotStage newest = accepted.value();
        Optional<byte[]> changed = newest.newTimestamp();
        if (changed.isPresent()) {
            store.write(TIMESTAMP, changed.get()); // §5.4.5
            accepted(RoleType.TIMESTAMP, newest.timestamp().version(), accepted);
        } else {
            kept(RoleType.TIMESTAMP, newest.timestamp().version());
        }
        return newest;
    }

    private TargetsStage updateSnapshot(SnapshotStage stage, MetadataSource source) throws IOException, TrustException {
        listeners.entered(Phase.SNAPSHOT);
        SnapshotStage resumed = stage;
        Optional<byte[]> stored = store.read(SNAPSHOT, limits.statedBytes());
        if (stored.isPresent()) {
            try {
                resumed = stage.resume(stored.get());
            } catch (TrustException e) {
                // damaged, or signed by keys that are no longer trusted: no floor
            }
        }
        Optional<TargetsStage> current = resumed.acceptResumed();
        if (current.isPresent()) {
            kept(RoleType.SNAPSHOT, current.get().snapshot().version());
            return current.get();
        }
        Accepted<TargetsStage> accepted = source.fetch(resumed.request(), resumed::accept);
        store.write(SNAPSHOT, accepted.bytes()); // §5.5.7
        accepted(RoleType.SNAPSHOT, accepted.value().snapshot().version(), accepted);
        return accepted.value();
    }

    private void accepted(RoleType role, long version, Accepted<?> accepted) {
        listeners.decided(UpdateEvent.accepted(role.file(), version, accepted));
    }

    private void kept(RoleType role, long version) {
        listeners.decided(UpdateEvent.about(Decision.KEPT, role.file()).version(version));
    }

    /** §5.3.8: stores each root of a chain under its version, and the last one, also of a chain that broke, as the one that is trusted. */
    private final class NewestRoot implements Closeable {
        private byte @Nullable [] bytes;

        void store(long version, byte[] accepted) throws IOException {
            store.writeRoot(version, accepted);
            bytes = accepted;
        }

        @Override
        public void close() throws IOException {
            if (bytes != null) {
                store.write(ROOT, bytes);
            }
        }
    }
}

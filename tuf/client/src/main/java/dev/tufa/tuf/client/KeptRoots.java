package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** TUF 1.0.34 §5.2: the roots that earlier updates have kept. None of them counts before its chain was followed. */
final class KeptRoots {
    private static final String ROOT = RoleType.ROOT.text();

    /** How many are read before they are followed. */
    private static final int AT_A_TIME = 64;

    /** From so many on, it pays to verify them in two threads. */
    private static final int MANY = 8;

    private final MetadataStore store;
    private final Limits limits;

    KeptRoots(MetadataStore store, Limits limits) {
        this.store = store;
        this.limits = limits;
    }

    /**
     * The newest root that a pinned one leads to; where this process knows already that it leads to the stored one, the way
     * between is not gone again.
     *
     * @throws TrustException if the pinned root is none
     */
    RootStage follow(byte[] pinned, Instant updateStart) throws TrustException {
        Optional<byte[]> stored = store.read(ROOT, limits.rootBytes());
        byte[] newest = stored.isPresent() && KnownChains.leads(pinned, stored.get()) ? stored.get() : pinned;
        RootStage root = RootStage.load(newest, updateStart, limits);
        for (List<byte[]> kept = after(root); !kept.isEmpty(); kept = after(root)) {
            AtomicInteger reached = new AtomicInteger();
            if (kept.size() >= MANY) {
                verifyFromTheEnd(root, kept, reached);
            }
            try {
                for (byte[] next : kept) {
                    root = root.accept(next);
                    newest = next;
                    reached.incrementAndGet();
                }
            } catch (TrustException e) {
                break; // a damaged copy; the repository has the true one
            } finally {
                reached.set(kept.size());
            }
        }
        KnownChains.followed(pinned, newest);
        return root;
    }

    private List<byte[]> after(RootStage root) {
        List<byte[]> kept = new ArrayList<>();
        for (MetadataRequest next : root.nextRoots(AT_A_TIME)) {
            Optional<byte[]> bytes = store.readRoot(next.version().orElseThrow(), limits.rootBytes());
            if (bytes.isEmpty()) {
                break;
            }
            kept.add(bytes.get());
        }
        return kept;
    }

    /** Meets whoever follows the chain in the middle: signatures that were right are known then, and nothing else is. */
    private static void verifyFromTheEnd(RootStage root, List<byte[]> kept, AtomicInteger reached) {
        CompletableFuture<Integer> unused = Workers.begin(() -> {
            int next = kept.size() - 1;
            while (next > reached.get()) {
                root.prepare(kept.get(next - 1), kept.get(next));
                next--;
            }
            return next;
        });
    }

    /** Without a pinned root: the newest kept one that is whole, which is stored again. */
    Optional<RootStage> newest(Instant updateStart) throws IOException {
        for (long version : store.rootVersions()) {
            Optional<byte[]> kept = store.readRoot(version, limits.rootBytes());
            try {
                if (kept.isPresent()) {
                    RootStage root = RootStage.load(kept.get(), updateStart, limits);
                    store.write(ROOT, kept.get());
                    return Optional.of(root);
                }
            } catch (TrustException e) {
                // damaged as well: an older one is tried
            }
        }
        return Optional.empty();
    }
}

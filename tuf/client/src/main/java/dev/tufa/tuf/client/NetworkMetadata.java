package dev.tufa.tuf.client;

import dev.tufa.tuf.client.UpdateEvent.Decision;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.MetadataRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Metadata from the mirrors of a repository: the first one that has a file is asked, and the next one when that fails or its
 * file is refused. What is newest several mirrors are asked side by side, because one that stands still looks like a repository
 * that publishes nothing.
 */
final class NetworkMetadata implements MetadataSource {
    /** How many mirrors are asked for the newest root and timestamp. */
    private static final int ASKED_FOR_NEWEST = 3;

    /** How long the others are waited for once one has answered. */
    private static final Duration STRAGGLERS = Duration.ofSeconds(1);

    /** A server that answers within this is near: what is asked ahead is not waited for, only in the way. */
    private static final Duration NEAR = Duration.ofMillis(10);

    private static final int AHEAD_OF_NEAR = 3;

    private final MirrorList mirrors;
    private final Operation operation;
    private final Cancellation aside = new Cancellation();
    private final Cancellation.Hook hook;
    private final Map<URI, Begun> begun = new HashMap<>();
    private volatile long quickestNanos = Long.MAX_VALUE;
    private int moves;

    NetworkMetadata(MirrorList mirrors, Operation operation) {
        this.mirrors = mirrors;
        this.operation = operation;
        this.hook = operation.cancellation().onCancel(aside::cancel);
    }

    @Override
    public boolean asksRepository() {
        return operation.asksRepository();
    }

    @Override
    public <T> Accepted<T> fetch(MetadataRequest request, Judge<T> judge) throws IOException, TrustException {
        Failures failures = new Failures();
        for (Source source : mirrors.of(request)) {
            try {
                return from(source, request, judge, null);
            } catch (CancelledException e) {
                throw e;
            } catch (IOException | TrustException e) {
                failures.add(e);
            }
        }
        throw failures.worst();
    }

    @Override
    public <T> Accepted<T> fetchRoot(MetadataRequest request, Judge<T> judge) throws IOException, TrustException {
        List<Source> sources = several(request);
        Failures failures = new Failures();
        @Nullable NotAvailableException missing = null;
        for (int i = 0; i < sources.size() && (i < ASKED_FOR_NEWEST || missing == null); i++) {
            try {
                return from(sources.get(i), request, judge, missing == null ? null : STRAGGLERS);
            } catch (NotAvailableException e) {
                missing = e;
            } catch (CancelledException e) {
                throw e;
            } catch (IOException | TrustException e) {
                failures.add(e);
            }
        }
        throw missing == null ? failures.worst() : missing;
    }

    @Override
    public <T> Accepted<T> fetchNewest(MetadataRequest request, Judge<T> judge, ToLongFunction<T> version)
            throws IOException, TrustException {
        List<Source> sources = several(request);
        Failures failures = new Failures();
        @Nullable Accepted<T> newest = null;
        for (int i = 0; i < sources.size() && (i < ASKED_FOR_NEWEST || newest == null); i++) {
            try {
                Accepted<T> accepted = from(sources.get(i), request, judge, newest == null ? null : STRAGGLERS);
                if (newest == null || version.applyAsLong(accepted.value()) > version.applyAsLong(newest.value())) {
                    newest = accepted;
                }
            } catch (CancelledException e) {
                throw e;
            } catch (IOException | TrustException e) {
                failures.add(e);
            }
        }
        if (newest == null) {
            throw failures.worst();
        }
        return newest;
    }

    /** Begins to ask several mirrors at once, if there are several. */
    private List<Source> several(MetadataRequest request) throws NotAvailableException {
        List<Source> sources = mirrors.of(request);
        if (sources.size() > 1) {
            ahead(request);
        }
        return sources;
    }

    private <T> Accepted<T> from(Source source, MetadataRequest request, Judge<T> judge, @Nullable Duration patience)
            throws IOException, TrustException {
        Optional<Begun> early = Optional.ofNullable(begun.remove(source.uri()));
        try {
            try {
                return accepted(source, early.isPresent() ? await(early.get(), patience) : get(source, request), judge);
            } catch (TrustException e) {
                if (early.isEmpty() || early.get().moves() == moves) {
                    throw e;
                }
                return accepted(source, get(source, request), judge);
            }
        } catch (CancelledException e) {
            throw e;
        } catch (NotAvailableException e) {
            tell(Decision.NOT_AVAILABLE, request, source, e);
            throw e;
        } catch (IOException e) {
            mirrors.health().failed(source.mirror());
            tell(Decision.FAILED, request, source, e);
            throw e;
        } catch (TrustException e) {
            mirrors.health().failed(source.mirror());
            tell(Decision.REFUSED, request, source, e);
            throw e;
        }
    }

    private <T> Accepted<T> accepted(Source source, byte[] bytes, Judge<T> judge) throws TrustException {
        Accepted<T> accepted = Accepted.by(judge, bytes, Optional.of(source.uri()));
        mirrors.health().worked(source.mirror());
        return accepted;
    }

    private byte[] get(Source source, MetadataRequest request) throws IOException, TrustException {
        return timed(() -> new Retrieval(operation).metadata(source.uri(), request.fileName(), request.maxBytes()));
    }

    private byte[] timed(Getting getting) throws IOException, TrustException {
        long start = System.nanoTime();
        byte[] bytes = getting.get();
        quickestNanos = Math.min(quickestNanos, System.nanoTime() - start);
        return bytes;
    }

    private byte[] await(Begun early, @Nullable Duration patience) throws IOException, TrustException {
        return patience == null
                ? Workers.await(early.bytes(), operation.cancellation())
                : Workers.await(early.bytes(), patience, operation.cancellation());
    }

    private void tell(Decision decision, MetadataRequest request, Source source, Exception cause) {
        UpdateEvent event = UpdateEvent.about(decision, request.fileName())
                .from(source.uri())
                .because(cause);
        operation
                .listeners()
                .decided(
                        request.version().isPresent()
                                ? event.version(request.version().getAsLong())
                                : event);
    }

    @Override
    public int window() {
        int most = operation.policy().connections() - 1;
        return quickestNanos < NEAR.toNanos() ? Math.min(AHEAD_OF_NEAR, most) : most;
    }

    @Override
    public void ahead(MetadataRequest request) {
        if (window() == 0) {
            return;
        }
        boolean sayWhatIsNewest =
                request.role().equals(RoleType.ROOT.text()) || request.role().equals(RoleType.TIMESTAMP.text());
        List<Source> sources;
        try {
            sources = mirrors.of(request);
        } catch (NotAvailableException e) {
            return; // is said when it is asked for
        }
        for (Source source : sources.subList(0, Math.min(sayWhatIsNewest ? ASKED_FOR_NEWEST : 1, sources.size()))) {
            if (!begun.containsKey(source.uri())) {
                Retrieval retrieval = new Retrieval(operation.beside(aside));
                begun.put(
                        source.uri(),
                        new Begun(
                                Workers.begin(() -> timed(() ->
                                        retrieval.metadata(source.uri(), request.fileName(), request.maxBytes()))),
                                moves));
            }
        }
    }

    @Override
    public void moved() {
        moves++;
    }

    @Override
    public void end() {
        begun.clear();
        hook.close();
        aside.cancel();
    }

    /**
     * A file that is being fetched.
     *
     * @param moves how much had been decided when it was asked for
     */
    private record Begun(CompletableFuture<byte[]> bytes, int moves) {}

    /** A way to get a file. */
    @FunctionalInterface
    private interface Getting {
        byte[] get() throws IOException, TrustException;
    }
}

package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** TUF 1.0.34 §5.7 for one artifact or for many. */
final class Downloader {
    private final Operation operation;
    private final TargetStore store;
    private final Places places;
    private final MirrorHealth health;

    Downloader(Operation operation, TargetStore store, Places places, MirrorHealth health) {
        this.operation = operation;
        this.store = store;
        this.places = places;
        this.health = health;
    }

    Path one(TargetFile target) throws IOException, TrustException {
        operation.listeners().entered(ProgressListener.Phase.ARTIFACTS);
        if (isMissing(target)) {
            operation.listeners().expected(1, target.length());
            fetch(target);
        }
        return store.locate(target.path());
    }

    Downloads all(Collection<TargetFile> targets) throws IOException {
        operation.listeners().entered(ProgressListener.Phase.ARTIFACTS);
        Map<String, TargetFile> wanted = new LinkedHashMap<>();
        for (TargetFile target : targets) {
            TargetFile other = wanted.putIfAbsent(target.path(), target);
            if (other != null && !other.equals(target)) {
                throw new IllegalArgumentException(
                        target.path() + ": expected one description of each artifact, got two that differ");
            }
        }
        Batch batch = new Batch();
        batch.plan(wanted.values());
        batch.run();
        Map<String, Path> files = new LinkedHashMap<>();
        Map<String, Exception> failures = new LinkedHashMap<>();
        for (String path : wanted.keySet()) {
            Exception failure = batch.failures.get(path);
            if (failure == null) {
                files.put(path, store.locate(path));
            } else {
                failures.put(path, failure);
            }
        }
        return new Downloads(files, failures);
    }

    /** Artifacts that several threads take from one queue. */
    private final class Batch {
        private final Queue<TargetFile> missing = new ArrayDeque<>();
        private final Map<String, Exception> failures = new HashMap<>();
        private @Nullable IOException end;

        void plan(Collection<TargetFile> targets) throws IOException {
            long bytes = 0;
            for (TargetFile target : targets) {
                try {
                    if (isMissing(target)) {
                        missing.add(target);
                        bytes += target.length();
                    }
                } catch (IntegrityException e) { // no hash that can be computed
                    failures.put(target.path(), e);
                }
            }
            operation.listeners().expected(missing.size(), bytes);
        }

        void run() throws IOException {
            List<CompletableFuture<Batch>> others = new ArrayList<>();
            for (int i = 1; i < Math.min(operation.policy().connections(), missing.size()); i++) {
                others.add(Workers.begin(this::work));
            }
            work();
            others.forEach(CompletableFuture::join); // they stop by themselves when this is cancelled
            if (end != null) {
                throw end;
            }
        }

        private Batch work() {
            for (TargetFile target = next(); target != null; target = next()) {
                try {
                    fetch(target);
                } catch (CancelledException | TargetReceiver.StorageException e) {
                    stop(e);
                } catch (IOException | TrustException e) {
                    failed(target, e);
                }
            }
            return this;
        }

        private synchronized @Nullable TargetFile next() {
            return missing.poll();
        }

        private synchronized void failed(TargetFile target, Exception e) {
            failures.put(target.path(), e);
        }

        private synchronized void stop(IOException e) {
            missing.clear();
            end = end == null ? e : end;
        }
    }

    private boolean isMissing(TargetFile target) throws IOException, IntegrityException {
        boolean stored = receiver(target).isStored();
        if (stored) {
            operation.listeners().decided(UpdateEvent.about(UpdateEvent.Decision.KEPT, target.path()));
        }
        return !stored;
    }

    private void fetch(TargetFile target) throws IOException, TrustException {
        new ArtifactRetrieval(operation, receiver(target)).from(places.of(target), health);
    }

    private TargetReceiver receiver(TargetFile target) {
        return new TargetReceiver(target, store, operation.cancellation());
    }

    /** Where an artifact may be fetched from. */
    @FunctionalInterface
    interface Places {
        List<Source> of(TargetFile target) throws IOException, TrustException;
    }
}

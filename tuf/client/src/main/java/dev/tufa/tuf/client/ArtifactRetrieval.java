package dev.tufa.tuf.client;

import dev.tufa.tuf.client.UpdateEvent.Decision;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gets an artifact from the mirrors that have it: a transfer that breaks goes on after the bytes that are there, at the same
 * mirror or at the next. What is put together in that way is verified as a whole; if it is not what was signed, it is fetched
 * anew from one mirror alone, so that one that lies cannot spoil what others send.
 */
final class ArtifactRetrieval {
    private static final int CHUNK = 256 << 10;
    private static final Duration UNLIMITED =
            Duration.ofSeconds(Long.MAX_VALUE / 2_000_000_000L); // its length and the speed bound it

    private final Operation operation;
    private final TargetReceiver receiver;
    private final byte[] buffer = new byte[CHUNK];
    private boolean startedOver;

    ArtifactRetrieval(Operation operation, TargetReceiver receiver) {
        this.operation = operation;
        this.receiver = receiver;
    }

    /** Gets it from the first source that has it. */
    void from(List<Source> sources, MirrorHealth health) throws IOException, TrustException {
        Failures failures = new Failures();
        try (TargetReceiver.Attempt attempt = receiver.begin()) {
            for (Source source : sources) {
                try {
                    from(source.uri(), attempt);
                    health.worked(source.mirror());
                    tell(UpdateEvent.about(Decision.ACCEPTED, receiver.path())
                            .bytes(receiver.length())
                            .from(source.uri()));
                    return;
                } catch (CancelledException | TargetReceiver.StorageException e) {
                    throw e;
                } catch (IOException | IntegrityException e) {
                    failures.add(e);
                    failed(source, health, e);
                }
            }
            attempt.keep();
        }
        throw failures.worst();
    }

    private void failed(Source source, MirrorHealth health, Exception e) {
        health.failed(source.mirror());
        Decision decision = e instanceof TrustException ? Decision.REFUSED : Decision.FAILED;
        tell(UpdateEvent.about(decision, receiver.path()).from(source.uri()).because(e));
    }

    private void tell(UpdateEvent event) {
        operation.listeners().decided(event);
    }

    /** Gets it from one place; starts over there, once, if what came does not fit what was there before. */
    private void from(URI uri, TargetReceiver.Attempt attempt) throws IOException, IntegrityException {
        try {
            untilComplete(uri, attempt);
        } catch (IntegrityException e) {
            boolean pieced = !attempt.isOnlyFrom(uri);
            attempt.restart();
            if (!pieced) {
                throw e;
            }
            untilComplete(uri, attempt);
        }
    }

    private void untilComplete(URI uri, TargetReceiver.Attempt attempt) throws IOException, IntegrityException {
        Pace pace = new Pace(receiver.path(), operation.policy(), UNLIMITED);
        Retrieval.Retries retries = new Retrieval.Retries(operation, uri, receiver.path());
        while (!attempt.isWhole()) {
            long before = attempt.size();
            try {
                once(uri, attempt, pace);
            } catch (IOException e) {
                operation.listeners().broken(receiver.path());
                if (attempt.size() > before && !startedOver) { // all of it again and again has no end
                    retries.progressed();
                }
                if (!attempt.isWhole()) { // what was signed counts, not what a server announces
                    retries.after(e);
                }
            }
        }
        attempt.complete();
    }

    private void once(URI uri, TargetReceiver.Attempt attempt, Pace pace) throws IOException, IntegrityException {
        Optional<Fetcher.Beginning> beginning = attempt.beginning(uri);
        startedOver = false;
        try (Connector.Opened opened = operation.open(new Fetcher.Request(uri, false, beginning))) {
            Fetcher.Response response = opened.response();
            takeUp(uri, response.start(), attempt);
            attempt.comesFrom(uri, response.validator());
            operation.listeners().started(receiver.path(), OptionalLong.of(receiver.length()));
            long size = 0;
            int count;
            while ((count = opened.read(buffer, 0, buffer.length)) >= 0) {
                pace.count(count);
                attempt.write(buffer, count);
                size += count;
                operation.listeners().received(receiver.path(), attempt.size());
            }
            Retrieval.requireComplete(receiver.path(), response.length(), size);
            operation.listeners().finished(receiver.path(), attempt.size());
            attempt.ended();
        }
    }

    private void takeUp(URI uri, long start, TargetReceiver.Attempt attempt) throws IOException, IntegrityException {
        if (start > 0 && start == attempt.size()) {
            tell(UpdateEvent.about(Decision.RESUMED, receiver.path()).from(uri).bytes(start));
        } else if (start > 0) {
            throw new PermanentFetchException(
                    "%s: expected bytes from %d on, got those from %d on".formatted(uri, attempt.size(), start));
        } else if (attempt.size() > 0) {
            attempt.restart();
            startedOver = true;
        }
    }
}

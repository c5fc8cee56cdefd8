package dev.tufa.tuf.client;

import dev.tufa.tuf.refusal.IntegrityException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/** Gets bytes through a {@link Fetcher}: never more than asked for, never slower than the policy, again where it may help. */
final class Retrieval {
    private static final int CHUNK = 64 << 10;

    private final Fetcher fetcher;
    private final TransferPolicy policy;
    private final ProgressListener progress;
    private int retriesLeft;

    Retrieval(Fetcher fetcher, TransferPolicy policy, ProgressListener progress) {
        this.fetcher = fetcher;
        this.policy = policy;
        this.progress = progress;
        this.retriesLeft = policy.retryBudget();
    }

    /** A metadata file of at most {@code maxBytes}. */
    byte[] metadata(URI uri, String file, int maxBytes) throws IOException, IntegrityException {
        return retrying(() -> {
            try (Opened opened = open(uri, file, true, policy.metadataDeadline())) {
                if (opened.length().orElse(0) > maxBytes) {
                    throw tooLong(file, maxBytes, opened.length().getAsLong() + " bytes announced");
                }
                return readAll(opened, file, maxBytes);
            }
        });
    }

    private byte[] readAll(Opened opened, String file, int maxBytes) throws IOException, IntegrityException {
        byte[] buffer = new byte[(int) Math.min(opened.length().orElse(CHUNK), maxBytes) + 1];
        int size = 0;
        int count;
        while ((count = opened.body().read(buffer, size, buffer.length - size)) >= 0) {
            size += count;
            if (size > maxBytes) {
                throw tooLong(file, maxBytes, "more");
            }
            progress.received(file, size);
            if (size == buffer.length) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, maxBytes + 1L));
            }
        }
        requireComplete(file, opened.length(), size);
        progress.finished(file, size);
        return Arrays.copyOf(buffer, size);
    }

    /** An artifact, handed over in pieces; from its beginning after every failure. */
    void target(URI uri, String path, TargetReceiver receiver) throws IOException, IntegrityException {
        Duration deadline = Duration.ofSeconds(Long.MAX_VALUE / 2_000_000_000L); // its length and the speed bound it
        retrying(() -> {
            try (Opened opened = open(uri, path, false, deadline);
                    TargetReceiver.Attempt attempt = receiver.begin()) {
                byte[] buffer = new byte[CHUNK];
                long size = 0;
                int count;
                while ((count = opened.body().read(buffer)) >= 0) {
                    size += count;
                    attempt.write(buffer, count);
                    progress.received(path, size);
                }
                requireComplete(path, opened.length(), size);
                progress.finished(path, size);
                attempt.complete();
                return size;
            }
        });
    }

    private Opened open(URI uri, String what, boolean compressible, Duration deadline) throws IOException {
        long start = System.nanoTime();
        Fetcher.Response response = fetcher.open(new Fetcher.Request(uri, compressible));
        progress.started(what, response.length());
        return new Opened(new PacedInputStream(response.body(), what, policy, deadline, start), response.length());
    }

    private record Opened(InputStream body, OptionalLong length) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    private static void requireComplete(String file, OptionalLong announced, long size) throws IOException {
        if (announced.isPresent() && announced.getAsLong() != size) {
            throw new IOException("%s: expected %d bytes, got %d before the connection ended"
                    .formatted(file, announced.getAsLong(), size));
        }
    }

    private static IntegrityException tooLong(String file, int maxBytes, String actual) {
        return new IntegrityException(file, "length", "at most " + maxBytes + " bytes", actual);
    }

    private <T> T retrying(Attempt<T> attempt) throws IOException, IntegrityException {
        Duration pause = policy.backoff();
        for (int tries = 1; ; tries++) {
            try {
                return attempt.run();
            } catch (NotAvailableException
                    | SlowRetrievalException
                    | PermanentFetchException
                    | TargetReceiver.StorageException e) {
                throw e;
            } catch (IOException e) {
                if (tries >= policy.attempts() || retriesLeft == 0) {
                    throw e;
                }
                retriesLeft--;
            }
            sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private static void sleep(Duration pause) throws InterruptedIOException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting to try again");
        }
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws IOException, IntegrityException;
    }
}

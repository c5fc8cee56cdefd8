package dev.tufa.tuf.client;

import dev.tufa.tuf.client.UpdateEvent.Decision;
import dev.tufa.tuf.refusal.IntegrityException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/** Gets a metadata file from one place: never more than asked for, never slower than the policy, again where it may help. */
final class Retrieval {
    private static final int CHUNK = 64 << 10;

    private final Operation operation;

    Retrieval(Operation operation) {
        this.operation = operation;
    }

    /** A metadata file of at most {@code maxBytes}. */
    byte[] metadata(URI uri, String file, int maxBytes) throws IOException, IntegrityException {
        Retries retries = new Retries(operation, uri, file);
        while (true) {
            try {
                return once(uri, file, maxBytes);
            } catch (IOException e) {
                operation.listeners().broken(file);
                retries.after(e);
            }
        }
    }

    private byte[] once(URI uri, String file, int maxBytes) throws IOException, IntegrityException {
        Pace pace = new Pace(file, operation.policy(), operation.policy().metadataDeadline());
        try (Connector.Opened opened = operation.open(new Fetcher.Request(uri, true))) {
            OptionalLong length = opened.response().length();
            operation.listeners().started(file, length);
            if (length.orElse(0) > maxBytes) {
                throw tooLong(file, maxBytes, length.getAsLong() + " bytes announced");
            }
            return readAll(opened, pace, file, maxBytes);
        }
    }

    private byte[] readAll(Connector.Opened opened, Pace pace, String file, int maxBytes)
            throws IOException, IntegrityException {
        OptionalLong length = opened.response().length();
        byte[] buffer = new byte[(int) Math.min(length.orElse(CHUNK), maxBytes) + 1];
        int size = 0;
        int count;
        while ((count = opened.read(buffer, size, buffer.length - size)) >= 0) {
            pace.count(count);
            size += count;
            if (size > maxBytes) {
                throw tooLong(file, maxBytes, "more");
            }
            operation.listeners().received(file, size);
            if (size == buffer.length) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, maxBytes + 1L));
            }
        }
        requireComplete(file, length, size);
        operation.listeners().finished(file, size);
        return Arrays.copyOf(buffer, size);
    }

    static void requireComplete(String file, OptionalLong announced, long size) throws IOException {
        if (announced.isPresent() && announced.getAsLong() != size) {
            throw new IOException("%s: expected %d bytes, got %d before the connection ended"
                    .formatted(file, announced.getAsLong(), size));
        }
    }

    private static IntegrityException tooLong(String file, int maxBytes, String actual) {
        return new IntegrityException(file, "length", "at most " + maxBytes + " bytes", actual);
    }

    /** Counts the tries for one file at one place. */
    static final class Retries {
        private final Operation operation;
        private final URI uri;
        private final String file;
        private int tries = 1;
        private Duration pause;

        Retries(Operation operation, URI uri, String file) {
            this.operation = operation;
            this.uri = uri;
            this.file = file;
            this.pause = operation.policy().backoff();
        }

        /** Bytes have come that had not come before: whatever stopped them, the place is worth another try. */
        void progressed() {
            tries = 0;
            pause = operation.policy().backoff();
        }

        /** Waits before another try; fails as the last one did if there is none. */
        void after(IOException e) throws IOException {
            if (!mayHelp(e) || tries >= operation.policy().attempts() || (tries > 0 && !operation.takeRetry())) {
                throw e;
            }
            operation
                    .listeners()
                    .decided(UpdateEvent.about(Decision.RETRIED, file).from(uri).because(e));
            operation.cancellation().whileWaiting("to try again", () -> {
                Thread.sleep(pause.toMillis());
                return tries;
            });
            tries++;
            pause = pause.multipliedBy(2);
        }

        private static boolean mayHelp(IOException e) {
            return !(e instanceof NotAvailableException
                    || e instanceof SlowRetrievalException
                    || e instanceof PermanentFetchException
                    || e instanceof CancelledException
                    || e instanceof TargetReceiver.StorageException);
        }
    }
}

package dev.tufa.testkit;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** What a {@link RepositorySimulator} does with a request instead of what is right; always, unless it is told how often. */
public final class Fault {
    private final Answer answer;
    private long timesLeft = Long.MAX_VALUE;

    private Fault(Answer answer) {
        this.answer = answer;
    }

    /** Answers with other bytes. */
    public static Fault bytes(byte[] bytes) {
        byte[] copy = bytes.clone();
        return new Fault((uri, published) -> response(new ByteArrayInputStream(copy), copy.length));
    }

    /** Says that there is no such file. */
    public static Fault missing() {
        return status(404);
    }

    /** Answers with an HTTP status: 403, 404 and 410 mean that there is no such file, 5xx may go away, others will not. */
    public static Fault status(int status) {
        return new Fault((uri, published) -> {
            throw switch (status) {
                case 403, 404, 410 -> new NotAvailableException(uri, "HTTP status " + status);
                default ->
                    status >= 500
                            ? new IOException("%s: expected HTTP status 200, got %d".formatted(uri, status))
                            : new PermanentFetchException(
                                    "%s: expected HTTP status 200, got %d".formatted(uri, status));
            };
        });
    }

    /** Cannot be reached. */
    public static Fault unreachable() {
        return new Fault((uri, published) -> {
            throw new IOException(uri + ": expected an answer, got Connection refused");
        });
    }

    /** Announces the whole file and ends before that. */
    public static Fault truncatedTo(int length) {
        return new Fault((uri, published) -> {
            byte[] whole = require(uri, published);
            return response(new ByteArrayInputStream(whole, 0, length), whole.length);
        });
    }

    /** Breaks down after some bytes. */
    public static Fault brokenAfter(int length) {
        return new Fault((uri, published) -> {
            byte[] whole = require(uri, published);
            InputStream start = new ByteArrayInputStream(Arrays.copyOf(whole, Math.min(length, whole.length)));
            return response(new SequenceInputStream(start, new BrokenStream()), whole.length);
        });
    }

    /** Sends the file, says nothing of its length, and goes on for ever. */
    public static Fault endless() {
        return new Fault((uri, published) -> new Fetcher.Response(
                new SequenceInputStream(new ByteArrayInputStream(published.orElse(new byte[0])), new EndlessStream()),
                OptionalLong.empty()));
    }

    /** Sends the file without its length. */
    public static Fault withoutLength() {
        return new Fault((uri, published) ->
                new Fetcher.Response(new ByteArrayInputStream(require(uri, published)), OptionalLong.empty()));
    }

    /** Sends the file with another length than it has. */
    public static Fault announcing(long length) {
        return new Fault((uri, published) -> response(new ByteArrayInputStream(require(uri, published)), length));
    }

    /** Sends the file after a while. */
    public static Fault delayed(Duration pause) {
        return new Fault((uri, published) -> {
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(uri + ": interrupted");
            }
            byte[] whole = require(uri, published);
            return response(new ByteArrayInputStream(whole), whole.length);
        });
    }

    /** Answers in any other way. */
    public static Fault answering(Answer answer) {
        return new Fault(answer);
    }

    /** Only the first time. */
    public Fault once() {
        return times(1);
    }

    /** Only the first few times. */
    public Fault times(int times) {
        timesLeft = times;
        return this;
    }

    /** Whether it is still to be done; counts. */
    boolean isDue() {
        return timesLeft > 0 && timesLeft-- > 0;
    }

    Fetcher.Response answer(URI uri, Optional<byte[]> published) throws IOException {
        return answer.to(uri, published);
    }

    private static byte[] require(URI uri, Optional<byte[]> published) throws NotAvailableException {
        return published.orElseThrow(() -> new NotAvailableException(uri, "HTTP status 404"));
    }

    private static Fetcher.Response response(InputStream body, long length) {
        return new Fetcher.Response(body, OptionalLong.of(length));
    }

    /** An answer to one request. */
    @FunctionalInterface
    public interface Answer {
        /** Answers, knowing what is published under that name. */
        Fetcher.Response to(URI uri, Optional<byte[]> published) throws IOException;
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("Connection reset");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("Connection reset");
        }
    }

    private static final class EndlessStream extends InputStream {
        @Override
        public int read() {
            return ' ';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) ' ');
            return length;
        }
    }
}

package dev.tufa.testkit;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a {@link RepositorySimulator} does with a request instead of what is right; always, unless it is told how often. The
 * rest of a file, where a client asks for that, is treated like the file.
 */
public final class Fault {
    private final Reaction reaction;
    private long timesLeft = Long.MAX_VALUE;

    private Fault(Reaction reaction) {
        this.reaction = reaction;
    }

    /** Answers with other bytes. */
    public static Fault bytes(byte[] bytes) {
        byte[] copy = bytes.clone();
        return new Fault(request -> request.answer(copy));
    }

    /** Says that there is no such file. */
    public static Fault missing() {
        return status(404);
    }

    /** Answers with an HTTP status: 403, 404 and 410 mean that there is no such file, 5xx may go away, others will not. */
    public static Fault status(int status) {
        return new Fault(request -> {
            throw switch (status) {
                case 403, 404, 410 -> new NotAvailableException(request.uri(), "HTTP status " + status);
                default -> {
                    String message = "%s: expected HTTP status 200, got %d".formatted(request.uri(), status);
                    yield status >= 500 ? new IOException(message) : new PermanentFetchException(message);
                }
            };
        });
    }

    /** Cannot be reached. */
    public static Fault unreachable() {
        return new Fault(request -> {
            throw new IOException(request.uri() + ": expected an answer, got Connection refused");
        });
    }

    /** Announces the whole file and ends after so many bytes of it. */
    public static Fault truncatedTo(int length) {
        return new Fault(request -> request.answer(request.required(), length, InputStream.nullInputStream()));
    }

    /** Breaks down after so many bytes of the file. */
    public static Fault brokenAfter(int length) {
        return new Fault(request -> request.answer(request.required(), length, new BrokenStream()));
    }

    /** Sends the file, says nothing of its length, and goes on for ever. */
    public static Fault endless() {
        return new Fault(request -> {
            byte[] file = request.published().orElse(new byte[0]);
            return announcing(request.answer(file, file.length, new EndlessStream()), OptionalLong.empty());
        });
    }

    /** Sends the file without its length. */
    public static Fault withoutLength() {
        return new Fault(request -> announcing(request.answer(), OptionalLong.empty()));
    }

    /** Sends the file with another length than it has. */
    public static Fault announcing(long length) {
        return new Fault(request -> announcing(request.answer(), OptionalLong.of(length)));
    }

    /** Sends the file without saying what its content is called. */
    public static Fault withoutValidator() {
        return new Fault(request -> {
            Fetcher.Response right = request.answer();
            return new Fetcher.Response(right.body(), right.length(), right.start(), Optional.empty());
        });
    }

    /** Sends the whole file, whatever of it was asked for. */
    public static Fault ignoringRanges() {
        return new Fault(
                request -> new SimulatedRequest(request.uri(), Optional.empty(), request.published()).answer());
    }

    /** Sends what follows so many bytes of the file, whatever was asked for, and says so. */
    public static Fault from(int start) {
        return new Fault(request -> new SimulatedRequest(
                        request.uri(), Optional.of(new Fetcher.Beginning(start, Optional.empty())), request.published())
                .answer());
    }

    /** Sends the file after a while. */
    public static Fault delayed(Duration pause) {
        return new Fault(request -> {
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(request.uri() + ": interrupted");
            }
            return request.answer();
        });
    }

    /** Answers in any other way. */
    public static Fault answering(Answer answer) {
        return new Fault(request -> answer.to(request.uri(), request.published()));
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

    Fetcher.Response answer(SimulatedRequest request) throws IOException {
        return reaction.to(request);
    }

    private static Fetcher.Response announcing(Fetcher.Response right, OptionalLong length) {
        return new Fetcher.Response(right.body(), length, right.start(), right.validator());
    }

    /** An answer to one request. */
    @FunctionalInterface
    public interface Answer {
        /** Answers, knowing what is published under that name. */
        Fetcher.Response to(URI uri, Optional<byte[]> published) throws IOException;
    }

    private interface Reaction {
        Fetcher.Response to(SimulatedRequest request) throws IOException;
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

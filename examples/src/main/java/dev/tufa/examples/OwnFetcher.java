package dev.tufa.examples;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Fetches by the HTTP client that the application uses anyway. Limits, hashes and retries are not a fetcher's work. */
public final class OwnFetcher implements Fetcher {
    private final HttpClient client;
    private final Duration patience;
    private final ScheduledThreadPoolExecutor watchdogs = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "own-fetcher");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Fetches through a client.
     *
     * @param client should follow redirects only as {@link HttpClient.Redirect#NORMAL} does: never from https to http
     * @param patience longest wait for an answer, and for the next bytes of its body
     */
    public OwnFetcher(HttpClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
        watchdogs.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Response open(Request request) throws IOException {
        HttpRequest get =
                HttpRequest.newBuilder(request.uri()).timeout(patience).build();
        HttpResponse<InputStream> response = send(get);
        if (response.statusCode() == 200) {
            OptionalLong length = response.headers().firstValueAsLong("Content-Length");
            return new Response(new PatientStream(response.body()), length);
        }
        response.body().close();
        throw failure(request, response.statusCode());
    }

    private HttpResponse<InputStream> send(HttpRequest get) throws IOException {
        try {
            return client.send(get, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(get.uri() + ": interrupted");
        }
    }

    /** Which failure it is decides what comes next: "not there" is an answer, others are tried again or not. */
    private static IOException failure(Request request, int status) {
        if (status == 403 || status == 404 || status == 410) {
            return new NotAvailableException(request.uri(), "HTTP status " + status);
        }
        String message = "%s: expected HTTP status 200, got %d".formatted(request.uri(), status);
        return status >= 500 || status == 429 ? new IOException(message) : new PermanentFetchException(message);
    }

    /** The client bounds the time to the headers alone; this ends a body that does not go on. */
    private final class PatientStream extends FilterInputStream {
        PatientStream(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Callable<Boolean> giveUp = () -> {
                in.close(); // the read that waits ends with an IOException
                return true;
            };
            Future<Boolean> watchdog = watchdogs.schedule(giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return super.read(buffer, offset, length);
            } finally {
                watchdog.cancel(false);
            }
        }
    }
}

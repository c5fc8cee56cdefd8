package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** From a request to its response, over whichever client of the platform: redirects, credentials, ranges, statuses, decoding. */
final class Exchange {
    /** How long a page that nobody looks at may be to be read, so that the connection can be used again. */
    private static final int SHORT_PAGE_BYTES = 16 << 10;

    private final Settings settings;
    private final Transport transport;

    Exchange(Settings settings, Transport transport) {
        this.settings = settings;
        this.transport = transport;
    }

    Fetcher.Response open(Fetcher.Request request) throws IOException {
        URI uri = request.uri();
        Optional<Fetcher.Beginning> beginning = request.beginning();
        int redirects = 0;
        while (redirects <= Redirects.MOST) {
            requirePlain(uri);
            Route route = settings.route(uri);
            Answer answer = transport.get(uri, route, headers(uri, request.compressible(), beginning));
            int status = answer.status();
            if (status == HttpURLConnection.HTTP_OK) {
                return response(answer, uri, 0, request.compressible());
            }
            if (isRest(answer, request.compressible(), beginning)) {
                return response(
                        answer, uri, beginning.map(Fetcher.Beginning::length).orElse(0L), false);
            }
            Optional<String> location = answer.header("Location");
            discard(answer, uri);
            if (beginning.isPresent() && (status == Ranges.PARTIAL_CONTENT || status == Ranges.NOT_SATISFIABLE)) {
                beginning = Optional.empty(); // the file is shorter now, or the server counts in another way
            } else if (Redirects.is(status) && location.isPresent()) {
                uri = Redirects.follow(uri, location.get());
                redirects++;
            } else {
                throw HttpFailures.of(uri, status, hint(uri, status, route));
            }
        }
        throw new PermanentFetchException(
                "%s: expected at most %d redirects, got more".formatted(request.uri(), Redirects.MOST));
    }

    /** No secrets in URLs: they are shown and stored. */
    private static void requirePlain(URI uri) throws PermanentFetchException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new PermanentFetchException(uri + ": expected an http or https URL, got another scheme");
        }
        String authority = String.valueOf(uri.getRawAuthority());
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            throw new PermanentFetchException("%s://%s%s: expected a URL without name and password, got one with them"
                    .formatted(uri.getScheme(), authority.substring(at + 1), uri.getRawPath()));
        }
    }

    private Map<String, String> headers(URI uri, boolean compressible, Optional<Fetcher.Beginning> beginning) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", settings.userAgent());
        headers.put("Accept", "*/*");
        headers.put("Accept-Encoding", compressible && beginning.isEmpty() ? "gzip" : "identity");
        beginning.ifPresent(known -> Ranges.ask(headers, known));
        settings.credentials().of(uri).ifPresent(login -> headers.put("Authorization", login.basic()));
        return headers;
    }

    private static boolean isRest(Answer answer, boolean compressible, Optional<Fetcher.Beginning> beginning) {
        return answer.status() == Ranges.PARTIAL_CONTENT
                && beginning
                        .filter(known -> Ranges.isRest(answer, known))
                        .filter(known -> !compressible || !answer.isCompressed())
                        .isPresent();
    }

    private static Fetcher.Response response(Answer answer, URI uri, long start, boolean compressible)
            throws IOException {
        boolean gzip = compressible && answer.isCompressed();
        HttpBody body = HttpBody.of(answer, uri, gzip);
        return new Fetcher.Response(
                body, gzip ? OptionalLong.empty() : answer.length(), start, Ranges.validator(answer));
    }

    /** Reads a short page, if it comes at once, so that the connection can be used again. */
    private void discard(Answer answer, URI uri) {
        long end = System.nanoTime() + settings.readTimeout().toNanos();
        if (answer.length().orElse(Long.MAX_VALUE) > SHORT_PAGE_BYTES) {
            answer.end();
            return;
        }
        try (HttpBody body = HttpBody.of(answer, uri, false)) {
            byte[] buffer = new byte[SHORT_PAGE_BYTES];
            while (body.read(buffer) >= 0 && System.nanoTime() < end) {
                // nobody looks at it
            }
        } catch (IOException e) {
            answer.end(); // only the reuse of the connection is lost
        }
    }

    private String hint(URI uri, int status, Route route) {
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
            return settings.credentials().hint(uri);
        }
        return status == HttpURLConnection.HTTP_PROXY_AUTH && route.isHttp() ? route.hint() : "";
    }
}

package dev.tufa.method;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.trust.Limits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has apt fetch: proxies, credentials, certificates and limits are apt's. Whatever apt cannot fetch it reports as an error of the whole
 * update, so that nothing is asked for that may not be there: which roots there are, {@code root.json} says, and whoever lies about that
 * could as well have held back the next root.
 */
final class AuxFetcher implements Fetcher {
    private static final String NEWEST_ROOT = "root.json";
    private static final String TIMESTAMP = "timestamp.json";
    private static final Pattern ROOT = Pattern.compile("(?<version>[1-9][0-9]{0,17})\\.root\\.json");
    private static final JsonLimits LIMITS = new JsonLimits(Limits.DEFAULT.rootBytes(), 64, 20);

    private final AptConversation apt;
    private final URI metadata;
    private final Duration patience;
    private final Map<URI, CompletableFuture<Path>> early = new HashMap<>();
    private volatile String item = "";
    private OptionalLong newestRoot = OptionalLong.empty();

    /**
     * A fetcher.
     *
     * @param metadata where the metadata is, with a slash at the end
     * @param patience with one file
     */
    AuxFetcher(AptConversation apt, URI metadata, Duration patience) {
        this.apt = apt;
        this.metadata = metadata;
        this.patience = patience;
    }

    /**
     * What is asked from now on is asked for this item.
     *
     * @param uri that apt asked for and has no answer to yet: apt does not answer who asks for another
     */
    void work(String uri) {
        item = uri;
    }

    /** Asks for what every refresh reads first: apt fetches it while the keys are made ready. */
    synchronized void begin() throws IOException {
        for (String name : new String[] {NEWEST_ROOT, TIMESTAMP}) {
            URI uri = metadata.resolve(name);
            early.put(uri, ask(uri));
        }
    }

    /** Removes what was asked for early and has not been read, as soon as it is there. */
    synchronized void end() {
        for (CompletableFuture<Path> file : early.values()) {
            CompletableFuture<Void> unused = file.thenAccept(AuxFetcher::delete);
        }
        early.clear();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.err.println("tuf: " + e); // it stays where apt has put it
        }
    }

    private synchronized CompletableFuture<Path> asked(URI uri) throws IOException {
        CompletableFuture<Path> file = early.remove(uri);
        return file == null ? ask(uri) : file;
    }

    private CompletableFuture<Path> ask(URI uri) throws IOException {
        return apt.ask(item, uri.toString(), mostBytes(uri), "TUF");
    }

    @Override
    public Response open(Request request) throws IOException {
        Matcher root = ROOT.matcher(metadata.relativize(request.uri()).toString());
        if (root.matches() && Long.parseLong(root.group("version")) > newestRoot()) {
            throw new NotAvailableException(request.uri(), "a newer root than there is");
        }
        return fetch(request.uri());
    }

    private synchronized long newestRoot() throws IOException {
        if (newestRoot.isEmpty()) {
            URI uri = metadata.resolve(NEWEST_ROOT);
            try (Response response = fetch(uri)) {
                newestRoot = OptionalLong.of(version(response.body().readAllBytes()));
            } catch (JsonException e) {
                throw new IOException("%s: %s".formatted(uri, e.getMessage()), e);
            }
        }
        return newestRoot.getAsLong();
    }

    /** Nobody has verified it: a number to stop at, and nothing else. */
    private static long version(byte[] root) throws JsonException, IOException {
        JsonObject document = CanonicalJson.read(root, LIMITS);
        if (document.member("signed").orElse(null) instanceof JsonObject signed
                && signed.member("version").orElse(null) instanceof JsonInteger version
                && version.longValue().isPresent()) {
            return version.longValue().getAsLong();
        }
        throw new IOException("root.json: expected a version, got none");
    }

    /** What apt gives up at; that it is not more than the metadata says is verified once it is here. */
    private long mostBytes(URI uri) {
        String name = metadata.relativize(uri).toString();
        if (name.equals(TIMESTAMP)) {
            return Limits.DEFAULT.timestampBytes();
        }
        if (name.endsWith(NEWEST_ROOT)) {
            return Limits.DEFAULT.rootBytes();
        }
        return Limits.DEFAULT.targetsBytes();
    }

    private Response fetch(URI uri) throws IOException {
        Path file;
        try {
            file = asked(uri).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while apt fetched " + uri);
            interrupted.initCause(e);
            throw interrupted;
        } catch (TimeoutException e) {
            throw new StalledException(
                    "%s: expected all of it within %d s, got less".formatted(uri, patience.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new IOException(uri + ": expected an answer of apt, got none", e);
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException(uri + ": expected apt to fetch it, which says why it could not");
        }
        return new Response(new Fetched(Files.newInputStream(file), file), OptionalLong.of(Files.size(file)));
    }

    /** A file that goes when it was read: apt leaves it where it is. */
    private static final class Fetched extends FilterInputStream {
        private final Path file;

        Fetched(InputStream in, Path file) {
            super(in);
            this.file = file;
        }

        @Override
        public void close() throws IOException {
            super.close();
            Files.deleteIfExists(file);
        }
    }
}

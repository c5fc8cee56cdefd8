package dev.tufa.conformance.features;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.Mirror;
import dev.tufa.tuf.client.NotAvailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Several hosts, each of which answers as a test wants; it counts what is asked of them, and how much at a time. */
final class TestNetwork implements Fetcher {
    private final Map<String, Fetcher> byHost = new ConcurrentHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Map<String, Integer> now = new HashMap<>();
    private final Map<String, Integer> most = new HashMap<>();
    private volatile Duration delay = Duration.ZERO;

    /** Answers for a host, which is asked as if it were the repository itself. */
    TestNetwork host(String name, Fetcher answers) {
        byHost.put(name, answers);
        return this;
    }

    /** Every answer takes so long. */
    TestNetwork delayed(Duration time) {
        delay = time;
        return this;
    }

    static Mirror mirror(String host) {
        URI base = URI.create("https://" + host + "/");
        return Mirror.full(base.resolve("metadata/"), base.resolve("targets/"));
    }

    /** Has what a repository has published until now, and nothing that comes later. */
    static Fetcher standingStill(RepositorySimulator repository) {
        Map<String, byte[]> files = new HashMap<>();
        for (String file : repository.files()) {
            files.put(file, repository.file(file));
        }
        return request -> {
            byte[] bytes = files.get(request.uri().getRawPath().substring(1));
            if (bytes == null) {
                throw new NotAvailableException(request.uri(), "HTTP status 404");
            }
            return answer(bytes);
        };
    }

    static Response answer(byte[] bytes) {
        return new Response(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
    }

    /** The requests since the last call, each as {@code host/path}, in the order in which they came. */
    List<String> takeRequests() {
        synchronized (requests) {
            List<String> taken = List.copyOf(requests);
            requests.clear();
            return taken;
        }
    }

    /** How many requests a host has answered at a time, at most. */
    int mostAtATime(String host) {
        synchronized (requests) {
            return most.getOrDefault(host, 0);
        }
    }

    @Override
    public Response open(Request request) throws IOException {
        String host = request.uri().getHost();
        begin(host, request.uri());
        try {
            Thread.sleep(delay.toMillis());
            Fetcher fetcher = byHost.get(host);
            if (fetcher == null) {
                throw new IOException(request.uri() + ": expected an answer, got Connection refused");
            }
            URI inside =
                    RepositorySimulator.BASE.resolve(request.uri().getRawPath().substring(1));
            return fetcher.open(new Request(inside, request.compressible(), request.beginning()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(request.uri() + ": interrupted");
        } finally {
            synchronized (requests) {
                now.merge(host, -1, Integer::sum);
            }
        }
    }

    private void begin(String host, URI uri) {
        synchronized (requests) {
            requests.add(host + uri.getRawPath());
            most.merge(host, now.merge(host, 1, Integer::sum), Math::max);
        }
    }
}

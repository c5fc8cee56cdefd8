package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * A server on 127.0.0.1 over raw sockets, which breaks every rule of HTTP if a test wants it to. What is not scripted comes from
 * a {@link RepositorySimulator}.
 */
final class HostileServer implements AutoCloseable {
    /** Between two bytes of a slow answer: well within every limit on a single read. */
    static final long DRIP_MILLIS = 50;

    private final Acceptor acceptor;
    private final String scheme;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final RepositorySimulator repository;
    private volatile Optional<Acceptor.Script> connectionScript = Optional.empty();

    HostileServer(RepositorySimulator repository) throws IOException {
        this(repository, ServerSocketFactory.getDefault(), "http");
    }

    /** A server whose sockets come from a factory: over TLS, for example. */
    HostileServer(RepositorySimulator repository, ServerSocketFactory sockets, String scheme) throws IOException {
        this.repository = repository;
        this.scheme = scheme;
        this.acceptor = new Acceptor(sockets, this::serve);
        acceptor.start();
    }

    /** Its address, or that of a file on it. */
    URI uri(String path) {
        return URI.create(scheme + "://127.0.0.1:" + acceptor.port() + path);
    }

    /** Answers requests for a path by a script. */
    HostileServer on(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    /** Treats every connection by a script, before any request is read. */
    HostileServer onAnyConnection(Acceptor.Script script) {
        connectionScript = Optional.of(script);
        return this;
    }

    /** Request lines, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were made. */
    int connections() {
        return connections.get();
    }

    /** How many connections are open now, from this end. */
    int openConnections() {
        return open.size();
    }

    private void serve(Socket socket) throws IOException {
        connections.incrementAndGet();
        open.add(socket);
        try {
            if (connectionScript.isPresent()) {
                connectionScript.get().treat(socket);
                return;
            }
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (List<String> head = readHead(in); !head.isEmpty(); head = readHead(in)) {
                Exchange exchange = new Exchange(socket, head);
                requests.add(exchange.requestLine());
                answer(exchange);
            }
        } finally {
            open.remove(socket);
        }
    }

    private void answer(Exchange exchange) throws IOException {
        Script script = scripts.get(exchange.target());
        if (script == null) {
            answerFromRepository(exchange);
        } else {
            script.answer(exchange);
        }
    }

    /** Answers what the repository answers. */
    void answerFromRepository(Exchange exchange) throws IOException {
        URI uri = RepositorySimulator.BASE.resolve(exchange.target());
        Optional<Fetcher.Beginning> beginning = exchange.header("Range")
                .map(range -> Long.parseLong(range.substring("bytes=".length(), range.length() - 1)))
                .map(length -> new Fetcher.Beginning(length, exchange.header("If-Range")));
        try (Fetcher.Response response = repository.open(new Fetcher.Request(uri, false, beginning))) {
            byte[] body = response.body().readAllBytes();
            String tag = "ETag: " + response.validator().orElse("W/\"0\"");
            long end = response.start() + body.length;
            if (response.start() == 0) {
                exchange.send(200, body, tag);
            } else {
                exchange.send(
                        206, body, tag, "Content-Range: bytes %d-%d/%d".formatted(response.start(), end - 1, end));
            }
        } catch (NotAvailableException e) {
            exchange.send(404, "no such file".getBytes(ISO_8859_1));
        }
    }

    /** The lines up to the first empty one; none when the connection has ended. */
    static List<String> readHead(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != '\n') {
                line.write(b);
                continue;
            }
            String text = line.toString(ISO_8859_1).strip();
            if (text.isEmpty()) {
                return lines;
            }
            lines.add(text);
            line.reset();
        }
        return List.of();
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** What to do with one request. */
    @FunctionalInterface
    interface Script {
        void answer(Exchange exchange) throws IOException;
    }
}

package dev.tufa.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Puts a {@link SampleRepository} behind HTTP on this machine; connections are kept alive. */
final class LocalServer implements AutoCloseable {
    static {
        // Without it every answer waits for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;

    private LocalServer(HttpServer server) {
        this.server = server;
    }

    static LocalServer start(SampleRepository repository) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(repository, exchange));
        server.start();
        return new LocalServer(server);
    }

    URI metadataUrl() {
        return URI.create(
                "http://127.0.0.1:%d/metadata/".formatted(server.getAddress().getPort()));
    }

    private static void answer(SampleRepository repository, HttpExchange exchange) throws IOException {
        try (exchange) {
            send(repository, exchange);
        }
    }

    private static void send(SampleRepository repository, HttpExchange exchange) throws IOException {
        try (Fetcher.Response response = repository.open(new Fetcher.Request(exchange.getRequestURI(), false))) {
            exchange.sendResponseHeaders(200, response.length().orElseThrow());
            try (OutputStream out = exchange.getResponseBody()) {
                response.body().transferTo(out);
            }
        } catch (NotAvailableException e) {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

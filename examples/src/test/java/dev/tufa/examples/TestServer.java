package dev.tufa.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on this machine. */
final class TestServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private TestServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.start();
    }

    /** Serves what a simulated repository publishes, now and later. */
    static TestServer of(RepositorySimulator repository) throws IOException {
        return serving(path -> {
            URI uri = RepositorySimulator.BASE.resolve(path.substring(1));
            try (Fetcher.Response response = repository.open(new Fetcher.Request(uri, false))) {
                return new Answer(200, response.body().readAllBytes());
            } catch (NotAvailableException e) {
                return new Answer(404, new byte[0]);
            }
        });
    }

    /** Serves the files of a folder. */
    static TestServer of(Path folder) throws IOException {
        return serving(path -> {
            Path file = folder.resolve(path.substring(1));
            return Files.isRegularFile(file) ? new Answer(200, Files.readAllBytes(file)) : new Answer(404, new byte[0]);
        });
    }

    /** Answers in any way. */
    static TestServer serving(Answers answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> send(exchange, answers));
        return new TestServer(server);
    }

    private static void send(HttpExchange exchange, Answers answers) throws IOException {
        try (exchange) {
            Answer answer = answers.to(exchange.getRequestURI().getRawPath());
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(answer.body());
                }
            }
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    URI metadataUrl() {
        return url().resolve("metadata/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Answers requests. */
    @FunctionalInterface
    interface Answers {
        Answer to(String path) throws IOException;
    }

    /** A status and a body. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, byte[] body) {}
}

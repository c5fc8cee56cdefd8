package dev.tufa.conformance.interop;

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
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves files on 127.0.0.1 under their names in URLs, with all that percent signs. */
final class RawServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private RawServer(Contents files) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Optional<byte[]> content = files.read(exchange.getRequestURI());
            byte[] body = content.orElse(new byte[0]);
            exchange.sendResponseHeaders(content.isPresent() ? 200 : 404, body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    /** Serves a folder; what is not there under its name in URLs, under the decoded one. */
    static RawServer of(Path folder) throws IOException {
        return new RawServer(uri -> {
            Path raw = folder.resolve(uri.getRawPath().substring(1));
            Path file = Files.isRegularFile(raw)
                    ? raw
                    : folder.resolve(uri.getPath().substring(1));
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        });
    }

    /** Serves a simulated repository. */
    static RawServer of(RepositorySimulator repository) throws IOException {
        return new RawServer(uri -> {
            URI simulated = RepositorySimulator.BASE.resolve(uri.getRawPath());
            try (Fetcher.Response response = repository.open(new Fetcher.Request(simulated, false))) {
                return Optional.of(response.body().readAllBytes());
            } catch (NotAvailableException e) {
                return Optional.empty();
            }
        });
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @FunctionalInterface
    private interface Contents {
        Optional<byte[]> read(URI uri) throws IOException;
    }
}

package dev.tufa.apt.archive.index;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A folder over HTTP on this machine, with a log of what was asked for: "200 /path". */
final class ArchiveServer implements AutoCloseable {
    private final Path folder;
    private final HttpServer server;
    private final List<String> log = new CopyOnWriteArrayList<>();

    private ArchiveServer(Path folder, HttpServer server) {
        this.folder = folder;
        this.server = server;
    }

    static ArchiveServer start(Path folder) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ArchiveServer started = new ArchiveServer(folder, server);
        server.createContext("/", started::answer);
        server.start();
        return started;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Path file = folder.resolve(path.substring(1)).normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                log.add("404 " + path);
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] bytes = Files.readAllBytes(file);
            log.add("200 " + path);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> log() {
        return List.copyOf(log);
    }

    void forget() {
        log.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

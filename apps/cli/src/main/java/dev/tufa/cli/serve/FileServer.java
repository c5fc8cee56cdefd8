package dev.tufa.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Serves the files of one folder over plain HTTP, for trying out: no folder lists, no hidden files, nothing outside the folder
 * and nothing through symbolic links.
 */
public final class FileServer implements AutoCloseable {
    private static final int THREADS = 8;

    static {
        // Without it every answer waits for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads;
    private final BiConsumer<String, Integer> log;

    private FileServer(Path folder, HttpServer server, BiConsumer<String, Integer> log) {
        this.folder = folder;
        this.server = server;
        this.log = log;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "tufa-serve");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts to serve.
     *
     * @param port the port, or 0 for any that is free
     * @param log hears of every request: its path and the status of the answer
     */
    public static FileServer start(Path folder, String host, int port, BiConsumer<String, Integer> log)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        FileServer files = new FileServer(folder.toRealPath(), server, log);
        server.setExecutor(files.threads);
        server.createContext("/", files::answer);
        server.start();
        return files;
    }

    /** Where the folder's files are. */
    public URI url() {
        InetSocketAddress address = server.getAddress();
        String host = address.getHostString();
        return URI.create("http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            int status = status(exchange.getRequestMethod(), path);
            log.accept(path, status);
            if (status != 200) {
                exchange.getResponseHeaders().set("Content-Type", "text/plain");
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            send(exchange, find(path).orElseThrow());
        }
    }

    private int status(String method, String path) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return 405;
        }
        return find(path).isPresent() ? 200 : 404;
    }

    private void send(HttpExchange exchange, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String name = String.valueOf(file.getFileName());
            long length = Files.size(file);
            exchange.getResponseHeaders().set("Content-Type", ServedFile.type(name));
            exchange.getResponseHeaders().set("Cache-Control", ServedFile.cacheControl(folder.relativize(file)));
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
            if (length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    in.transferTo(out);
                }
            }
        }
    }

    private Optional<Path> find(String path) {
        try {
            Path file = folder;
            for (String segment :
                    (path.equals("/") ? "/index.html" : path).substring(1).split("/", -1)) {
                if (segment.isEmpty() || segment.startsWith(".") || Files.isSymbolicLink(file.resolve(segment))) {
                    return Optional.empty();
                }
                file = file.resolve(segment);
            }
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}

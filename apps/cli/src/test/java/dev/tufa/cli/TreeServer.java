package dev.tufa.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a folder over HTTP, and answers some requests as it should not. */
final class TreeServer implements AutoCloseable {
    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, HttpHandler> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private volatile Optional<String> wanted = Optional.empty();

    TreeServer(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
    }

    /** The paths that were asked for, as they came. */
    List<String> requests() {
        return requests;
    }

    /** What came as {@code Authorization}, in order. */
    List<String> logins() {
        return logins;
    }

    /** Answers nobody else. */
    void only(String login, String password) {
        wanted = Optional.of("Basic "
                + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers requests for a path that matches, from now on, in another way. */
    void answer(String pattern, HttpHandler handler) {
        answers.put(pattern, handler);
    }

    /** Answers as it should. */
    void behave() {
        answers.clear();
    }

    static HttpHandler status(int status) {
        return exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    /** Leads to the same path of another server. */
    static HttpHandler redirect(String server) {
        return exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", server + exchange.getRequestURI().getPath().substring(1));
            status(302).handle(exchange);
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        Optional<String> login =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        login.ifPresent(logins::add);
        if (wanted.isPresent() && !wanted.equals(login)) {
            status(401).handle(exchange);
            return;
        }
        for (Map.Entry<String, HttpHandler> answer : answers.entrySet()) {
            if (path.matches(answer.getKey())) {
                answer.getValue().handle(exchange);
                return;
            }
        }
        Path file = folder.resolve(path.substring(1));
        if (!Files.isRegularFile(file)) {
            status(404).handle(exchange);
            return;
        }
        byte[] content = Files.readAllBytes(file);
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

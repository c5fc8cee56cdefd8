package dev.tufa.apt.publish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A folder over HTTP on this machine, as web servers have it, with a log of what was asked for: {@code 200 /path}. */
public final class ServedFolder implements AutoCloseable {
    private final Path folder;
    private final HttpServer server;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Interruption> next = new AtomicReference<>();

    private ServedFolder(Path folder, HttpServer server) {
        this.folder = folder;
        this.server = server;
    }

    /** Serves a folder until it is closed. */
    public static ServedFolder start(Path folder) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ServedFolder started = new ServedFolder(folder, server);
        server.createContext("/", started::answer);
        server.start();
        return started;
    }

    /** Before the next path with these words in it is looked for, something else happens. */
    public void before(String words, Event event) {
        next.set(new Interruption(words, event));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            interrupt(path);
            Path file = folder.resolve(path.substring(1)).normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                answer(exchange, 404, path, new byte[0]);
                return;
            }
            Instant written = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
            exchange.getResponseHeaders()
                    .set("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(written.atZone(ZoneOffset.UTC)));
            String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
            if (since != null && !written.isAfter(time(since))) {
                answer(exchange, 304, path, new byte[0]);
                return;
            }
            answer(exchange, 200, path, Files.readAllBytes(file));
        }
    }

    private static Instant time(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    private void answer(HttpExchange exchange, int code, String path, byte[] bytes) throws IOException {
        log.add(code + " " + path);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void interrupt(String path) throws IOException {
        Interruption interruption = next.get();
        if (interruption != null && path.contains(interruption.words) && next.compareAndSet(interruption, null)) {
            try {
                interruption.event.happens();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked for since this was called last. */
    public List<String> asked() {
        List<String> asked = List.copyOf(log);
        log.clear();
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What happens in between. */
    @FunctionalInterface
    public interface Event {
        /** Lets it happen. */
        void happens() throws Exception;
    }

    private record Interruption(String words, Event event) {}
}

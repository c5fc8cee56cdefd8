package dev.tufa.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Serves a folder to all clients that are compared, and counts what they ask for. Paths that begin with {@code /far/} are
 * answered after a while, as by a server that is far away; {@code /-/counts} says how many requests there were since it was
 * asked last, and how many bytes they were answered with.
 */
final class CountingServer {
    static {
        // Without it every answer waits for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String FAR = "/far/";
    private static final String COUNTS = "/-/counts";
    private static final long FAR_MILLISECONDS = 50;
    private static final int PIECE = 1 << 18;

    /** tough puts a target's digest before its whole path; here it stands before the name, as TUF §6.2.1 has it. */
    private static final Pattern DIGEST_FIRST = Pattern.compile("/targets/([0-9a-f]{64}\\.)(.*/)");

    private final Path folder;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    private CountingServer(Path folder) {
        this.folder = folder;
    }

    /** Serves a folder at a port (0: any that is free) of this machine, and prints the URL. */
    public static void main(String[] arguments) throws IOException {
        CountingServer counting =
                new CountingServer(Path.of(arguments[0]).toAbsolutePath().normalize());
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
        HttpServer server = HttpServer.create(address, 0);
        // One thread for each request, so that those that wait do so side by side.
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", counting::answer);
        server.start();
        System.out.printf("http://127.0.0.1:%d/%n", server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(COUNTS)) {
                send(exchange, "%d %d".formatted(requests.getAndSet(0), bytes.getAndSet(0)));
                return;
            }
            requests.incrementAndGet();
            if (path.startsWith(FAR)) {
                pause();
                path = path.substring(FAR.length() - 1);
            }
            path = DIGEST_FIRST.matcher(path).replaceFirst("/targets/$2$1");
            send(exchange, folder.resolve(path.substring(1)).normalize());
        }
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    private void send(HttpExchange exchange, Path file) throws IOException {
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        long length = Files.size(file);
        bytes.addAndGet(length);
        exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = exchange.getResponseBody()) {
            byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, length))];
            for (int read = in.read(piece); read > 0; read = in.read(piece)) {
                out.write(piece, 0, read);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(FAR_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

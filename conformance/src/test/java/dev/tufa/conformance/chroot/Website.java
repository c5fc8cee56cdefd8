package dev.tufa.conformance.chroot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tufa.conformance.faults.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executors;

/** What the world sees at {@code https://apt.example.org} of a folder, which may become another one. */
final class Website implements AutoCloseable {
    static final String HOST = "apt.example.org";

    /** In the place of a folder: who asks gets no answer. */
    static final Path SILENCE = Path.of("/silence");

    private static final long LONG_MILLIS = 120_000;

    private final HttpsServer server;
    private final String certificate;
    private volatile Path folder;

    private Website(HttpsServer server, String certificate, Path folder) {
        this.server = server;
        this.certificate = certificate;
        this.folder = folder;
    }

    /** Begins to serve a folder. */
    static Website of(Path folder, Path temporary) throws Exception {
        Certificates certificates = Certificates.selfSigned(temporary, "dns:" + HOST);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.server()));
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "website");
            thread.setDaemon(true);
            return thread;
        }));
        Website website = new Website(server, certificates.pem(), folder);
        server.createContext("/", website::answer);
        server.start();
        return website;
    }

    /** Serves another folder from now on. */
    void serve(Path other) {
        folder = other;
    }

    URI address() {
        return URI.create("https://%s:%d".formatted(HOST, server.getAddress().getPort()));
    }

    /** Has a Debian know the name and trust the certificate. */
    void introduceTo(DebianRoot debian) throws IOException, InterruptedException {
        Files.writeString(debian.shared().resolve("website.crt"), certificate);
        debian.require("sh", "-c", """
                cp /mnt/website.crt /usr/local/share/ca-certificates/ && update-ca-certificates >/dev/null 2>&1 &&
                printf '127.0.0.1 localhost %s\\n' >/etc/hosts""".formatted(HOST));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Path here = folder;
            if (here.equals(SILENCE)) {
                Thread.sleep(LONG_MILLIS);
                return;
            }
            Path file = here.resolve(exchange.getRequestURI().getPath().substring(1))
                    .normalize();
            if (!file.startsWith(here) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            Instant written = Files.getLastModifiedTime(file).toInstant();
            exchange.getResponseHeaders()
                    .set("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(written.atZone(ZoneOffset.UTC)));
            long size = Files.size(file);
            exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
            Files.copy(file, exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

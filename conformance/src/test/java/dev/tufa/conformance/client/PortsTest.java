package dev.tufa.conformance.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.tufa.conformance.faults.Certificates;
import dev.tufa.conformance.faults.Http2Server;
import dev.tufa.testkit.Fault;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.file.FileFetcher;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.Http2Fetcher;
import dev.tufa.tuf.client.http.HttpFetcher;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The fakes of the test kit keep the contracts that the real ones keep. */
class PortsTest {
    @Nested
    class MemoryMetadata implements MetadataStoreContract {
        private final MetadataStore store = new MemoryMetadataStore();

        @Override
        public MetadataStore store() {
            return store;
        }
    }

    @Nested
    class FileMetadata implements MetadataStoreContract {
        @TempDir(factory = MemoryFolder.class)
        Path folder;

        /** As another process would have it. */
        @Override
        public MetadataStore store() {
            return new FileMetadataStore(folder.resolve("made/when/needed"));
        }
    }

    @Nested
    class MemoryTargets implements TargetStoreContract {
        private final TargetStore store = new MemoryTargetStore();

        @Override
        public TargetStore store() {
            return store;
        }
    }

    @Nested
    class FileTargets implements TargetStoreContract {
        @TempDir(factory = MemoryFolder.class)
        Path folder;

        /** As another process would have it. */
        @Override
        public TargetStore store() {
            return new FileTargetStore(folder.resolve("made/when/needed"));
        }
    }

    @Nested
    class Simulated implements ServerContract {
        private final RepositorySimulator repository = new RepositorySimulator();

        @Override
        public Fetcher fetcher() {
            return repository;
        }

        @Override
        public URI put(String name, byte[] content) {
            return serve(name, Fault.bytes(content));
        }

        @Override
        public URI fail(String name, int status) {
            return serve(name, Fault.status(status));
        }

        @Override
        public URI truncate(String name, byte[] content, int length) {
            return serve(publish(name, content), Fault.truncatedTo(length));
        }

        @Override
        public URI putWhole(String name, byte[] content) {
            return serve(publish(name, content), Fault.ignoringRanges());
        }

        private String publish(String name, byte[] content) {
            repository.targets().add(name, content);
            repository.publish();
            return "targets/" + Digests.sha256(content) + '.' + name;
        }

        private URI serve(String name, Fault fault) {
            repository.serve(name, fault);
            return RepositorySimulator.BASE.resolve(name);
        }
    }

    @Nested
    class Folder implements FetcherContract {
        @TempDir
        Path folder;

        private long puts;

        @Override
        public Fetcher fetcher() {
            return new FileFetcher();
        }

        @Override
        public URI put(String name, byte[] content) {
            try {
                Path file = Files.write(folder.resolve(name), content);
                Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 + puts++));
                return file.toUri();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public URI missing(String name) {
            return folder.resolve(name).toUri();
        }
    }

    @Nested
    class Http implements ServerContract {
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final Fetcher fetcher =
                HttpFetcher.builder().proxies(ProxySelector.of(null)).build();
        private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
        private HttpServer server;

        @BeforeEach
        void start() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.setExecutor(threads);
            server.start();
        }

        @AfterEach
        void stop() {
            server.stop(0);
            threads.shutdownNow();
        }

        @Override
        public Fetcher fetcher() {
            return fetcher;
        }

        @Override
        public URI put(String name, byte[] content) {
            return on(name, exchange -> {
                Headers headers = exchange.getRequestHeaders();
                RangeAnswer answer = RangeAnswer.to(
                        Optional.ofNullable(headers.getFirst("Range")),
                        Optional.ofNullable(headers.getFirst("If-Range")),
                        content);
                for (int i = 0; i < answer.headers().size(); i += 2) {
                    exchange.getResponseHeaders()
                            .set(answer.headers().get(i), answer.headers().get(i + 1));
                }
                send(exchange, answer.status(), answer.body(), answer.body().length);
            });
        }

        @Override
        public URI fail(String name, int status) {
            return on(name, exchange -> send(exchange, status, new byte[10], 10));
        }

        @Override
        public URI truncate(String name, byte[] content, int length) {
            return on(name, exchange -> send(exchange, 200, content, length));
        }

        @Override
        public URI putWhole(String name, byte[] content) {
            return on(name, exchange -> send(exchange, 200, content, content.length));
        }

        private static void send(HttpExchange exchange, int status, byte[] content, int sent) throws IOException {
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(content, 0, sent);
            } finally {
                exchange.close();
            }
        }

        private URI on(String name, HttpHandler handler) {
            if (handlers.put("/" + name, handler) == null) {
                server.createContext(
                        "/" + name,
                        exchange ->
                                Objects.requireNonNull(handlers.get("/" + name)).handle(exchange));
            }
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
        }
    }

    @Nested
    class Http2 implements ServerContract {
        @TempDir
        static Path folder;

        private static Certificates certificates;

        private Fetcher fetcher;
        private Http2Server server;

        @BeforeAll
        static void makeCertificate() throws Exception {
            certificates = Certificates.selfSigned(folder, "ip:127.0.0.1");
        }

        @BeforeEach
        void start() throws Exception {
            server = new Http2Server(certificates);
            fetcher = Http2Fetcher.builder()
                    .proxies(ProxySelector.of(null))
                    .sslContext(certificates.client())
                    .build();
        }

        @AfterEach
        void stop() throws Exception {
            server.close();
        }

        @Override
        public Fetcher fetcher() {
            return fetcher;
        }

        @Override
        public URI put(String name, byte[] content) {
            return on(name, exchange -> {
                RangeAnswer answer = RangeAnswer.to(exchange.header("Range"), exchange.header("If-Range"), content);
                exchange.send(answer.status(), answer.body(), answer.headers().toArray(String[]::new));
            });
        }

        @Override
        public URI fail(String name, int status) {
            return on(name, exchange -> exchange.send(status, new byte[10]));
        }

        @Override
        public URI truncate(String name, byte[] content, int length) {
            return on(name, exchange -> {
                exchange.headers(200, "Content-Length", String.valueOf(content.length));
                exchange.data(Arrays.copyOf(content, length), true);
            });
        }

        @Override
        public URI putWhole(String name, byte[] content) {
            return on(name, exchange -> exchange.send(200, content));
        }

        private URI on(String name, Http2Server.Script script) {
            return server.on("/" + name, script).uri("/" + name);
        }
    }
}

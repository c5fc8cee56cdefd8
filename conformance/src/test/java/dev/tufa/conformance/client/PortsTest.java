package dev.tufa.conformance.client;

import com.sun.net.httpserver.HttpServer;
import dev.tufa.testkit.Fault;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
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
    class Simulated implements FetcherContract {
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
            repository.targets().add(name, content);
            repository.publish();
            String file = "targets/" + Digests.sha256(content) + '.' + name;
            repository.serve(file, Fault.truncatedTo(length));
            return RepositorySimulator.BASE.resolve(file);
        }

        private URI serve(String name, Fault fault) {
            repository.serve(name, fault);
            return RepositorySimulator.BASE.resolve(name);
        }
    }

    @Nested
    class Http implements FetcherContract {
        private HttpServer server;
        private final ExecutorService threads = Executors.newCachedThreadPool();

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
            return new HttpFetcher(Duration.ofSeconds(5), Duration.ofSeconds(5), ProxySelector.of(null));
        }

        @Override
        public URI put(String name, byte[] content) {
            return answer(name, 200, content, content.length);
        }

        @Override
        public URI fail(String name, int status) {
            return answer(name, status, new byte[10], 10);
        }

        @Override
        public URI truncate(String name, byte[] content, int length) {
            return answer(name, 200, content, length);
        }

        private URI answer(String name, int status, byte[] content, int sent) {
            server.createContext("/" + name, exchange -> {
                exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(content, 0, sent);
                } finally {
                    exchange.close();
                }
            });
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
        }
    }
}

package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.conformance.client.MemoryFolder;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes, many threads, and processes that are killed, over one cache and one folder of artifacts. */
class ProcessesTest {
    private static final int ARTIFACTS = 4;
    private static final List<String> SMALL = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();

    /** Publishes new versions of everything. */
    private void publish(int number) {
        for (int i = 0; i < ARTIFACTS; i++) {
            repository.role("r" + i).add("file-" + i, contentOf(i, number));
        }
        repository.targets().changed();
        if (number % 7 == 0) {
            repository.root().changed();
        }
        repository.publish();
    }

    private static String contentOf(int artifact, int number) {
        return "content of artifact %d in publication %d\n"
                .formatted(artifact, number)
                .repeat(2000);
    }

    private void delegate() {
        for (int i = 0; i < ARTIFACTS; i++) {
            repository.targets().delegate(TestMetadata.aDelegation("r" + i).paths("file-" + i));
        }
    }

    /** Publishes again and again until it is stopped. */
    private final class Publisher implements AutoCloseable {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread;

        Publisher() {
            thread = new Thread(() -> {
                for (int number = 2; !stopped.get(); number++) {
                    publish(number);
                    try {
                        Thread.sleep(40);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            thread.start();
        }

        @Override
        public void close() {
            stopped.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static DiskClient client(Path folder, URI metadata) {
        HttpFetcher fetcher =
                HttpFetcher.builder().proxies(ProxySelector.of(null)).build();
        return new DiskClient(folder, fetcher, metadata);
    }

    /** Updates again and again, and looks whether each artifact is one that was published. */
    static final class Updates {
        private Updates() {}

        public static void main(String[] arguments) throws Exception {
            DiskClient client = client(Path.of(arguments[0]), URI.create(arguments[1]));
            Random random = new Random(Long.parseLong(arguments[2]));
            int rounds = Integer.parseInt(arguments[3]);
            for (int round = 0; round < rounds; round++) {
                int artifact = random.nextInt(ARTIFACTS);
                client.update("file-" + artifact);
                requirePublished(artifact, client.artifact("file-" + artifact));
            }
            System.out.print("fine");
        }
    }

    private static void requirePublished(int artifact, String content) {
        String number = content.replaceFirst("(?s)content of artifact [0-9] in publication ([0-9]+)\n.*", "$1");
        if (number.length() > 9 || !content.equals(contentOf(artifact, Integer.parseInt(number)))) {
            throw new IllegalStateException(
                    "artifact " + artifact + ": got " + content.length() + " characters of something else");
        }
    }

    @Test
    void eightOverOneCacheWhileTheRepositoryChangesAllTheTime() throws Exception {
        delegate();
        publish(1);
        try (HostileServer server = new HostileServer(repository)) {
            client(folder, server.uri("/metadata/")).trust(repository.file("metadata/1.root.json"));
            try (Publisher publisher = new Publisher()) {
                List<ChildJvm> children = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    children.add(ChildJvm.start(SMALL, Updates.class, folder, server.uri("/metadata/"), i, 20));
                }
                for (ChildJvm child : children) {
                    assertThat(child.finish()).isEqualTo("fine");
                }
            }
            assertAllIsWell(server);
        }
    }

    private void assertAllIsWell(HostileServer server) throws Exception {
        DiskClient client = client(folder, server.uri("/metadata/"));
        client.update("file-0", "file-1", "file-2", "file-3");
        client.assertCacheIsThatOf(repository, repository.root().version(), "targets", "r0", "r1", "r2", "r3");
        for (int i = 0; i < ARTIFACTS; i++) {
            requirePublished(i, client.artifact("file-" + i));
        }
        assertThat(client.leftovers()).isEmpty();
    }

    private void killAtRandom(int times) throws Exception {
        delegate();
        publish(1);
        Random random = new Random(4711);
        try (HostileServer server = new HostileServer(repository)) {
            client(folder, server.uri("/metadata/")).trust(repository.file("metadata/1.root.json"));
            int number = 2;
            for (int i = 0; i < times; i++) {
                ChildJvm child = ChildJvm.start(SMALL, Updates.class, folder, server.uri("/metadata/"), i, 1_000_000);
                int requests = server.requests().size();
                while (child.isAlive() && server.requests().size() == requests) {
                    publish(number++);
                    Thread.sleep(10);
                }
                Thread.sleep(random.nextInt(300));
                assertThat(child.isAlive()).as("killed while it was at work").isTrue();
                child.kill();
            }
            publish(number);
            assertAllIsWell(server);
        }
    }

    @Test
    void thatAreKilledLeaveTheNextOneNothingToRepair() throws Exception {
        killAtRandom(6);
    }

    @Test
    @Tag("soak")
    void thatAreKilledAHundredTimesLeaveTheNextOneNothingToRepair() throws Exception {
        killAtRandom(100);
    }

    @Nested
    @DisplayName("threads of one process beside another process")
    class Threads {
        /** Prints when it has the lock. */
        static final class LocksMetadata {
            private LocksMetadata() {}

            public static void main(String[] arguments) throws IOException {
                try (MetadataStore.Lock lock = new FileMetadataStore(Path.of(arguments[0])).lock()) {
                    Files.createFile(Path.of(arguments[1]));
                }
            }
        }

        /** Systems take a process's locks away when it closes any channel to the file. */
        @Test
        void doNotLoseTheLockWhenOneOfThemGivesUp() throws Exception {
            Path cache = folder.resolve("cache");
            Path had = folder.resolve("had");
            AtomicReference<Exception> end = new AtomicReference<>();
            ChildJvm other;
            try (MetadataStore.Lock lock = new FileMetadataStore(cache).lock()) {
                Thread impatient = new Thread(() -> {
                    try (MetadataStore.Lock second = new FileMetadataStore(cache).lock()) {
                        end.set(new IllegalStateException("had the lock as well"));
                    } catch (IOException e) {
                        end.set(e);
                    }
                });
                impatient.start();
                Thread.sleep(200);
                impatient.interrupt();
                impatient.join();
                assertThat(end.get()).isInstanceOf(InterruptedIOException.class);

                other = ChildJvm.start(SMALL, LocksMetadata.class, cache, had);
                Thread.sleep(2000);
                assertThat(had).doesNotExist();
            }
            other.finish();
            assertThat(had).exists();
        }

        /** Stores one artifact, and what others have left unfinished goes. */
        static final class StoresArtifact {
            private StoresArtifact() {}

            public static void main(String[] arguments) throws IOException {
                put(new FileTargetStore(Path.of(arguments[0])), arguments[1]);
            }
        }

        private static void put(TargetStore store, String path) throws IOException {
            try (TargetStore.Incoming incoming = store.create(path)) {
                incoming.stream().write(path.getBytes(UTF_8));
                incoming.commit();
            }
        }

        @Test
        void doNotLoseAnArtifactOnItsWayWhenOneOfThemFinishesAnother() throws Exception {
            Path artifacts = folder.resolve("artifacts");
            try (TargetStore.Incoming incoming = new FileTargetStore(artifacts).create("slow")) {
                incoming.stream().write("sl".getBytes(UTF_8));
                put(new FileTargetStore(artifacts), "quick");
                ChildJvm.start(SMALL, StoresArtifact.class, artifacts, "of another process")
                        .finish();
                incoming.stream().write("ow".getBytes(UTF_8));
                incoming.commit();
            }

            assertThat(artifacts.resolve("slow")).hasContent("slow");
            assertThat(artifacts.resolve("quick")).hasContent("quick");
            assertThat(artifacts.resolve("of another process")).hasContent("of another process");
        }

        @Test
        void mayCloseALockTwiceWithoutTakingAnothers() throws Exception {
            FileMetadataStore store = new FileMetadataStore(folder.resolve("cache"));
            MetadataStore.Lock first = store.lock();
            first.close();
            try (MetadataStore.Lock second = store.lock()) {
                first.close();
                Thread other = new Thread(() -> {
                    try (MetadataStore.Lock third = store.lock()) {
                        Files.createFile(folder.resolve("third"));
                    } catch (IOException e) {
                        // interrupted, as it should be
                    }
                });
                other.start();
                Thread.sleep(200);
                other.interrupt();
                other.join();
            }
            assertThat(folder.resolve("third")).doesNotExist();
        }
    }

    @Test
    void thatCannotHaveTheLockSaySo() throws Exception {
        Path file = Files.createFile(folder.resolve("cache"));

        assertThatThrownBy(() -> new FileMetadataStore(file).lock()).isInstanceOf(IOException.class);
    }
}

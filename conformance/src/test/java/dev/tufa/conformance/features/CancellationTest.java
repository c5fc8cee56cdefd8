package dev.tufa.conformance.features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.client.Cancellation;
import dev.tufa.tuf.client.CancelledException;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever cancels does not wait, and nothing is left of what was cancelled. */
@Timeout(60)
class CancellationTest {
    private static final byte[] CONTENT = "x".repeat(500_000).getBytes(UTF_8);

    /** Far longer than a test may take: what waits for it is seen to be left. */
    private static final long FOREVER_MILLIS = 45_000;

    private final RepositorySimulator repository = new RepositorySimulator();
    private final FeatureClient client = new FeatureClient(repository);
    private final Cancellation cancellation = new Cancellation();

    @TempDir
    Path folder;

    @BeforeEach
    void publish() {
        repository.targets().delegate(TestMetadata.aDelegation("role").paths("*"));
        for (int i = 0; i < 20; i++) {
            repository.role("role").add("file" + i, CONTENT);
        }
        repository.publish();
    }

    /** Cancels as soon as a file is asked for, and then does not answer. */
    private Fetcher hangingAt(String file) {
        return request -> {
            if (request.uri().getPath().contains(file)) {
                new Thread(cancellation::cancel).start();
                sleep();
            }
            return repository.open(request);
        };
    }

    /** Cancels in the middle of a file, which does not go on. */
    private Fetcher hangingIn(String file) {
        return request -> {
            Fetcher.Response response = repository.open(request);
            return request.uri().getPath().contains(file)
                    ? new Fetcher.Response(new HangingStream(response.body()), OptionalLong.empty())
                    : response;
        };
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(FOREVER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("nothing came");
    }

    private void endsAtOnce(ThrowingCallable call) {
        long start = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(CancelledException.class).hasMessage("cancelled");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(FOREVER_MILLIS / 2));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private Updater updater(Fetcher fetcher) {
        return client.builder(
                        fetcher, new FileTargetStore(folder.resolve("artifacts")).keepingUnfinished(Duration.ofDays(1)))
                .transferPolicy(TransferPolicy.DEFAULT.withConnections(4))
                .build();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.root.json", "timestamp.json", "snapshot.json", "targets.json", "role.json", "file7"})
    @DisplayName("while an answer is waited for")
    void whileAnAnswerIsWaitedFor(String file) throws Exception {
        Updater updater = updater(hangingAt(file)).cancelledBy(cancellation);

        endsAtOnce(() -> updater.download(updater.find("file7").orElseThrow().target()));

        assertThat(files()).isEmpty();
        assertThat(updater(repository).find("file7")).as("the next one goes on").isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.root.json", "timestamp.json", "snapshot.json", "targets.json", "role.json", "file7"})
    @DisplayName("in the middle of a file")
    void inTheMiddleOfAFile(String file) throws Exception {
        Updater updater = updater(hangingIn(file)).cancelledBy(cancellation);
        if (file.equals("2.root.json")) {
            repository.root().keys(dev.tufa.tuf.metadata.RoleType.ROOT, 1, dev.tufa.testkit.TestKeys.key("new root"));
            repository.publish();
        }

        endsAtOnce(() -> updater.download(updater.find("file7").orElseThrow().target()));

        assertThat(files()).isEmpty();
        assertThat(updater(repository).find("file7")).as("the next one goes on").isPresent();
    }

    @Test
    void whileManyAreDownloaded() throws Exception {
        Updater updater = updater(hangingIn("file7"));
        List<TargetFile> targets =
                updater
                        .find(Stream.iterate(0, i -> i + 1)
                                .limit(20)
                                .map(i -> "file" + i)
                                .toList())
                        .values()
                        .stream()
                        .map(DelegationSearch.Found::target)
                        .toList();

        endsAtOnce(() -> updater.cancelledBy(cancellation).download(targets));

        assertThat(files()).allSatisfy(file -> assertThat(file).hasBinaryContent(CONTENT));
        assertThat(folder.resolve("artifacts/file7")).doesNotExist();
        assertThat(folder.resolve(".artifacts.unfinished")).doesNotExist();
    }

    @Nested
    @DisplayName("while something else is waited for")
    class Waiting {
        @Test
        void anotherProcess() throws Exception {
            try (MetadataStore.Lock taken = client.store.lock()) {
                new Thread(() -> {
                            pause();
                            cancellation.cancel();
                        })
                        .start();

                endsAtOnce(() -> updater(repository).cancelledBy(cancellation).refresh());
            }
        }

        @Test
        void anotherThread() throws Exception {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            Updater updater = updater(request -> {
                inside.countDown();
                try {
                    done.await(FOREVER_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return repository.open(request);
            });
            Thread other = new Thread(() -> {
                try {
                    updater.refresh();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            other.start();
            inside.await();
            new Thread(() -> {
                        pause();
                        cancellation.cancel();
                    })
                    .start();

            endsAtOnce(() -> updater.cancelledBy(cancellation).refresh());

            done.countDown();
            other.join();
        }

        @Test
        void anotherTry() {
            Updater updater = client.builder(request -> {
                        new Thread(() -> {
                                    pause();
                                    cancellation.cancel();
                                })
                                .start();
                        throw new IOException("connection reset");
                    })
                    .transferPolicy(new TransferPolicy(
                            Duration.ofSeconds(10),
                            1000,
                            Duration.ofMinutes(2),
                            3,
                            10,
                            Duration.ofMillis(FOREVER_MILLIS),
                            1))
                    .build();

            endsAtOnce(() -> updater.cancelledBy(cancellation).refresh());
        }

        private void pause() {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void beforeItHasBegun() {
        cancellation.cancel();
        cancellation.cancel();

        endsAtOnce(() -> updater(repository).cancelledBy(cancellation).refresh());
        assertThat(cancellation.isCancelled()).isTrue();
        assertThat(repository.takeRequests()).isEmpty();
    }

    @Test
    void ofOneDoesNotConcernAnother() throws Exception {
        Updater updater = updater(repository);
        cancellation.cancel();

        assertThat(updater.cancelledBy(new Cancellation()).refresh().root().version())
                .isEqualTo(1);
        assertThat(updater.find("file7")).isPresent();
    }

    @Test
    void afterItHasEndedDoesNothing() throws Exception {
        Updater updater = updater(repository).cancelledBy(cancellation);
        updater.refresh();
        cancellation.cancel();

        assertThat(updater(repository).find("file7")).isPresent();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** Sends a little, has it cancelled, and sends nothing more. */
    private final class HangingStream extends InputStream {
        private final InputStream in;
        private int left = 10;

        HangingStream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left > 0) {
                int count = in.read(buffer, offset, Math.min(left, length));
                left -= Math.max(count, 0);
                return count;
            }
            new Thread(cancellation::cancel).start();
            sleep();
            return -1;
        }
    }
}

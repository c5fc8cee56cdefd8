package dev.tufa.conformance.client;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.ProgressListener;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.UpdaterBuilder;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.RollbackException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one updater asks for, stores and remembers. */
class UpdaterTest {
    private final RepositorySimulator repository = new RepositorySimulator();
    private final Installation client = new Installation(repository);

    @Nested
    @DisplayName("TUF §5 order of requests")
    class Requests {
        @Test
        void firstTime() throws Exception {
            client.refresh();

            assertThat(repository.takeRequests())
                    .containsExactly(
                            "metadata/2.root.json",
                            "metadata/timestamp.json",
                            "metadata/1.snapshot.json",
                            "metadata/1.targets.json");
        }

        @Test
        void whenNothingIsNew() throws Exception {
            client.refresh();
            repository.takeRequests();
            client.refresh();

            assertThat(repository.takeRequests()).containsExactly("metadata/2.root.json", "metadata/timestamp.json");
        }

        @Test
        void whenOnlyTheTimestampIsNew() throws Exception {
            client.refresh();
            repository.publishTimestamp();
            repository.takeRequests();
            client.refresh();

            assertThat(repository.takeRequests()).containsExactly("metadata/2.root.json", "metadata/timestamp.json");
            assertThat(client.storedVersion("timestamp")).isEqualTo(2);
        }

        @Test
        void whenTargetsAreAsBefore() throws Exception {
            client.refresh();
            repository.publish();
            repository.takeRequests();
            client.refresh();

            assertThat(repository.takeRequests())
                    .containsExactly("metadata/2.root.json", "metadata/timestamp.json", "metadata/2.snapshot.json");
        }

        @Test
        void ofEachRootThatIsNew() throws Exception {
            repository.root().changed();
            repository.publish();
            repository.root().changed();
            repository.publish();
            client.refresh();

            assertThat(repository.takeRequests())
                    .startsWith(
                            "metadata/2.root.json",
                            "metadata/3.root.json",
                            "metadata/4.root.json",
                            "metadata/timestamp.json");
        }

        @Test
        void withoutVersionsWhereSnapshotsAreNotConsistent() throws Exception {
            repository.root().consistentSnapshot(false);
            repository.targets().changed();
            repository.publish();
            client.refresh();

            assertThat(repository.takeRequests())
                    .containsExactly(
                            "metadata/2.root.json",
                            "metadata/3.root.json",
                            "metadata/timestamp.json",
                            "metadata/snapshot.json",
                            "metadata/targets.json");
        }

        @Test
        void withoutVersionsWhereTheRootSaysNothingOfConsistentSnapshots() throws Exception {
            repository.root().consistentSnapshot(false);
            repository.root().edit(root -> root.without("consistent_snapshot"));
            repository.targets().changed();
            repository.publish();

            assertThat(client.refresh().root().consistentSnapshot()).isEmpty();
            assertThat(repository.takeRequests()).endsWith("metadata/snapshot.json", "metadata/targets.json");
        }

        @Test
        void noneBeforeItIsAsked() {
            client.builder().build();

            assertThat(repository.takeRequests()).isEmpty();
        }

        @Test
        void byFindWhichRefreshesIfNothingHas() throws Exception {
            repository.targets().add("file", "content");
            repository.publish();
            Updater updater = client.builder().build();

            assertThat(updater.find("file")).isPresent();
            repository.takeRequests();
            updater.find("other");

            assertThat(repository.takeRequests()).isEmpty();
        }
    }

    @Nested
    @DisplayName("what is stored")
    class Stored {
        @Test
        void isByteForByteWhatCame() throws Exception {
            repository.root().edit(root -> root.edited(text -> " " + text + "\n"));
            repository.targets().edit(targets -> targets.with("x-unknown", "[null, 9007199254740993, \"\\u0009\"]"));
            repository.publish();
            client.refresh();

            assertThat(client.store.read("root")).contains(repository.file("metadata/2.root.json"));
            assertThat(client.store.readRoot(2, Integer.MAX_VALUE)).contains(repository.file("metadata/2.root.json"));
            assertThat(client.store.read("timestamp")).contains(repository.file("metadata/timestamp.json"));
            assertThat(client.store.read("snapshot")).contains(repository.file("metadata/2.snapshot.json"));
            assertThat(client.store.read("targets")).contains(repository.file("metadata/2.targets.json"));
        }

        @Test
        void isAsFarAsTheUpdateCame() throws Exception {
            client.refresh();
            repository.targets().changed();
            repository.publish();
            repository.serve("metadata/2.targets.json", Fault.missing());

            assertThatThrownBy(client::refresh).isInstanceOf(NotAvailableException.class);
            assertThat(client.storedVersion("timestamp")).isEqualTo(2);
            assertThat(client.storedVersion("snapshot")).isEqualTo(2);
            assertThat(client.storedVersion("targets")).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2.root.json", "timestamp.json", "2.snapshot.json", "2.targets.json"})
        void isTakenUpByTheNextUpdateWhereverOneEnded(String file) throws Exception {
            client.refresh();
            repository.root().changed();
            repository.targets().changed();
            repository.publish();
            repository.serve("metadata/" + file, Fault.unreachable().times(3));

            assertThatThrownBy(client::refresh).isInstanceOf(IOException.class);
            client.refresh();

            assertThat(client.storedVersion("root")).isEqualTo(2);
            assertThat(client.storedVersion("timestamp")).isEqualTo(2);
            assertThat(client.storedVersion("snapshot")).isEqualTo(2);
            assertThat(client.storedVersion("targets")).isEqualTo(2);
        }

        @ParameterizedTest
        @CsvSource({"timestamp, 2", "snapshot, 1", "targets, 1"})
        void isFetchedAnewWhereItWasDamaged(String role, int requests) throws Exception {
            client.refresh();
            client.store.write(role, new byte[] {'{'});
            repository.takeRequests();
            client.refresh();

            assertThat(client.storedVersion(role)).isEqualTo(1);
            assertThat(repository.takeRequests()).hasSizeBetween(2, 3);
        }
    }

    @Nested
    @DisplayName("one updater that is used for long")
    class LongLived {
        private final Updater updater = client.builder().build();

        @Test
        void seesWhatIsNewAfterEachRefresh() throws Exception {
            assertThat(updater.find("file")).isEmpty();
            repository.targets().add("file", "content");
            repository.publish();

            assertThat(updater.find("file")).isEmpty();
            assertThat(updater.refresh().targets().version()).isEqualTo(2);
            assertThat(updater.find("file")).isPresent();
        }

        @Test
        void seesNewKeysAfterEachRefresh() throws Exception {
            updater.refresh();
            repository.root().keys(RoleType.TARGETS, 1, key("new targets"));
            repository.targets().changed();
            repository.publish();

            assertThat(updater.refresh().root().version()).isEqualTo(2);
        }

        @Test
        void keepsWhatItKnewWhenARefreshFails() throws Exception {
            repository.targets().add("file", "content");
            repository.publish();
            updater.refresh();
            repository.targets().remove("file");
            repository.timestamp().version(1);
            repository.publish();

            assertThatThrownBy(updater::refresh).isInstanceOf(RollbackException.class);
            assertThat(updater.find("file")).isPresent();
        }

        @Test
        void findsRolesOfItsOwnSnapshotWhenTheRepositoryHasMovedOn() throws Exception {
            repository.targets().delegate(aDelegation("a"));
            repository.role("a").add("file", "content");
            repository.publish();
            updater.refresh();
            repository.role("a").remove("file");
            repository.publish();
            client.find("file"); // another process stores the newer one

            assertThat(updater.find("file")).isPresent();
            assertThat(client.find("file")).isEmpty();
        }

        @Test
        void isSafeForManyThreads() throws Exception {
            repository.targets().delegate(aDelegation("a"));
            for (int i = 0; i < 20; i++) {
                repository.role("a").add("file-" + i, "content " + i);
            }
            repository.publish();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<?>> results = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    String path = "file-" + i % 20;
                    boolean refresh = i % 10 == 0;
                    results.add(threads.submit(() -> {
                        if (refresh) {
                            repository.publish();
                            updater.refresh();
                        }
                        return updater.download(updater.find(path).orElseThrow().target());
                    }));
                }
                for (Future<?> result : results) {
                    result.get(20, TimeUnit.SECONDS);
                }
            } finally {
                threads.shutdownNow();
            }
            for (int i = 0; i < 20; i++) {
                assertThat(client.artifacts.content("file-" + i)).isPresent();
            }
        }
    }

    @Nested
    @DisplayName("the lock of the store")
    class Locked {
        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "targets"})
        void isGivenBackAfterAFailure(String role) throws Exception {
            repository.serve(
                    role.equals("root") ? "metadata/2.root.json" : "metadata/timestamp.json",
                    Fault.status(400).once());
            assertThatThrownBy(client::refresh).isInstanceOf(IOException.class);

            try (MetadataStore.Lock lock = client.store.lock()) {
                assertThat(lock).isNotNull();
            }
        }
    }

    @Nested
    @DisplayName("the parts of an updater")
    class Parts {
        @Test
        void areNeeded() {
            UpdaterBuilder nothing = Updater.of(RepositorySimulator.METADATA);
            assertThatThrownBy(nothing::build).hasMessage("fetcher: expected a value, got none");
            nothing.fetcher(repository);
            assertThatThrownBy(nothing::build).hasMessage("metadataStore: expected a value, got none");
            nothing.metadataStore(client.store);
            assertThatThrownBy(nothing::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("targetStore: expected a value, got none");
        }

        @ParameterizedTest
        @CsvSource({
            "https://repository.example/metadata/, , targets/",
            "https://repository.example/metadata, , targets/",
            "https://repository.example/metadata/, https://repository.example/elsewhere, elsewhere/",
            "https://repository.example/metadata/, https://repository.example/elsewhere/, elsewhere/",
            "https://repository.example/metadata/, https://other.example/, https://other.example/",
        })
        void sayWhereArtifactsAre(String metadata, String targets, String asked) throws Exception {
            repository.targets().add("file", "content");
            repository.publish();
            UpdaterBuilder builder = Updater.of(URI.create(metadata))
                    .fetcher(repository)
                    .metadataStore(client.store)
                    .targetStore(client.artifacts)
                    .clock(client.clock);
            if (targets != null) {
                builder.targetsUrl(URI.create(targets));
            }
            Updater updater = builder.build();
            var target = updater.find("file").orElseThrow().target();
            repository.takeRequests();
            String name = asked + target.hashes().hexByFunction().get("sha256") + ".file";
            repository.serve(name, Fault.bytes("content".getBytes(UTF_8)));

            updater.download(target);

            assertThat(repository.takeRequests()).containsExactly(name);
        }
    }

    @Nested
    @DisplayName("a listener")
    class Progress {
        private final List<String> heard = new ArrayList<>();
        private final ProgressListener listener = new ProgressListener() {
            @Override
            public void started(String file, OptionalLong length) {
                heard.add("started " + file);
            }

            @Override
            public void received(String file, long bytes) {
                heard.add("received " + bytes + " of " + file);
            }

            @Override
            public void finished(String file, long bytes) {
                heard.add("finished " + file);
            }
        };

        @Test
        void hearsOfEveryTransfer() throws Exception {
            repository.targets().add("file", "content");
            repository.publish();
            Updater updater = client.builder().progress(listener).build();
            updater.download(updater.find("file").orElseThrow().target());

            assertThat(heard)
                    .filteredOn(word -> !word.startsWith("received"))
                    .containsExactly(
                            "started timestamp.json",
                            "finished timestamp.json",
                            "started 2.snapshot.json",
                            "finished 2.snapshot.json",
                            "started 2.targets.json",
                            "finished 2.targets.json",
                            "started file",
                            "finished file");
            assertThat(heard).contains("received 7 of file");
        }

        @Test
        void hearsOfEachTry() throws Exception {
            repository.targets().add("file", "content");
            repository.publish();
            Updater updater = client.builder().progress(listener).build();
            var target = updater.find("file").orElseThrow().target();
            String name = "targets/" + target.hashes().hexByFunction().get("sha256") + ".file";
            repository.serve(name, Fault.brokenAfter(4).once());
            heard.clear();

            updater.download(target);

            assertThat(heard)
                    .containsExactly(
                            "started file",
                            "received 4 of file",
                            "started file",
                            "received 7 of file",
                            "finished file");
        }
    }
}

package dev.tufa.conformance.features;

import static dev.tufa.tuf.client.UpdateEvent.Decision.ACCEPTED;
import static dev.tufa.tuf.client.UpdateEvent.Decision.KEPT;
import static dev.tufa.tuf.client.UpdateEvent.Decision.NOT_AVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestKeys;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.client.Downloads;
import dev.tufa.tuf.client.ProgressListener;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.TargetListing;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.UpdateEvent;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.UpdaterBuilder;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.trust.DelegationSearch;
import dev.tufa.tuf.trust.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Much is fetched at a time; what is decided is decided in the order of TUF §5. */
@Timeout(60)
class ParallelTest {
    private static final TransferPolicy EIGHT = FeatureClient.HASTY.withConnections(8);

    private final RepositorySimulator repository = new RepositorySimulator();
    private final FeatureClient client = new FeatureClient(repository);
    private final TestNetwork network = new TestNetwork().host("repository.example", repository);

    private UpdaterBuilder builder() {
        return client.builder(network).transferPolicy(EIGHT);
    }

    private void rotate(int times) {
        for (int i = 0; i < times; i++) {
            repository.root().keys(RoleType.ROOT, 1, TestKeys.key("root " + i));
            repository.publish();
        }
    }

    @Nested
    @DisplayName("roots")
    class Roots {
        @Test
        void areDecidedOneAfterTheOther() throws Exception {
            rotate(30);

            Refreshed refreshed = builder().build().refresh();

            assertThat(refreshed.root().version()).isEqualTo(31);
            List<Long> accepted = client.events.stream()
                    .filter(event -> event.file().equals("root.json") && event.decision() == ACCEPTED)
                    .map(event -> event.version().orElseThrow())
                    .toList();
            assertThat(accepted).hasSize(30).isSorted();
            assertThat(client.store.rootVersions()).hasSize(31);
        }

        @Test
        void areFetchedManyAtATime() throws Exception {
            rotate(30);
            network.delayed(Duration.ofMillis(30));

            builder().build().refresh();

            assertThat(network.mostAtATime("repository.example")).isBetween(4, 8);
        }

        @Test
        void areFetchedFewAtATimeWhereAnswersComeAtOnce() throws Exception {
            rotate(30);

            builder().build().refresh();

            assertThat(network.takeRequests())
                    .contains("repository.example/metadata/32.root.json")
                    .doesNotContain("repository.example/metadata/35.root.json");
        }

        @Test
        void areNotAskedForBeyondTheNextWhenThatIsNotThere() throws Exception {
            builder().build().refresh();

            assertThat(network.takeRequests())
                    .containsExactlyInAnyOrder(
                            "repository.example/metadata/2.root.json",
                            "repository.example/metadata/timestamp.json",
                            "repository.example/metadata/1.snapshot.json",
                            "repository.example/metadata/1.targets.json");
        }

        @Test
        void areTakenUpToTheLimitAndNoFurther() throws Exception {
            rotate(10);
            Updater updater =
                    builder().limits(Limits.DEFAULT.withRootRotations(4)).build();

            assertThat(updater.refresh().root().version()).isEqualTo(5);
            assertThat(network.takeRequests()).doesNotContain("repository.example/metadata/6.root.json");
        }

        @Test
        void areRefusedWhereTheChainIsBroken() {
            rotate(10);
            repository.serve("metadata/7.root.json", Fault.bytes(repository.file("metadata/8.root.json")));

            assertThatThrownBy(() -> builder().build().refresh()).isInstanceOf(SignatureException.class);
            assertThat(client.store.rootVersions().get(0)).isEqualTo(6);
            assertThat(client.store.roles()).doesNotContain("timestamp");
        }

        @Test
        void takeTheTimestampThatWasFetchedBeforeThem() throws Exception {
            rotate(3);

            builder().build().refresh();

            assertThat(network.takeRequests())
                    .filteredOn(request -> request.endsWith("timestamp.json"))
                    .hasSize(1);
        }

        @Test
        void haveATimestampFetchedAgainThatWasSignedByOlderKeys() throws Exception {
            byte[] old = repository.file("metadata/timestamp.json");
            repository.root().keys(RoleType.TIMESTAMP, 1, TestKeys.key("new timestamp"));
            repository.publish();
            repository.serve("metadata/timestamp.json", Fault.bytes(old).once());

            Refreshed refreshed = builder().build().refresh();

            assertThat(refreshed.timestamp().version()).isEqualTo(2);
            assertThat(network.takeRequests())
                    .filteredOn(request -> request.endsWith("timestamp.json"))
                    .hasSize(2);
        }
    }

    @Nested
    @DisplayName("roles")
    class Roles {
        private void publishRoles(int count) {
            for (int i = 0; i < count; i++) {
                repository
                        .targets()
                        .delegate(TestMetadata.aDelegation("role" + i).paths("dir" + i + "/*"));
                repository.role("role" + i).add("dir" + i + "/file", "content " + i);
            }
            repository.publish();
        }

        private List<String> paths(int count) {
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                paths.add("dir" + i + "/file");
            }
            return paths;
        }

        @Test
        void ofManyTargetsAreFetchedManyAtATime() throws Exception {
            publishRoles(20);
            network.delayed(Duration.ofMillis(20));

            Map<String, DelegationSearch.Found> found = builder().build().find(paths(20));

            assertThat(found.keySet()).containsExactlyElementsOf(paths(20));
            assertThat(found.values()).extracting(DelegationSearch.Found::role).contains("role7", "role19");
            assertThat(network.mostAtATime("repository.example")).isBetween(4, 8);
        }

        @Test
        void areEachFetchedOnce() throws Exception {
            publishRoles(20);

            builder().build().find(paths(20));

            assertThat(network.takeRequests()).doesNotHaveDuplicates().hasSize(4 + 20);
        }

        @Test
        void ofAllTargetsAreFetchedManyAtATime() throws Exception {
            publishRoles(20);
            network.delayed(Duration.ofMillis(20));

            TargetListing listing = builder().build().list();

            assertThat(listing.found()).hasSize(20);
            assertThat(listing.problems()).isEmpty();
            assertThat(network.mostAtATime("repository.example")).isBetween(4, 8);
            assertThat(network.takeRequests()).doesNotHaveDuplicates().hasSize(4 + 20);
        }

        @Test
        void thatAreStoredAreNotFetched() throws Exception {
            publishRoles(5);
            builder().build().list();
            network.takeRequests();

            builder().build().list();

            assertThat(network.takeRequests())
                    .containsExactlyInAnyOrder(
                            "repository.example/metadata/2.root.json", "repository.example/metadata/timestamp.json");
            assertThat(client.decisions("role3.json")).containsExactly(ACCEPTED, KEPT);
        }

        @Test
        void decideInTheirOrderHoweverTheyCome() throws Exception {
            repository.targets().delegate(TestMetadata.aDelegation("first").paths("*"));
            repository.targets().delegate(TestMetadata.aDelegation("second").paths("*"));
            repository.role("first").add("file", "of the first");
            repository.role("second").add("file", "of the second");
            repository.publish();
            repository.serve("metadata/1.first.json", Fault.delayed(Duration.ofMillis(200)));

            assertThat(builder().build().find("file").orElseThrow().role()).isEqualTo("first");
        }

        @Test
        void thatAreNotThereEndTheSearchOfThoseThatNeedThemAlone() {
            publishRoles(3);
            repository.serve("metadata/1.role1.json", Fault.missing());
            Updater updater = builder().build();

            assertThatThrownBy(() -> updater.find(paths(3))).hasMessageContaining("1.role1.json");
            assertThat(client.decisions("1.role1.json")).contains(NOT_AVAILABLE);
        }
    }

    @Nested
    @DisplayName("artifacts")
    class Artifacts {
        private List<TargetFile> publishArtifacts(int count, Updater updater) throws Exception {
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                repository.targets().add("file" + i, "content " + i);
                paths.add("file" + i);
            }
            repository.publish();
            return updater.find(paths).values().stream()
                    .map(DelegationSearch.Found::target)
                    .toList();
        }

        @Test
        void areDownloadedManyAtATimeAndNeverMoreThanAllowed() throws Exception {
            Updater updater = builder().build();
            List<TargetFile> targets = publishArtifacts(30, updater);
            network.delayed(Duration.ofMillis(20));

            Downloads downloads = updater.download(targets);

            assertThat(downloads.failures()).isEmpty();
            assertThat(downloads.files()).hasSize(30);
            assertThat(client.artifacts.content("file17")).contains("content 17".getBytes(UTF_8));
            assertThat(network.mostAtATime("repository.example")).isEqualTo(8);
            assertThat(client.artifacts.unfinished()).isZero();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void areBoundByWhatIsAllowed(int connections) throws Exception {
            Updater updater = client.builder(network)
                    .transferPolicy(EIGHT.withConnections(connections))
                    .build();
            List<TargetFile> targets = publishArtifacts(10, updater);
            network.delayed(Duration.ofMillis(10));

            updater.download(targets).orThrow();

            assertThat(network.mostAtATime("repository.example")).isEqualTo(connections);
        }

        @Test
        void ofWhichOneIsWrongAreAllThereButOne() throws Exception {
            Updater updater = builder().build();
            List<TargetFile> targets = publishArtifacts(10, updater);
            String third = targets.get(3).hashes().hexByFunction().get("sha256") + ".file3";
            repository.serve("targets/" + third, Fault.bytes("content x".getBytes(UTF_8)));

            Downloads downloads = updater.download(targets);

            assertThat(downloads.files()).hasSize(9).doesNotContainKey("file3");
            assertThat(downloads.failures()).containsOnlyKeys("file3");
            assertThat(client.artifacts.content("file3")).isEmpty();
            assertThatThrownBy(downloads::orThrow).isInstanceOf(IntegrityException.class);
        }

        @Test
        void thatAreThereAlreadyAreNotFetched() throws Exception {
            Updater updater = builder().build();
            List<TargetFile> targets = publishArtifacts(6, updater);
            updater.download(targets.subList(0, 4)).orThrow();
            network.takeRequests();

            assertThat(updater.download(targets).orThrow()).hasSize(6);

            assertThat(network.takeRequests()).hasSize(2);
            assertThat(client.decisions("file3")).containsExactly(ACCEPTED, KEPT);
            assertThat(client.decisions("file5")).containsExactly(ACCEPTED);
        }

        @Test
        void thatAreAskedForTwiceAreFetchedOnce() throws Exception {
            Updater updater = builder().build();
            List<TargetFile> targets = new ArrayList<>(publishArtifacts(3, updater));
            targets.addAll(List.copyOf(targets));
            network.takeRequests();

            assertThat(updater.download(targets).files()).hasSize(3);
            assertThat(network.takeRequests()).hasSize(3);
        }

        @Test
        void ofOnePathAreOfOneDescription() throws Exception {
            Updater updater = builder().build();
            List<TargetFile> targets = publishArtifacts(2, updater);
            TargetFile other = TargetFile.of("file0", 3, targets.get(1).hashes());

            assertThatThrownBy(() -> updater.download(List.of(targets.get(0), other)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("file0: expected one description of each artifact, got two that differ");
        }

        @Test
        void noneAtAllAreNoTrouble() throws Exception {
            assertThat(builder().build().download(List.of()).orThrow()).isEmpty();
        }

        @Test
        void stopWhenTheStoreFails() throws Exception {
            Updater updater = client.builder(network, new FullStore()).build();
            List<TargetFile> targets = publishArtifacts(10, updater);
            network.takeRequests();

            assertThatThrownBy(() -> updater.download(targets)).hasMessage("No space left on device");
            assertThat(network.takeRequests()).hasSizeLessThan(10);
        }

        @Test
        void areToldOfInOrder() throws Exception {
            List<String> told = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger inside = new AtomicInteger();
            Updater updater = builder()
                    .progress(new ProgressListener() {
                        @Override
                        public void expected(int files, long bytes) {
                            told.add("expected " + files + " " + bytes);
                        }

                        @Override
                        public void finished(String file, long bytes) {
                            told.add(inside.incrementAndGet() == 1 ? "finished" : "at the same time");
                            inside.decrementAndGet();
                        }
                    })
                    .build();
            List<TargetFile> targets = publishArtifacts(20, updater);
            told.clear();

            updater.download(targets);

            assertThat(told).hasSize(21).startsWith("expected 20 190").doesNotContain("at the same time");
        }
    }

    /** A store on a disk that is full. */
    private static final class FullStore implements TargetStore {
        @Override
        public Path locate(String targetPath) {
            return Path.of(targetPath);
        }

        @Override
        public Optional<InputStream> read(String targetPath) {
            return Optional.empty();
        }

        @Override
        public Incoming create(String targetPath) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    void nothingIsFetchedAheadWithOneConnection() throws Exception {
        rotate(3);

        client.builder(network).build().refresh();

        assertThat(network.takeRequests())
                .containsExactly(
                        "repository.example/metadata/2.root.json",
                        "repository.example/metadata/3.root.json",
                        "repository.example/metadata/4.root.json",
                        "repository.example/metadata/5.root.json",
                        "repository.example/metadata/timestamp.json",
                        "repository.example/metadata/4.snapshot.json",
                        "repository.example/metadata/1.targets.json");
        assertThat(client.events.stream().map(UpdateEvent::decision).toList())
                .containsExactly(ACCEPTED, ACCEPTED, ACCEPTED, NOT_AVAILABLE, ACCEPTED, ACCEPTED, ACCEPTED);
    }
}

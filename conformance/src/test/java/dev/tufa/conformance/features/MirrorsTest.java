package dev.tufa.conformance.features;

import static dev.tufa.conformance.features.TestNetwork.answer;
import static dev.tufa.conformance.features.TestNetwork.mirror;
import static dev.tufa.conformance.features.TestNetwork.standingStill;
import static dev.tufa.tuf.client.UpdateEvent.Decision.ACCEPTED;
import static dev.tufa.tuf.client.UpdateEvent.Decision.FAILED;
import static dev.tufa.tuf.client.UpdateEvent.Decision.KEPT;
import static dev.tufa.tuf.client.UpdateEvent.Decision.NOT_AVAILABLE;
import static dev.tufa.tuf.client.UpdateEvent.Decision.REFUSED;
import static dev.tufa.tuf.client.UpdateEvent.Decision.RESUMED;
import static dev.tufa.tuf.client.UpdateEvent.Decision.RETRIED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestKeys;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.testkit.TimestampBuilder;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.Mirror;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import dev.tufa.tuf.client.UpdateEvent;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.UpdaterBuilder;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.SignatureException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "A repository mirror cannot prevent updates from good mirrors." */
@Timeout(60)
class MirrorsTest {
    private static final byte[] CONTENT = "an artifact that several mirrors have".getBytes(UTF_8);
    private static final byte[] GARBAGE = "garbage".getBytes(UTF_8);

    private final RepositorySimulator repository = new RepositorySimulator();
    private final FeatureClient client = new FeatureClient(repository);
    private final TestNetwork network = new TestNetwork().host("good", repository);

    @BeforeEach
    void publish() {
        repository.targets().add("file", CONTENT);
        repository.publish();
    }

    private UpdaterBuilder mirrors(String first, String... others) {
        return mirrors(
                mirror(first), Arrays.stream(others).map(TestNetwork::mirror).toList());
    }

    private UpdaterBuilder mirrors(Mirror first, List<Mirror> others) {
        UpdaterBuilder builder = Updater.of(first)
                .fetcher(network)
                .metadataStore(client.store)
                .targetStore(client.artifacts)
                .transferPolicy(FeatureClient.HASTY)
                .events(client.events::add)
                .clock(client.clock);
        others.forEach(builder::mirror);
        return builder;
    }

    private void download(Updater updater) throws Exception {
        updater.refresh();
        updater.download(updater.find("file").orElseThrow().target());
        assertThat(client.artifacts.content("file")).contains(CONTENT);
    }

    private static Fetcher artifacts(Fetcher artifacts, Fetcher metadata) {
        return request ->
                request.uri().getPath().startsWith("/targets/") ? artifacts.open(request) : metadata.open(request);
    }

    /** The same but for a timestamp with which somebody else's keys would have everybody go on. */
    private Fetcher ofSomebodyElse() {
        byte[] forged = TestMetadata.aTimestamp()
                .version(99)
                .snapshot(2)
                .signedBy(TestKeys.key("somebody else"))
                .build();
        return request ->
                request.uri().getPath().endsWith("timestamp.json") ? answer(forged) : repository.open(request);
    }

    private List<String> hostsOf(String path) {
        return network.takeRequests().stream()
                .filter(request -> request.endsWith(path))
                .map(request -> request.substring(0, request.indexOf('/')))
                .toList();
    }

    @Nested
    @DisplayName("one that is bad keeps nobody from updating: it")
    class Bad {
        private void updatesBeside(Fetcher bad, UpdateEvent.Decision... decisions) throws Exception {
            network.host("bad", bad);

            download(mirrors("bad", "good").build());

            assertThat(client.decisions("timestamp.json")).containsSequence(decisions);
        }

        private Fetcher ofNobody() {
            return request -> {
                throw new NotAvailableException(request.uri(), "HTTP status 404");
            };
        }

        @Test
        void isNotThere() throws Exception {
            download(mirrors("bad", "good").build());

            assertThat(client.decisions("timestamp.json")).contains(FAILED);
        }

        @Test
        void hasNothing() throws Exception {
            updatesBeside(ofNobody(), NOT_AVAILABLE, ACCEPTED);
        }

        @Test
        void sendsEverybodyAway() throws Exception {
            updatesBeside(
                    request -> {
                        throw new PermanentFetchException(request.uri() + ": expected HTTP status 200, got 401");
                    },
                    FAILED);
        }

        @Test
        void sendsGarbage() throws Exception {
            updatesBeside(request -> answer(GARBAGE), REFUSED);
        }

        @Test
        void sendsWithoutEnd() throws Exception {
            RepositorySimulator endless = new RepositorySimulator();
            endless.serve("metadata/timestamp.json", Fault.endless());
            endless.serve("metadata/2.root.json", Fault.endless());
            updatesBeside(endless, REFUSED);
        }

        @Test
        void isOfAnotherRepository() throws Exception {
            updatesBeside(ofSomebodyElse(), REFUSED);
        }

        @Test
        void resetsEachConnection() throws Exception {
            updatesBeside(
                    request -> {
                        Fetcher.Response whole = repository.open(request);
                        return new Fetcher.Response(
                                whole.body(), OptionalLong.of(whole.length().orElseThrow() + 1));
                    },
                    RETRIED,
                    FAILED);
        }

        @Test
        void liesAboutAnArtifact() throws Exception {
            updatesBeside(artifacts(request -> answer(new byte[CONTENT.length]), repository), ACCEPTED);

            assertThat(client.decisions("file")).containsExactly(REFUSED, ACCEPTED);
        }

        @Test
        void isBehind() throws Exception {
            Fetcher behind = standingStill(repository);
            repository.publish();
            Updater updater = mirrors("good").build();
            updater.refresh();

            updatesBeside(behind, REFUSED);
        }

        @Test
        void standsStill() throws Exception {
            network.host("bad", standingStill(repository));
            mirrors("bad", "good").build().refresh();
            repository.root().keys(RoleType.TIMESTAMP, 1, TestKeys.key("new timestamp"));
            repository.publish();

            var refreshed = mirrors("bad", "good").build().refresh();

            assertThat(refreshed.root().version()).isEqualTo(2);
            assertThat(refreshed.timestamp().version()).isEqualTo(3);
        }
    }

    @Nested
    @DisplayName("where all are bad")
    class AllBad {
        @Test
        void theRefusalIsTold() {
            network.host("bad", request -> answer(GARBAGE));

            assertThatThrownBy(() -> mirrors("bad", "gone").build().refresh())
                    .hasMessageStartingWith("root.json: ")
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .singleElement()
                            .satisfies(other ->
                                    assertThat(other).hasMessageContaining("https://gone/metadata/2.root.json")));
        }

        @Test
        void somethingIsThereInsteadOfNothing() {
            assertThatThrownBy(() -> mirrors("gone", "lost").build().refresh())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Connection refused");
        }
    }

    @Nested
    @DisplayName("in order")
    class Order {
        @Test
        void theFirstIsAskedAndTheOthersOnlyForWhatIsNewest() throws Exception {
            network.host("second", repository).host("third", repository).host("fourth", repository);

            download(mirrors("good", "second", "third", "fourth").build());

            List<String> requests = network.takeRequests();
            assertThat(requests)
                    .filteredOn(request -> !request.startsWith("good/"))
                    .containsExactlyInAnyOrder(
                            "second/metadata/2.root.json",
                            "third/metadata/2.root.json",
                            "second/metadata/timestamp.json",
                            "third/metadata/timestamp.json");
        }

        @Test
        void theOneThatHasFailedIsAskedLastForAWhile() throws Exception {
            network.host("bad", artifacts(request -> answer(GARBAGE), repository));
            repository.targets().add("other", CONTENT);
            repository.publish();
            Updater updater = mirrors("bad", "good").build();
            download(updater);
            network.takeRequests();

            updater.download(updater.find("other").orElseThrow().target());

            assertThat(hostsOf("other")).containsExactly("good");
        }

        @Test
        void theOneThatHasFailedIsStillAskedWhenNobodyElseHasIt() throws Exception {
            Updater updater = mirrors("flaky", "good").build();
            updater.refresh();
            network.host("flaky", repository);
            network.host("good", request -> {
                throw new NotAvailableException(request.uri(), "HTTP status 404");
            });

            download(updater);
        }

        @Test
        void patternsSayWhoHasWhat() throws Exception {
            network.host("partial", repository);
            Mirror partial = new Mirror(
                    mirror("partial").metadataUrl(),
                    mirror("partial").targetsUrl(),
                    Mirror.Content.matching(List.of(new PathPattern("snapshot.json"))),
                    Mirror.Content.matching(List.of(new PathPattern("*.deb"))));

            download(mirrors(partial, List.of(mirror("good"))).build());

            assertThat(network.takeRequests())
                    .filteredOn(request -> request.startsWith("partial/"))
                    .containsExactly("partial/metadata/2.snapshot.json");
        }

        @Test
        void whatNobodyHasIsNotThere() {
            Mirror onlyMetadata = new Mirror(
                    mirror("good").metadataUrl(),
                    mirror("good").targetsUrl(),
                    Mirror.Content.EVERYTHING,
                    Mirror.Content.matching(List.of()));

            assertThatThrownBy(() -> download(mirrors(onlyMetadata, List.of()).build()))
                    .isInstanceOf(NotAvailableException.class)
                    .hasMessage("https://good/metadata/: expected a file, got no mirror that has file");
        }
    }

    @Nested
    @DisplayName("one download")
    class Failover {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 20, 36})
        void goesOnAtTheNextMirror(int cut) throws Exception {
            FlakyMirror first = new FlakyMirror(repository, CONTENT).breaksAfter(cut, 0, 0, 0);
            FlakyMirror second = new FlakyMirror(repository, CONTENT);
            network.host("first", first).host("second", second);

            download(mirrors("first", "second").build());

            assertThat(second.takeAsked()).containsExactly(cut == 0 ? "all" : "from " + cut);
            assertThat(client.decisions("file")).contains(FAILED);
            if (cut > 0) {
                assertThat(client.decisions("file")).endsWith(RESUMED, ACCEPTED);
            }
        }

        @Test
        void isNotSpoiledByWhatALiarHasBegun() throws Exception {
            FlakyMirror liar = new FlakyMirror(repository, new byte[CONTENT.length]).breaksAfter(20, 0, 0, 0);
            FlakyMirror second = new FlakyMirror(repository, CONTENT);
            network.host("liar", liar).host("second", second);

            download(mirrors("liar", "second").build());

            assertThat(second.takeAsked()).containsExactly("from 20", "all");
        }

        @Test
        void isNotSpoiledByALiarInTheMiddle() throws Exception {
            FlakyMirror first = new FlakyMirror(repository, CONTENT).breaksAfter(20, 0, 0, 0);
            FlakyMirror liar = new FlakyMirror(repository, new byte[CONTENT.length]);
            FlakyMirror third = new FlakyMirror(repository, CONTENT);
            network.host("first", first).host("liar", liar).host("third", third);

            download(mirrors("first", "liar", "third").build());

            assertThat(liar.takeAsked()).containsExactly("from 20", "all");
            assertThat(third.takeAsked()).containsExactly("all");
        }
    }

    @Nested
    @DisplayName("the list that the repository signs, mirrors.json")
    class Listed {
        private TimestampBuilder list(String... hosts) {
            StringBuilder mirrors = new StringBuilder();
            for (String host : hosts) {
                mirrors.append(mirrors.isEmpty() ? "" : ",")
                        .append("{\"urlbase\":\"https://")
                        .append(host)
                        .append("\",\"metapath\":\"metadata\",\"targetspath\":\"targets/\","
                                + "\"metacontent\":[\"*.json\"],\"targetscontent\":[\"*\"]}");
            }
            return TestMetadata.aTimestamp()
                    .without("meta")
                    .with("_type", "\"mirrors\"")
                    .with("mirrors", "[" + mirrors + "]")
                    .signedBy(TestKeys.key("mirrors"));
        }

        private void publishList(TimestampBuilder list) {
            repository.serve("metadata/mirrors.json", Fault.bytes(list.build()));
        }

        @BeforeEach
        void haveARole() {
            repository.root().keys(RoleType.MIRRORS, 1, TestKeys.key("mirrors"));
            repository.publish();
        }

        @Test
        void comesBeforeWhatTheClientWasToldOf() throws Exception {
            network.host("listed", repository);
            publishList(list("listed"));

            download(mirrors("good").mirrorList().build());

            assertThat(hostsOf("file")).containsExactly("listed");
        }

        @Test
        void isRememberedWhenThePlaceThatTheClientKnowsIsGone() throws Exception {
            network.host("listed", repository).host("first", repository);
            publishList(list("listed"));
            mirrors("first").mirrorList().build().refresh();
            network.host("first", request -> {
                throw new IOException("gone");
            });

            download(mirrors("first").mirrorList().build());
        }

        @Test
        void isNotAskedForUnlessThatIsWanted() throws Exception {
            publishList(list("listed"));

            download(mirrors("good").build());

            assertThat(network.takeRequests()).noneMatch(request -> request.contains("mirrors.json"));
        }

        @Test
        void isOfNoAccountUnlessItIsSignedAsTheRootSays() throws Exception {
            network.host("listed", repository);
            publishList(list("listed")
                    .signedBy(TestKeys.key("somebody else"))
                    .edited(text -> text.replace(
                            TestKeys.key("mirrors").keyId(),
                            TestKeys.key("somebody else").keyId())));

            download(mirrors("good").mirrorList().build());

            assertThat(hostsOf("file")).containsExactly("good");
            assertThat(client.decisions("mirrors.json")).containsExactly(REFUSED, KEPT);
        }

        @Test
        void isNotExchangedForAnOlderOne() throws Exception {
            network.host("listed", repository).host("old", repository);
            publishList(list("listed").version(2));
            mirrors("good").mirrorList().build().refresh();
            publishList(list("old"));

            download(mirrors("good").mirrorList().build());

            assertThat(hostsOf("file")).containsExactly("listed");
        }

        @Test
        void isOfNoUseWhenItHasExpired() throws Exception {
            network.host("listed", repository);
            publishList(list("listed").expires(TestMetadata.NOW));

            download(mirrors("good").mirrorList().build());

            assertThat(hostsOf("file")).containsExactly("good");
        }

        @Test
        void mayBeMissing() throws Exception {
            download(mirrors("good").mirrorList().build());

            assertThat(hostsOf("file")).containsExactly("good");
        }

        @Test
        void mayNameWhatIsNoAddress() throws Exception {
            network.host("listed", repository);
            publishList(TestMetadata.aTimestamp()
                    .without("meta")
                    .with("_type", "\"mirrors\"")
                    .with("mirrors", """
                            [{"urlbase":"file:///etc","metapath":"","targetspath":"","metacontent":["*"],"targetscontent":["*"]},
                             {"urlbase":"https://a b","metapath":"","targetspath":"","metacontent":["*"],"targetscontent":["*"]},
                             {"urlbase":"https://listed","metapath":"metadata","targetspath":"targets","metacontent":["*"],"targetscontent":["*"]}]""")
                    .signedBy(TestKeys.key("mirrors")));

            download(mirrors("good").mirrorList().build());

            assertThat(hostsOf("file")).containsExactly("listed");
        }
    }

    @Test
    void aMirrorThatNeverAnswersIsNotWaitedForLong() throws Exception {
        network.host("hanging", request -> {
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("no answer");
        });
        long start = System.nanoTime();

        download(mirrors("good", "hanging")
                .transferPolicy(FeatureClient.HASTY.withConnections(4))
                .build());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void refusalsOfOneMirrorAreExceptionsOfThatKind() {
        network.host("other", ofSomebodyElse());

        assertThatThrownBy(() -> mirrors("other").build().refresh()).isInstanceOf(SignatureException.class);
        assertThat(client.events)
                .filteredOn(event -> event.decision() == REFUSED)
                .allSatisfy(event -> assertThat(event.source()).isPresent());
    }
}

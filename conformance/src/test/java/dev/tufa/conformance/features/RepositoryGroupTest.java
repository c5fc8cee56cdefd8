package dev.tufa.conformance.features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestKeys;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.multi.Finding;
import dev.tufa.tuf.client.multi.RepositoryGroup;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.MapFile;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TAP 4: which repositories are believed of which targets, and what is known when one of them is silent. */
class RepositoryGroupTest {
    private final Map<String, FeatureClient> clients = new TreeMap<>();

    private RepositorySimulator repository(String name) {
        return clients.computeIfAbsent(name, unused -> new FeatureClient(new RepositorySimulator())).repository;
    }

    private void publish(String name, String path, String content) {
        repository(name).targets().add(path, content);
        repository(name).publish();
    }

    private void silence(String name) {
        repository(name).serve("metadata/timestamp.json", Fault.unreachable());
    }

    private void forge(String name) {
        repository(name).serve("metadata/timestamp.json", Fault.bytes("{}".getBytes(UTF_8)));
    }

    private RepositoryGroup group(String... mappings) throws Exception {
        String map = """
                {"repositories": {"A": ["https://a.example/"], "B": ["https://b.example/"], "C": ["https://c.example/"]},
                 "mapping": [%s]}""".formatted(String.join(",", mappings));
        repository("A");
        repository("B");
        repository("C");
        return new RepositoryGroup(MapFile.read(map.getBytes(UTF_8), JsonLimits.DEFAULT), this::client);
    }

    private Updater client(String name, List<java.net.URI> urls) {
        FeatureClient client = clients.get(name);
        if (client == null) {
            throw new IllegalArgumentException(name);
        }
        return client.builder(client.repository).build();
    }

    private static String mapping(String path, String repositories, int threshold, boolean terminating) {
        return """
                {"paths": ["%s"], "repositories": [%s], "threshold": %d, "terminating": %s}""".formatted(path, repositories, threshold, terminating);
    }

    @Nested
    @DisplayName("a threshold")
    class Threshold {
        private final String two = mapping("*", "\"A\",\"B\",\"C\"", 2, true);

        @Test
        void isReachedByThoseThatAgree() throws Exception {
            publish("A", "file", "content");
            publish("C", "file", "content");

            Finding finding = group(two).find("file");

            assertThat(finding)
                    .isInstanceOfSatisfying(
                            Finding.Agreed.class,
                            agreed -> assertThat(agreed.repositories()).containsExactly("A", "C"));
        }

        @Test
        void isReachedInSpiteOfOneThatSaysSomethingElse() throws Exception {
            publish("A", "file", "forged");
            publish("B", "file", "content");
            publish("C", "file", "content");
            RepositoryGroup group = group(two);

            Finding.Agreed agreed = (Finding.Agreed) group.find("file");
            group.download(agreed);

            assertThat(agreed.repositories()).containsExactly("B", "C");
            assertThat(agreed.target().length()).isEqualTo(7);
        }

        @Test
        void isNotReachedByOneAlone() throws Exception {
            publish("A", "file", "content");

            assertThat(group(two).find("file")).isInstanceOf(Finding.Disagreed.class);
        }

        @Test
        void isNotReachedByThreeThatDisagree() throws Exception {
            publish("A", "file", "content 1");
            publish("B", "file", "content 2");
            publish("C", "file", "content 3");

            assertThat(group(two).find("file"))
                    .isInstanceOfSatisfying(
                            Finding.Disagreed.class,
                            disagreed -> assertThat(disagreed.targets()).containsOnlyKeys("A", "B", "C"));
        }

        @Test
        void isReachedWithoutAskingTheOthers() throws Exception {
            publish("A", "file", "content");
            publish("B", "file", "content");
            RepositoryGroup group = group(two);
            repository("C").takeRequests();

            group.find("file");

            assertThat(repository("C").takeRequests()).isEmpty();
        }
    }

    @Nested
    @DisplayName("one that is silent or cannot be trusted")
    class Silent {
        @Test
        void isNotOneThatDoesNotListIt() throws Exception {
            publish("B", "file", "of the one that is less trusted");
            silence("A");

            Finding finding = group(mapping("*", "\"A\"", 1, false), mapping("*", "\"B\"", 1, true))
                    .find("file");

            assertThat(finding)
                    .isInstanceOfSatisfying(
                            Finding.Unknown.class,
                            unknown -> assertThat(unknown.failures()).containsOnlyKeys("A"));
        }

        @Test
        void isNotOneThatDoesNotListItEither() throws Exception {
            publish("B", "file", "of the one that is less trusted");
            forge("A");

            assertThat(group(mapping("*", "\"A\"", 1, false), mapping("*", "\"B\"", 1, true))
                            .find("file"))
                    .isInstanceOf(Finding.Unknown.class);
        }

        @Test
        void doesNotMatterWhereOthersAreEnough() throws Exception {
            publish("A", "file", "content");
            publish("C", "file", "content");
            silence("B");

            assertThat(group(mapping("*", "\"A\",\"B\",\"C\"", 2, true)).find("file"))
                    .isInstanceOf(Finding.Agreed.class);
        }

        @Test
        void doesNotMatterWhereItsWordWouldNotBeEnough() throws Exception {
            silence("A");
            publish("C", "file", "of the next mapping");

            assertThat(group(mapping("*", "\"A\",\"B\"", 2, false), mapping("*", "\"C\"", 1, true))
                            .find("file"))
                    .isInstanceOf(Finding.Agreed.class);
        }

        @Test
        void isAskedAgainTheNextTime() throws Exception {
            publish("A", "file", "content");
            silence("A");
            RepositoryGroup group = group(mapping("*", "\"A\"", 1, true));
            assertThat(group.refresh()).containsOnlyKeys("A");
            assertThat(group.find("file")).isInstanceOf(Finding.Unknown.class);

            repository("A").serveAll();

            assertThat(group.refresh()).isEmpty();
            assertThat(group.find("file")).isInstanceOf(Finding.Agreed.class);
        }
    }

    @Nested
    @DisplayName("mappings")
    class Mappings {
        @Test
        void areLookedAtInOrder() throws Exception {
            publish("A", "file", "of A");
            publish("B", "file", "of B");

            Finding.Agreed agreed =
                    (Finding.Agreed) group(mapping("*", "\"B\"", 1, false), mapping("*", "\"A\"", 1, false))
                            .find("file");

            assertThat(agreed.repositories()).containsExactly("B");
        }

        @Test
        void goOnToTheNextWhenTheTargetIsNotThere() throws Exception {
            publish("B", "file", "of B");

            assertThat(group(mapping("*", "\"A\"", 1, false), mapping("*", "\"B\"", 1, true))
                            .find("file"))
                    .isInstanceOf(Finding.Agreed.class);
        }

        @Test
        void endWithOneThatTerminates() throws Exception {
            publish("B", "file", "of B");

            assertThat(group(mapping("*", "\"A\"", 1, true), mapping("*", "\"B\"", 1, true))
                            .find("file"))
                    .isInstanceOf(Finding.NotListed.class);
        }

        @Test
        void thatDoNotMatchAreNotLookedAt() throws Exception {
            publish("B", "dir/file", "of B");

            assertThat(group(mapping("other/*", "\"A\"", 1, true), mapping("*", "\"B\"", 1, true))
                            .find("dir/file"))
                    .isInstanceOf(Finding.Agreed.class);
            assertThat(group(mapping("other/*", "\"A\"", 1, true)).find("dir/file"))
                    .isInstanceOf(Finding.NotListed.class);
        }
    }

    @Test
    void aDownloadGoesToTheNextThatAgrees() throws Exception {
        publish("A", "file", "content");
        publish("B", "file", "content");
        RepositoryGroup group = group(mapping("*", "\"A\",\"B\"", 2, true));
        Finding.Agreed agreed = (Finding.Agreed) group.find("file");
        String file = "targets/" + agreed.target().hashes().hexByFunction().get("sha256") + ".file";
        repository("A").serve(file, Fault.missing());

        group.download(agreed);

        assertThat(repository("B").takeRequests()).endsWith(file);
        repository("B").serve(file, Fault.bytes(new byte[7]));
    }

    @Test
    void aDownloadThatFailsEverywhereSaysWhyEverywhere() throws Exception {
        publish("A", "file", "content");
        publish("B", "file", "content");
        RepositoryGroup group = group(mapping("*", "\"A\",\"B\"", 2, true));
        Finding.Agreed agreed = (Finding.Agreed) group.find("file");
        String file = "targets/" + agreed.target().hashes().hexByFunction().get("sha256") + ".file";
        repository("A").serve(file, Fault.missing());
        repository("B").serve(file, Fault.bytes(new byte[7]));

        assertThatThrownBy(() -> group.download(agreed))
                .hasMessageContaining("HTTP status 404")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void aSearchMayBeginWithARoleThatTheMapNames() throws Exception {
        RepositorySimulator repository = repository("A");
        repository.targets().add("file", "what everybody gets");
        repository.targets().delegate(TestMetadata.aDelegation("curated").paths("*"));
        repository.role("curated").add("file", "what was looked at");
        repository.publish();
        String keyId = TestKeys.key("curated").keyId();
        String mapping = """
                {"paths": ["*"], "repositories": ["A"], "threshold": 1, "terminating": true,
                 "targets": {"name": "curated", "threshold": 1, "keyids": ["%s"], "keys": {"%s": %s}}}""".formatted(keyId, keyId, json("curated"));

        Finding.Agreed agreed = (Finding.Agreed) group(mapping).find("file");

        assertThat(agreed.target().length()).isEqualTo("what was looked at".length());
    }

    @Test
    void aRoleThatTheMapNamesIsSignedByWhomTheMapNames() throws Exception {
        RepositorySimulator repository = repository("A");
        repository.targets().delegate(TestMetadata.aDelegation("curated").paths("*"));
        repository.role("curated").add("file", "of a root that was stolen");
        repository.publish();
        String keyId = TestKeys.key("my own").keyId();
        String mapping = """
                {"paths": ["*"], "repositories": ["A"], "threshold": 1, "terminating": true,
                 "targets": {"name": "curated", "threshold": 1, "keyids": ["%s"], "keys": {"%s": %s}}}""".formatted(keyId, keyId, json("my own"));

        assertThat(group(mapping).find("file")).isInstanceOf(Finding.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pypi.org", "mailto:a@b", "https://a b/", ""})
    void whatIsNoAddressIsRefused(String url) throws Exception {
        MapFile map = MapFile.read(
                "{\"repositories\": {\"a\": [\"%s\"]}, \"mapping\": []}"
                        .formatted(url)
                        .getBytes(UTF_8),
                JsonLimits.DEFAULT);

        assertThatThrownBy(() -> new RepositoryGroup(map, this::client))
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessage("map.json: repositories.a: expected an absolute URL, got " + url);
    }

    private static String json(String key) {
        return new String(
                dev.tufa.tuf.json.JsonText.bytes(TestKeys.key(key).key().toJson()), UTF_8);
    }
}

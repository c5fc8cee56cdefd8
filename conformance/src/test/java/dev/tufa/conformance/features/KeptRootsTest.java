package dev.tufa.conformance.features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestKeys;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.RoleType;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TUF §5.2: a pinned root, and a long chain of roots that were kept since. */
@Timeout(60)
class KeptRootsTest {
    private static final int NEWEST = 101;

    private final RepositorySimulator repository = new RepositorySimulator();
    private final FeatureClient client = new FeatureClient(repository);
    private final TestNetwork network = new TestNetwork().host("repository.example", repository);
    private final byte[] pinned = repository.file("metadata/1.root.json");

    @BeforeEach
    void keepARootForEachKey() {
        for (long version = 2; version <= NEWEST; version++) {
            repository.root().keys(RoleType.ROOT, 1, TestKeys.key("root " + version));
            repository.publish();
            client.store.writeRoot(version, repository.file("metadata/" + version + ".root.json"));
        }
    }

    private Updater updater() {
        return client.builder(network).pinnedRoot(pinned).build();
    }

    /** What was asked for of roots. */
    private List<String> refresh() throws Exception {
        assertThat(updater().refresh().root().version()).isEqualTo(NEWEST);
        return network.takeRequests().stream()
                .filter(request -> request.endsWith(".root.json"))
                .map(request -> request.replaceAll(".*/", ""))
                .toList();
    }

    @Test
    void areFollowedToTheirEnd() throws Exception {
        assertThat(refresh()).containsExactly("102.root.json");
    }

    @Test
    void areFollowedFromTheStoredOneWhereThatWayIsKnown() throws Exception {
        byte[] newest = repository.file("metadata/" + NEWEST + ".root.json");
        client.store.write("root", newest);
        refresh();
        for (long version = 2; version < NEWEST; version++) {
            client.store.writeRoot(version, "{".getBytes(UTF_8));
        }

        assertThat(refresh()).containsExactly("102.root.json");
    }

    /** Whatever was verified before its turn, a chain ends where it is broken, and the repository has what is missing. */
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 40, 65, 66, 100})
    void areNotFollowedBeyondOneThatIsDamaged(long broken) throws Exception {
        byte[] other = repository.file("metadata/" + (broken + 1) + ".root.json");
        client.store.writeRoot(broken, other);

        assertThat(refresh())
                .contains(broken + ".root.json", "102.root.json")
                .doesNotContain((broken - 1) + ".root.json");
        assertThat(client.store.readRoot(broken, 1 << 20))
                .contains(repository.file("metadata/" + broken + ".root.json"));
    }

    @Test
    void doNotLeadFromAnotherPinnedRoot() throws Exception {
        client.store.write("root", repository.file("metadata/" + NEWEST + ".root.json"));
        refresh();
        RepositorySimulator stranger = new RepositorySimulator();
        stranger.root().keys(RoleType.ROOT, 1, TestKeys.key("a stranger"));
        stranger.publish();
        client.store.delete("timestamp");
        client.store.delete("snapshot");

        Updater updater = client.builder(new TestNetwork().host("repository.example", stranger))
                .pinnedRoot(stranger.file("metadata/2.root.json"))
                .build();

        assertThat(updater.refresh().root().version()).isEqualTo(2);
    }
}

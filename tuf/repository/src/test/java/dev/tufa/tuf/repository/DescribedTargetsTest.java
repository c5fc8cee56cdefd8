package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Targets of which only metadata is here. */
class DescribedTargetsTest {
    private static final AddOptions REPLACE = AddOptions.DEFAULT.withExisting(AddOptions.Existing.REPLACE);

    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
    }

    private static TargetFile target(String path, int length) {
        return TargetFile.of(path, length, Hashes.ofSha256("ab".repeat(32)));
    }

    private static List<TargetFile> targets(int count) {
        List<TargetFile> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            targets.add(target("packages/%d.tar.gz".formatted(i), i));
        }
        return targets;
    }

    private PublicationPlan plan(List<TargetFile> targets, AddOptions options)
            throws RepositoryException, IOException, TrustException {
        return plan(sandbox.repository, targets, options);
    }

    private PublicationPlan plan(Repository repository, List<TargetFile> targets, AddOptions options)
            throws RepositoryException, IOException, TrustException {
        Iterator<TargetFile> iterator = targets.iterator();
        try (KeyRing keys = repository.unlock(Sandbox.passphrase())) {
            return repository.plan(
                    () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty(),
                    options,
                    keys,
                    sandbox.now,
                    PlanOptions.DEFAULT);
        }
    }

    private void publish(List<TargetFile> targets, AddOptions options)
            throws RepositoryException, IOException, TrustException {
        sandbox.repository.publish(plan(targets, options), sandbox.now);
    }

    private void stageBins(Change.BinStyle style, int bits) throws RepositoryException, IOException, TrustException {
        sandbox.repository.stage(new Change.DelegateBins("targets", style, bits, "bin", KeyRequest.ONE));
    }

    private void assertFound(List<TargetFile> targets) throws IOException, TrustException {
        FolderClient client = sandbox.updatedClient();
        for (TargetFile target : targets) {
            assertThat(client.find(target.path())).contains(target);
        }
    }

    @ParameterizedTest
    @EnumSource(Change.BinStyle.class)
    void goIntoTheirHashBins(Change.BinStyle style) throws Exception {
        stageBins(style, 4);
        sandbox.publish();
        FolderClient returning = sandbox.updatedClient();
        publish(targets(1000), AddOptions.DEFAULT);
        assertFound(targets(1000));
        returning.update(sandbox.now);
        assertThat(returning.find("packages/7.tar.gz")).isPresent();
        assertThat(returning.meta("bin-0.json").version()).isEqualTo(2);
        assertThat(returning.meta("targets.json").version()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Change.BinStyle.class)
    void goIntoHashBinsOfTheSamePublication(Change.BinStyle style) throws Exception {
        stageBins(style, 3);
        sandbox.add("staged.txt", "staged as well");
        publish(targets(50), AddOptions.DEFAULT);
        assertFound(targets(50));
        assertThat(sandbox.updatedClient().download("staged.txt")).isEqualTo("staged as well");
        assertThat(sandbox.repository.status().staged()).isEmpty();
    }

    @Test
    void goIntoTheRoleItselfWhereThereAreNoBins() throws Exception {
        publish(targets(100), AddOptions.DEFAULT);
        assertFound(targets(100));
        assertThat(sandbox.updatedClient().download("a.txt")).isEqualTo("old");
    }

    @Test
    void goIntoTheBinsOfANamedRole() throws Exception {
        sandbox.repository.stage(Scenario.delegation("dev", "packages/*"));
        sandbox.repository.stage(
                new Change.DelegateBins("dev", Change.BinStyle.SUCCINCT, 3, "dev-bin", KeyRequest.ONE));
        sandbox.publish();
        publish(targets(100), AddOptions.DEFAULT.withRole("dev"));
        assertFound(targets(100));
    }

    @Test
    void keepWhatIsSaidOfThem() throws Exception {
        TargetFile full = new TargetFile(
                "full",
                7,
                new Hashes(Map.of("sha256", "ab".repeat(32), "sha512", "cd".repeat(64))),
                Optional.of(JsonObject.of(Map.of("x", JsonString.of("line\n")))),
                JsonObject.of(Map.of("later", JsonString.of("field"))));
        publish(List.of(full), AddOptions.DEFAULT);
        assertFound(List.of(full));
    }

    @Test
    void thatAreDescribedAlreadyNeedNoPublication() throws Exception {
        stageBins(Change.BinStyle.SUCCINCT, 3);
        publish(targets(50), AddOptions.DEFAULT);
        assertThat(plan(targets(50), AddOptions.DEFAULT).isEmpty()).isTrue();
        PublicationPlan one = plan(List.of(target("packages/51.tar.gz", 1)), AddOptions.DEFAULT);
        assertThat(one.steps()).hasSize(3);
    }

    @Test
    void areReplacedOnlyIfThatIsAskedFor() throws Exception {
        stageBins(Change.BinStyle.SUCCINCT, 2);
        publish(targets(20), AddOptions.DEFAULT);
        List<TargetFile> other = List.of(target("packages/3.tar.gz", 1000));
        assertThatThrownBy(() -> plan(other, AddOptions.DEFAULT))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageStartingWith(
                        "target packages/3.tar.gz: expected a path that is free or has the same content, got ");
        publish(other, REPLACE);
        assertFound(other);
        assertThatThrownBy(() -> plan(List.of(target("x", 1), target("x", 2)), AddOptions.DEFAULT))
                .isInstanceOf(ChangeRefusedException.class);
    }

    @Test
    void thatClientsWouldNotFindAreRefused() throws Exception {
        sandbox.repository.stage(Scenario.delegation("first", "packages/1*"));
        sandbox.repository.stage(Scenario.delegation("dev", "packages/*"));
        sandbox.publish();
        assertThatThrownBy(() -> plan(targets(20), AddOptions.DEFAULT.withRole("dev")))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("role dev: expected the first that clients ask for packages/1.tar.gz, got one after first");
        assertThatThrownBy(() -> plan(List.of(target("other", 1)), AddOptions.DEFAULT.withRole("dev")))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("role dev: expected one that clients ask for other, got one that they do not");
        assertThatThrownBy(() -> plan(targets(1), AddOptions.DEFAULT.withRole("nobody")))
                .isInstanceOf(ChangeRefusedException.class);
    }

    @Test
    void thatAnotherRoleDescribesAreRefused() throws Exception {
        sandbox.repository.stage(new Change.Delegate(
                "targets", "dev", new PathScope.Paths(List.of(new PathPattern("*"))), false, KeyRequest.ONE));
        sandbox.publish();
        assertThatThrownBy(() -> plan(List.of(target("a.txt", 1)), REPLACE.withRole("dev")))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("target a.txt: expected no other role than dev to describe it, got targets");
    }

    @Test
    void thatARoleDescribesBesideItsBinsAreRefused() throws Exception {
        stageBins(Change.BinStyle.SUCCINCT, 2);
        sandbox.publish();
        assertThatThrownBy(() -> plan(List.of(target("a.txt", 1)), REPLACE))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("target a.txt: expected no other role than a hash bin to describe it, got targets");
    }

    @Test
    void withPathsThatNobodyShouldHaveAreRefused() {
        assertThatThrownBy(() -> plan(List.of(target("../x", 1)), AddOptions.DEFAULT))
                .isInstanceOf(ChangeRefusedException.class);
        assertThatThrownBy(() ->
                        plan(List.of(TargetFile.of("x", 1, new Hashes(Map.of("md5", "ab")))), AddOptions.DEFAULT))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageStartingWith("target x: expected a SHA-256, got ");
    }

    /** Twenty megabytes of metadata, of which sixteen are kept in memory. */
    @Test
    void mayBeMoreThanFitIntoMemory() throws Exception {
        List<TargetFile> large = new ArrayList<>();
        JsonObject custom = JsonObject.of(Map.of("x", JsonString.of("x".repeat(500_000))));
        for (int i = 0; i < 40; i++) {
            large.add(new TargetFile(
                    "large-" + i, 1, Hashes.ofSha256("ab".repeat(32)), Optional.of(custom), JsonObject.EMPTY));
        }
        stageBins(Change.BinStyle.SUCCINCT, 4);
        PublicationPlan plan = plan(large, AddOptions.DEFAULT);
        Path spool = Trees.epoch(sandbox.folder).resolve("spool");
        assertThat(spool).isNotEmptyDirectory();
        assertThat(plan.steps())
                .filteredOn(step -> step instanceof PublicationStep.Create create
                        && create.content().file().isPresent())
                .isNotEmpty();
        sandbox.repository.publish(plan, sandbox.now);
        assertFound(large);
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void areThereOrNotWhenThePublicationStopsAtAnyPoint() throws Exception {
        stageBins(Change.BinStyle.SUCCINCT, 2);
        sandbox.publish();
        FolderClient returning = sandbox.updatedClient();
        int stopped = 0;
        boolean ended = false;
        for (int survives = 0; !ended; survives++) {
            Path folder = Trees.copy(sandbox.folder, temporary.resolve("copy-" + survives));
            try {
                Repository repository =
                        Repository.open(folder, CrashingDisk.after(survives, Failure.KILL_HALF_WRITTEN));
                repository.publish(plan(repository, targets(8), AddOptions.DEFAULT), sandbox.now);
                ended = true;
            } catch (CrashingDisk.Killed e) {
                stopped++;
            }
            FolderClient client = returning.reading(folder.resolve("repository"));
            client.update(sandbox.now);
            boolean there = client.find("packages/3.tar.gz").isPresent();
            for (TargetFile target : targets(8)) {
                assertThat(client.find(target.path()).isPresent()).isEqualTo(there);
            }
            Sandbox next = Sandbox.open(folder);
            next.repository.recover();
            next.repository.publish(plan(next.repository, targets(8), AddOptions.DEFAULT), sandbox.now);
            client.update(sandbox.now);
            assertThat(client.find("packages/3.tar.gz")).contains(target("packages/3.tar.gz", 3));
            Trees.delete(folder);
        }
        assertThat(stopped).isGreaterThan(15);
    }
}

package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("targets that somebody else keeps")
class TargetEditsTest {
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

    private static Change.Delegate delegation(String name, boolean terminating, String... patterns) {
        return new Change.Delegate(
                "targets",
                name,
                new PathScope.Paths(Stream.of(patterns).map(PathPattern::new).toList()),
                terminating,
                KeyRequest.ONE);
    }

    private PublicationPlan plan(Repository repository, TargetEdits edits)
            throws RepositoryException, IOException, TrustException {
        try (KeyRing keys = repository.unlock(Sandbox.passphrase())) {
            return repository.plan(edits, keys, sandbox.now, PlanOptions.DEFAULT);
        }
    }

    private PublicationPlan plan(List<TargetFile> described, String... removed)
            throws RepositoryException, IOException, TrustException {
        return plan(sandbox.repository, new TargetEdits(described, List.of(removed)));
    }

    private void publish(List<TargetFile> described, String... removed)
            throws RepositoryException, IOException, TrustException {
        sandbox.repository.publish(plan(described, removed), sandbox.now);
    }

    private void assertDescribed(String role, TargetFile target)
            throws RepositoryException, IOException, TrustException {
        assertThat(sandbox.updatedClient().find(target.path())).contains(target);
        assertThat(sandbox.repository.find(target.path()))
                .get()
                .extracting(PublishedTarget::role, PublishedTarget::length)
                .containsExactly(role, target.length());
    }

    @Nested
    @DisplayName("are described")
    class Described {
        @Test
        void byTargetsWhereNothingIsDelegated() throws Exception {
            publish(List.of(target("x", 1), target("deep/y", 2)));
            assertDescribed("targets", target("x", 1));
            assertDescribed("targets", target("deep/y", 2));
            assertThat(sandbox.updatedClient().download("a.txt")).isEqualTo("old");
        }

        @Test
        void withoutFilesOfTheirs() throws Exception {
            publish(List.of(target("x", 1)));
            try (Stream<Path> files = Files.walk(sandbox.published().resolve("targets"))) {
                assertThat(files).noneMatch(file -> file.toString().endsWith(".x"));
            }
        }

        @Test
        void anewWhereTheyAreDescribedAlready() throws Exception {
            publish(List.of(target("x", 1)));
            sandbox.repository.stage(delegation("dev", false, "*"));
            TargetFile custom = new TargetFile(
                    "x",
                    2,
                    Hashes.ofSha256("cd".repeat(32)),
                    Optional.of(JsonObject.of(Map.of("k", JsonString.of("v")))),
                    JsonObject.EMPTY);
            publish(List.of(custom));
            assertDescribed("targets", custom);
            publish(List.of(target("y", 1)));
            assertDescribed("dev", target("y", 1));
        }

        @Test
        void onceIfThatIsSaidTwice() throws Exception {
            publish(List.of(target("x", 1), target("x", 1)));
            assertDescribed("targets", target("x", 1));
        }

        @Test
        void asTheyAreSaidToBeEvenIfTheyAreRemovedAsWell() throws Exception {
            publish(List.of(target("same", 1), target("other", 1)));
            publish(List.of(target("same", 1), target("other", 2), target("new", 3)), "same", "other", "new");
            assertDescribed("targets", target("same", 1));
            assertDescribed("targets", target("other", 2));
            assertDescribed("targets", target("new", 3));
        }

        @Test
        void togetherWithWhatIsStaged() throws Exception {
            sandbox.add("staged.txt", "staged");
            sandbox.repository.stage(delegation("dev", true, "dev/*"));
            publish(List.of(target("dev/x", 1)));
            assertDescribed("dev", target("dev/x", 1));
            assertThat(sandbox.updatedClient().download("staged.txt")).isEqualTo("staged");
            assertThat(sandbox.repository.status().staged()).isEmpty();
        }

        @Test
        void inThePlaceOfWhatIsStagedUnderTheirPath() throws Exception {
            sandbox.add("x", "staged");
            publish(List.of(target("x", 1)));
            assertDescribed("targets", target("x", 1));
        }
    }

    @Nested
    @DisplayName("are described by the role that clients ask (TUF 1.0.34 §5.6.7)")
    class Roles {
        @Test
        void whichIsTheFirstThatCoversThePath() throws Exception {
            sandbox.repository.stage(delegation("other", false, "other/*"));
            sandbox.repository.stage(delegation("first", false, "pool/*"));
            sandbox.repository.stage(delegation("second", true, "pool/*"));
            publish(List.of(target("pool/x", 1)));
            assertDescribed("first", target("pool/x", 1));
        }

        @Test
        void whichIsTheDeepestOfThoseThatLeadToEachOther() throws Exception {
            sandbox.repository.stage(delegation("one", true, "pool/*", "pool/*/*"));
            sandbox.publish();
            sandbox.repository.stage(new Change.Delegate(
                    "one", "two", new PathScope.Paths(List.of(new PathPattern("pool/two/*"))), false, KeyRequest.ONE));
            publish(List.of(target("pool/x", 1), target("pool/two/x", 2)));
            assertDescribed("one", target("pool/x", 1));
            assertDescribed("two", target("pool/two/x", 2));
        }

        @ParameterizedTest
        @EnumSource(Change.BinStyle.class)
        void whichIsAHashBin(Change.BinStyle style) throws Exception {
            sandbox.repository.stage(delegation("packages", true, "pool/*"));
            sandbox.repository.stage(new Change.DelegateBins("packages", style, 2, "bin", KeyRequest.ONE));
            sandbox.publish();
            List<TargetFile> targets = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                targets.add(target("pool/" + i, i));
            }
            publish(targets);
            FolderClient client = sandbox.updatedClient();
            for (TargetFile target : targets) {
                assertThat(client.find(target.path())).contains(target);
                assertThat(sandbox.repository.find(target.path()).orElseThrow().role())
                        .startsWith("bin-");
            }
            publish(List.of(target("pool/7", 700)), "pool/8");
            assertThat(sandbox.updatedClient().find("pool/7")).contains(target("pool/7", 700));
            assertThat(sandbox.updatedClient().find("pool/8")).isEmpty();
        }

        @Test
        void whichIsTheLaterOneWhileClientsFindThemThere() throws Exception {
            sandbox.repository.stage(delegation("packages", true, "pool/*"));
            publish(List.of(target("pool/x", 1)));
            sandbox.repository.stage(before("packages", "team", false, "pool/*"));
            publish(List.of(target("pool/x", 2), target("pool/y", 1)));
            assertDescribed("packages", target("pool/x", 2));
            assertDescribed("team", target("pool/y", 1));
        }

        @Test
        void whichIsTheTerminatingOneThatHasComeBefore() throws Exception {
            sandbox.repository.stage(delegation("packages", true, "pool/*"));
            publish(List.of(target("pool/x", 1)));
            sandbox.repository.stage(before("packages", "team", true, "pool/x"));
            sandbox.publish();
            assertThat(sandbox.updatedClient().find("pool/x")).isEmpty();
            publish(List.of(target("pool/x", 1)));
            assertDescribed("team", target("pool/x", 1));
        }

        @Test
        void andNoneOfATerminatingOneThatDoesNotCoverThem() throws Exception {
            sandbox.repository.stage(delegation("narrow", true, "pool/a*"));
            sandbox.repository.stage(delegation("wide", false, "pool/*"));
            publish(List.of(target("pool/a1", 1), target("pool/b1", 1)));
            assertDescribed("narrow", target("pool/a1", 1));
            assertDescribed("wide", target("pool/b1", 1));
        }

        @Test
        void whoseKeysHaveToBeHere() throws Exception {
            sandbox.repository.stage(delegation("team", true, "pool/*"));
            sandbox.publish();
            String key = sandbox.repository.status().roles().stream()
                    .filter(role -> role.name().equals("team"))
                    .flatMap(role -> role.keys().stream())
                    .map(Status.KeyStatus::keyId)
                    .findFirst()
                    .orElseThrow();
            try (Stream<Path> files = Files.list(sandbox.folder.resolve("keys"))) {
                for (Path file : files.filter(each -> each.toString().contains(key.substring(0, 8)))
                        .toList()) {
                    Files.delete(file);
                }
            }
            Map<String, String> before = Trees.digests(sandbox.published());
            assertThatThrownBy(() -> publish(List.of(target("pool/x", 1), target("y", 1))))
                    .isInstanceOf(MissingKeyException.class)
                    .hasMessageContaining("team");
            assertThat(Trees.digests(sandbox.published())).isEqualTo(before);
            publish(List.of(target("y", 1)));
            assertDescribed("targets", target("y", 1));
        }

        private Change.Delegate before(String other, String name, boolean terminating, String pattern) {
            return new Change.Delegate(
                    "targets",
                    name,
                    new PathScope.Paths(List.of(new PathPattern(pattern))),
                    terminating,
                    KeyRequest.ONE,
                    Optional.of(other));
        }
    }

    @Nested
    @DisplayName("are removed")
    class Removed {
        @Test
        void fromTheRoleThatDescribesThem() throws Exception {
            sandbox.repository.stage(delegation("dev", true, "dev/*"));
            publish(List.of(target("dev/x", 1), target("dev/y", 1), target("z", 1)));
            publish(List.of(), "dev/x", "z");
            FolderClient client = sandbox.updatedClient();
            assertThat(client.find("dev/x")).isEmpty();
            assertThat(client.find("z")).isEmpty();
            assertThat(client.find("dev/y")).isPresent();
            assertThat(client.download("a.txt")).isEqualTo("old");
        }

        @Test
        void alsoIfSomebodyAddedThemWithTheirFiles() throws Exception {
            publish(List.of(), "a.txt");
            assertThat(sandbox.updatedClient().find("a.txt")).isEmpty();
        }

        @Test
        void onceIfThatIsSaidTwice() throws Exception {
            publish(List.of(target("x", 1)));
            publish(List.of(), "x", "x");
            assertThat(sandbox.updatedClient().find("x")).isEmpty();
        }

        @Test
        void andComeAgain() throws Exception {
            publish(List.of(target("x", 1)));
            publish(List.of(), "x");
            publish(List.of(target("x", 1)));
            assertDescribed("targets", target("x", 1));
        }

        @Test
        void togetherWithWhatIsStagedUnderTheirPath() throws Exception {
            sandbox.add("x", "staged");
            publish(List.of(), "x");
            assertThat(sandbox.updatedClient().find("x")).isEmpty();
            assertThat(sandbox.repository.status().staged()).isEmpty();
        }
    }

    @Nested
    @DisplayName("need no publication")
    class Nothing {
        @Test
        void ifThereAreNone() throws Exception {
            assertThat(plan(List.of()).isEmpty()).isTrue();
        }

        @Test
        void ifMetadataSaysAllOfItAlready() throws Exception {
            publish(List.of(target("x", 1)));
            assertThat(plan(List.of(target("x", 1)), "y", "deep/z").isEmpty()).isTrue();
        }

        @Test
        void ifTheyAreRemovedAndWereNeverThere() throws Exception {
            sandbox.repository.stage(delegation("dev", true, "dev/*"));
            sandbox.publish();
            assertThat(plan(List.of(), "dev/x", "x", "", "../x").isEmpty()).isTrue();
        }
    }

    @Nested
    @DisplayName("of a repository that somebody else began")
    class Foreign {
        private ForeignTree foreign;

        @BeforeEach
        void prepare() throws Exception {
            foreign = ForeignTree.in(temporary.resolve("foreign"));
        }

        private void adopt() throws Exception {
            foreign.write();
            Path folder = temporary.resolve("adopted");
            Repository.adopt(foreign.folder, folder, AdoptOptions.DEFAULT, Sandbox.START, CrashingDisk.counting());
            ForeignTree.giveKeys(folder, "timestamp", "snapshot", "targets", "one", "two", "three");
            sandbox = Sandbox.open(folder);
        }

        private Optional<TargetFile> found(String path) throws Exception {
            FolderClient client = FolderClient.fromRoot(sandbox.published(), 3);
            client.update(sandbox.now);
            return client.find(path);
        }

        @Test
        void areDescribedByTheDeepestRole() throws Exception {
            adopt();
            publish(List.of(target("deep/new", 1)), "deep/file.txt");
            assertThat(found("deep/new")).contains(target("deep/new", 1));
            assertThat(found("deep/file.txt")).isEmpty();
            assertThat(sandbox.repository.find("deep/new").orElseThrow().role()).isEqualTo("three");
        }

        @Test
        void areDescribedWhereRolesDelegateInACircle() throws Exception {
            foreign.delegate("three", "one", new PathScope.Paths(List.of(new PathPattern("deep/*"))));
            adopt();
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> publish(List.of(target("deep/new", 1))));
            assertThat(found("deep/new")).contains(target("deep/new", 1));
        }

        @Test
        void areRemovedUnderPathsThatNobodyShouldHave() throws Exception {
            foreign.add("targets", "a\\b", "odd");
            adopt();
            assertThat(found("a\\b")).isPresent();
            publish(List.of(), "a\\b");
            assertThat(found("a\\b")).isEmpty();
        }
    }

    @Nested
    @DisplayName("are refused")
    class RefusedOnes {
        private void requireRefused(String message, List<TargetFile> described, String... removed) throws Exception {
            Map<String, String> before = Trees.digests(sandbox.published());
            assertThatThrownBy(() -> plan(described, removed))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageStartingWith(message);
            assertThat(Trees.digests(sandbox.published())).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/x", "../x", "a//b", "a/./b", "a\\b", "a\nb"})
        void withMalformedPaths(String path) throws Exception {
            requireRefused("target path: expected ", List.of(target("good", 1), target(path, 1)));
        }

        @Test
        void withoutSha256() throws Exception {
            requireRefused(
                    "target x: expected a SHA-256, got ",
                    List.of(TargetFile.of("x", 1, new Hashes(Map.of("sha512", "ab".repeat(64))))));
        }

        @Test
        void ifTheyAreTwoThingsAtOnce() {
            assertThatThrownBy(() -> new TargetEdits(List.of(target("x", 1), target("x", 2)), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("described: expected one target of each path, got two of \"x\"");
        }
    }

    @Test
    void areThereOrNotWhenThePublicationStopsAtAnyPoint() throws Exception {
        sandbox.repository.stage(delegation("dev", true, "dev/*"));
        publish(List.of(target("dev/old", 1), target("x", 1)));
        FolderClient returning = sandbox.updatedClient();
        TargetEdits edits = new TargetEdits(List.of(target("dev/new", 2), target("x", 2)), List.of("dev/old"));
        boolean ended = false;
        int stopped = 0;
        for (int survives = 0; !ended; survives += 2) {
            Path folder = Trees.copy(sandbox.folder, temporary.resolve("copy-" + survives));
            try {
                Repository repository =
                        Repository.open(folder, CrashingDisk.after(survives, Failure.KILL_HALF_WRITTEN));
                repository.publish(plan(repository, edits), sandbox.now);
                ended = true;
            } catch (CrashingDisk.Killed e) {
                stopped++;
            }
            FolderClient client = returning.reading(folder.resolve("repository"));
            client.update(sandbox.now);
            boolean there = client.find("dev/new").isPresent();
            assertThat(client.find("dev/old").isPresent()).isEqualTo(!there);
            assertThat(client.find("x")).contains(target("x", there ? 2 : 1));
            Repository next = Sandbox.open(folder).repository;
            next.recover();
            next.publish(plan(next, edits), sandbox.now);
            client.update(sandbox.now);
            assertThat(client.find("dev/new")).contains(target("dev/new", 2));
            assertThat(client.find("dev/old")).isEmpty();
            Trees.delete(folder);
        }
        assertThat(stopped).isGreaterThan(10);
    }
}

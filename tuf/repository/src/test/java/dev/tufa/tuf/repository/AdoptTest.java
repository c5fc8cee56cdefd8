package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.NotInSnapshotException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A repository of somebody else is adopted")
class AdoptTest {
    private static final AdoptOptions COPIED = AdoptOptions.DEFAULT.withArtifacts(AdoptOptions.Artifacts.COPIED);
    private static final String[] ALL_KEYS = {
        "root", "timestamp", "snapshot", "targets", "one", "two", "three", "prefixed", "low", "high", "succinct", "bin"
    };

    @TempDir
    Path temporary;

    private Path folder;
    private ForeignTree foreign;

    @BeforeEach
    void begin() throws Exception {
        folder = temporary.resolve("repo");
        foreign = ForeignTree.in(temporary.resolve("foreign"));
    }

    private Adopted adopt(AdoptOptions options) throws Exception {
        return Repository.adopt(foreign.folder, folder, options, Sandbox.START, CrashingDisk.counting());
    }

    private Sandbox opened() throws Exception {
        Sandbox sandbox = Sandbox.open(folder);
        sandbox.now = Sandbox.START.plusSeconds(60);
        return sandbox;
    }

    private static FolderClient client(Path published, long root) throws IOException {
        return FolderClient.fromRoot(published, root);
    }

    private static Map<String, String> found(FolderClient client) throws IOException, TrustException {
        Map<String, String> found = new TreeMap<>();
        for (String path : ForeignTree.contents().keySet()) {
            found.put(path, client.download(path));
        }
        return found;
    }

    @Nested
    @DisplayName("with every byte that it has")
    class Bytes {
        @Test
        void andNothingIsSigned() throws Exception {
            foreign.write();

            Adopted adopted = adopt(COPIED);

            assertThat(Trees.digests(folder.resolve("repository/metadata")))
                    .isEqualTo(Trees.digests(foreign.folder.resolve("metadata")));
            assertThat(Trees.digests(folder.resolve("repository/targets")))
                    .containsAllEntriesOf(Trees.digests(foreign.folder.resolve("targets")));
            assertThat(adopted.firstRoot()).isEqualTo(3);
            assertThat(adopted.rootKeyIds()).containsExactly(ForeignTree.keyId("root"));
            assertThat(adopted.rootThreshold()).isEqualTo(1);
            assertThat(adopted.expired()).isEmpty();
            assertThat(adopted.artifacts()).isEqualTo(4);
            assertThat(adopted.remarks()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(
                names = {"COPIED", "LINKED"},
                value = AdoptOptions.Artifacts.class)
        void andATargetHasANameForEachHashThatAClientMayChoose(AdoptOptions.Artifacts artifacts) throws Exception {
            foreign.write();
            adopt(AdoptOptions.DEFAULT.withArtifacts(artifacts));
            FolderClient client = client(folder.resolve("repository"), 3);
            client.update(Sandbox.START);
            for (Map.Entry<String, String> content : ForeignTree.contents().entrySet()) {
                TargetFile target = client.find(content.getKey()).orElseThrow();
                assertThat(TargetCopies.hashNames(target)).hasSize(2);
                for (String name : TargetCopies.hashNames(target)) {
                    assertThat(folder.resolve("repository/targets").resolve(name))
                            .hasContent(content.getValue());
                }
            }
        }

        @Test
        void andClientsGoOnFromEveryRootWithWhatIsPublishedNext() throws Exception {
            foreign.write();
            FolderClient follower = client(foreign.folder, 3);
            follower.update(Sandbox.START);
            adopt(COPIED);
            ForeignTree.giveKeys(folder, ALL_KEYS);
            Sandbox sandbox = opened();
            sandbox.add("new.txt", "new");
            sandbox.repository.add(sandbox.file("newer"), "deep/new.txt", AddOptions.DEFAULT.withRole("three"));
            sandbox.add("succinct/new.txt", "binned");
            sandbox.publish(PlanOptions.DEFAULT.renewing("root"));

            FolderClient here = follower.reading(sandbox.published());
            here.update(sandbox.now);
            assertThat(here.stage().root().version()).isEqualTo(6);
            assertThat(here.stage().timestamp().version()).isEqualTo(91);
            assertThat(here.download("new.txt")).isEqualTo("new");
            for (long root = 3; root <= 6; root++) {
                FolderClient client = client(sandbox.published(), root);
                client.update(sandbox.now);
                assertThat(found(client)).isEqualTo(ForeignTree.contents());
                assertThat(client.download("deep/new.txt")).isEqualTo("newer");
                assertThat(client.download("succinct/new.txt")).isEqualTo("binned");
            }
        }

        @Test
        void andWhatNobodyKnowsIsKeptWhenARoleIsSignedAgain() throws Exception {
            foreign.write();
            adopt(AdoptOptions.DEFAULT);
            ForeignTree.giveKeys(folder, ALL_KEYS);
            Sandbox sandbox = opened();
            sandbox.publish(
                    PlanOptions.DEFAULT.renewing("targets").renewing("three").renewing("root"));

            for (String name :
                    List.of("6.root.json", "timestamp.json", "9.snapshot.json", "8.targets.json", "8.three.json")) {
                assertThat(Files.readString(sandbox.metadata(name)))
                        .as(name)
                        .contains("\"x-owner\"")
                        .contains(ForeignTree.keyId(
                                MetadataName.parse(name).orElseThrow().role()));
            }
            assertThat(Files.readString(sandbox.metadata("9.snapshot.json")).split("x-owner", -1))
                    .as("in the header and in each of the twelve entries")
                    .hasSize(1 + 1 + 12);
            TargetFile target = Metadata.readTargets(
                            Files.readAllBytes(sandbox.metadata("8.three.json")), "three.json", JsonLimits.DEFAULT)
                    .signed()
                    .find("deep/file.txt")
                    .orElseThrow();
            assertThat(target.hashes().hexByFunction()).containsOnlyKeys("sha256", "sha512");
            assertThat(target.unknown()).isEqualTo(ForeignTree.ODD);
        }

        @Test
        void whereverTheMetadataIs() throws Exception {
            foreign.write();
            Path parent = Files.createDirectories(temporary.resolve("go-tuf"));
            Path goTuf = Trees.copy(foreign.folder.resolve("metadata"), parent.resolve("repository"));
            Trees.copy(foreign.folder.resolve("targets"), goTuf.resolve("targets"));

            for (Path source : List.of(goTuf, parent)) {
                Path adopted = temporary.resolve("adopted " + source.getFileName());
                assertThat(Repository.adopt(source, adopted, COPIED, Sandbox.START, CrashingDisk.counting())
                                .artifacts())
                        .isEqualTo(4);
            }
        }

        @Test
        void andKeysThatAreNotHereAreShownAsBeingElsewhere() throws Exception {
            foreign.write();
            adopt(AdoptOptions.DEFAULT);

            Status status = opened().repository.status();

            assertThat(status.roles()).hasSize(4 + 8 + 3);
            assertThat(status.roles())
                    .flatExtracting(Status.RoleStatus::keys)
                    .allMatch(key -> key.place() == Status.PrivateKeyPlace.ELSEWHERE);
            assertThatThrownBy(() -> opened().publish(PlanOptions.DEFAULT.renewing("timestamp")))
                    .isInstanceOf(MissingKeyException.class)
                    .hasMessageStartingWith("timestamp: expected signatures by 1 keys, got 0");
        }

        @Test
        void andRolesAreEditedWithoutAnyArtifact() throws Exception {
            foreign.write();
            Trees.delete(foreign.folder.resolve("targets"));
            adopt(COPIED);
            ForeignTree.giveKeys(folder, "timestamp", "snapshot", "targets");
            Sandbox sandbox = opened();
            sandbox.repository.remove("top.txt");
            sandbox.publish();

            FolderClient client = client(sandbox.published(), 3);
            client.update(sandbox.now);
            assertThat(client.find("top.txt")).isEmpty();
            assertThat(client.find("deep/file.txt")).isPresent();
        }
    }

    @Nested
    @DisplayName("also when it has expired")
    class Expired {
        @Test
        void andThatIsReportedAndCanBeRenewed() throws Exception {
            Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
            for (String role : List.of("timestamp", "snapshot", "three")) {
                foreign.expires.put(role, longAgo);
            }
            foreign.write();

            Adopted adopted = adopt(COPIED);

            assertThat(adopted.expired())
                    .containsExactly(
                            new Adopted.Expired("timestamp", longAgo),
                            new Adopted.Expired("snapshot", longAgo),
                            new Adopted.Expired("three", longAgo));
            ForeignTree.giveKeys(folder, "timestamp", "snapshot", "three");
            Sandbox sandbox = opened();
            sandbox.publish(PlanOptions.DEFAULT.withDue(PlanOptions.Due.EVERY_ROLE));
            FolderClient client = client(sandbox.published(), 3);
            client.update(sandbox.now);
            assertThat(found(client)).isEqualTo(ForeignTree.contents());
        }
    }

    @Nested
    @DisplayName("unless a client would refuse it")
    class Refused {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "timestamp.json | timestamp.json: expected signatures by 1 distinct keys of role timestamp, got 0",
                    "8.snapshot.json | snapshot.json: expected signatures by 1 distinct keys of role snapshot, got 0",
                    "4.root.json | root.json: expected signatures by 1 distinct keys of role root, got 0",
                    "3.root.json | root.json: expected signatures by 1 distinct keys of role root, got 0",
                })
        void becauseAFileIsChanged(String name, String refusal) throws Exception {
            foreign.write();
            String content = Files.readString(foreign.metadata(name));
            Files.writeString(foreign.metadata(name), content.replace("somebody else", "an attacker!!"));

            assertThatThrownBy(() -> adopt(COPIED))
                    .isInstanceOf(SignatureException.class)
                    .hasMessageStartingWith(refusal + " (wrong signature by key ");
            assertThat(folder).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(strings = {"targets", "one", "two", "three", "low", "high", "succinct", "bin-0", "bin-3"})
        void becauseARoleIsChanged(String role) throws Exception {
            foreign.write();
            Path file = foreign.metadata("7." + role + ".json");
            Files.writeString(file, Files.readString(file).replace("somebody else", "an attacker!!"));

            assertThatThrownBy(() -> adopt(COPIED))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageStartingWith(role + ".json: sha256: expected ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "timestamp.json",
                    "8.snapshot.json",
                    "7.targets.json",
                    "7.three.json",
                    "7.low.json",
                    "7.bin-2.json"
                })
        void becauseAFileIsMissing(String name) throws Exception {
            foreign.write();
            Files.delete(foreign.metadata(name));

            assertThatThrownBy(() -> adopt(COPIED))
                    .isInstanceOf(IOException.class)
                    .hasMessage("repository/metadata: expected " + name + ", got nothing");
            assertThat(folder).doesNotExist();
        }

        @Test
        void becauseARootIsMissing() throws Exception {
            foreign.write();
            Files.delete(foreign.metadata("4.root.json"));

            assertThatThrownBy(() -> adopt(COPIED))
                    .hasMessage("4.root.json: expected a file, for there are 3.root.json and 5.root.json, got nothing");
        }

        @Test
        void becauseAnArtifactIsNotTheOneThatIsSigned() throws Exception {
            foreign.write();
            Path file = Trees.digests(foreign.folder.resolve("targets")).keySet().stream()
                    .filter(name -> name.endsWith("top.txt"))
                    .map(foreign.folder.resolve("targets")::resolve)
                    .findFirst()
                    .orElseThrow();
            Files.writeString(file, "top secret");

            assertThatThrownBy(() -> adopt(COPIED))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageStartingWith("top.txt: length: expected 9, got ");
        }

        @Test
        void becauseTheTimestampIsLongerThanClientsRead() throws Exception {
            foreign.write();
            Path timestamp = foreign.metadata("timestamp.json");
            Files.writeString(timestamp, Files.readString(timestamp) + " ".repeat(1 << 16));

            assertThatThrownBy(() -> adopt(COPIED))
                    .hasMessage("timestamp.json: length: expected at most 65536 bytes, got more");
        }

        @Test
        void becauseItIsNotMetadata() throws Exception {
            foreign.write();
            Files.writeString(foreign.metadata("8.snapshot.json"), "{}");
            assertThatThrownBy(() -> adopt(COPIED)).isInstanceOf(MalformedMetadataException.class);

            Path nothing = Files.createDirectory(temporary.resolve("nothing"));
            assertThatThrownBy(() -> Repository.adopt(nothing, folder, COPIED, Sandbox.START, CrashingDisk.counting()))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(nothing + ": expected a folder with TUF metadata, got none");
        }

        @Test
        void becauseARolesNameIsAWayOutOfTheFolder() throws Exception {
            ForeignTree other = ForeignTree.in(temporary.resolve("other"));
            other.delegate("three", "../x", new PathScope.HashPrefixes(List.of("0")));
            Files.createDirectories(other.folder.resolve("metadata/7..."));
            other.write();
            Files.move(other.folder.resolve("metadata/7.../x.json"), other.metadata("7...%2Fx.json"));
            Files.delete(other.folder.resolve("metadata/7..."));

            assertThatThrownBy(() ->
                            Repository.adopt(other.folder, folder, COPIED, Sandbox.START, CrashingDisk.counting()))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageStartingWith("role name: expected one that a file can have")
                    .hasMessageEndingWith("got \"../x\"");
        }

        @Test
        void becauseTheFolderHasARepository() throws Exception {
            foreign.write();
            adopt(COPIED);
            assertThatThrownBy(() -> adopt(COPIED))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(folder + ": expected no repository, got one");
        }
    }

    @Nested
    @DisplayName("from a root that is pinned")
    class Pinned {
        private byte[] root(ForeignTree tree, long version) throws IOException {
            return Files.readAllBytes(tree.metadata(version + ".root.json"));
        }

        @Test
        void whichIsWhereTrustBegins() throws Exception {
            foreign.write();

            Adopted adopted = adopt(AdoptOptions.DEFAULT.withPinnedRoot(root(foreign, 4)));

            assertThat(adopted.firstRoot()).isEqualTo(4);
            assertThat(adopted.remarks()).containsExactly("roots before version 4: kept, and nothing vouches for them");
            assertThat(folder.resolve("repository/metadata/3.root.json")).exists();
            opened().repository.status();
        }

        @Test
        void andNeedNotBeAtTheSource() throws Exception {
            foreign.write();
            byte[] pinned = root(foreign, 3);
            Files.delete(foreign.metadata("3.root.json"));

            adopt(AdoptOptions.DEFAULT.withPinnedRoot(pinned));

            assertThat(folder.resolve("repository/metadata/3.root.json")).hasBinaryContent(pinned);
        }

        @Test
        void andIsNotSomebodyElses() throws Exception {
            foreign.write();
            ForeignTree attacker = ForeignTree.in(temporary.resolve("attacker"));
            attacker.expires.put("root", Sandbox.START.plusSeconds(1));
            attacker.write();

            assertThatThrownBy(() -> adopt(AdoptOptions.DEFAULT.withPinnedRoot(root(attacker, 5))))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("5.root.json: expected the root that is pinned, got another one");
        }
    }

    @Nested
    @DisplayName("after a crash, by doing it again")
    class Crashes {
        @Test
        void whereverItWas() throws Exception {
            foreign.write();
            adopt(COPIED);
            Map<String, String> expected = new TreeMap<>(Trees.digests(folder));
            expected.keySet().removeIf(Crashes::isOfAnEpoch); // whose lines may be torn
            for (int survives = 0; ; survives += 7) {
                Path copy = temporary.resolve("copy");
                boolean killed = false;
                try {
                    Repository.adopt(
                            foreign.folder,
                            copy,
                            COPIED,
                            Sandbox.START,
                            CrashingDisk.after(survives, CrashingDisk.Failure.KILL_HALF_WRITTEN));
                } catch (CrashingDisk.Killed e) {
                    killed = true;
                }
                if (!killed) {
                    assertThat(survives).isGreaterThan(100);
                    return;
                }
                if (!Files.exists(copy.resolve("settings.json"))) {
                    Repository.adopt(foreign.folder, copy, COPIED, Sandbox.START, CrashingDisk.counting());
                }
                Map<String, String> done = new TreeMap<>(Trees.digests(copy));
                done.keySet().removeIf(name -> name.endsWith(".tufa.tmp") || isOfAnEpoch(name));
                assertThat(last(copy)).isEqualTo(last(folder));
                assertThat(done).as("after %d changes", survives).isEqualTo(expected);
                Trees.delete(copy);
            }
        }

        private Optional<LastPublication> last(Path repository) throws Exception {
            return new RepositoryFolder(repository, CrashingDisk.counting()).lastPublication();
        }

        private static boolean isOfAnEpoch(String name) {
            return name.startsWith("journal/") && !name.endsWith("/continuation.json");
        }
    }

    @Nested
    @DisplayName("without consistent snapshots (TUF §6.2)")
    class Inconsistent {
        @BeforeEach
        void writeNamesWithoutVersions() throws Exception {
            foreign.consistent = false;
            foreign.write();
        }

        private Sandbox adopted(String... keys) throws Exception {
            adopt(COPIED);
            ForeignTree.giveKeys(folder, keys);
            return opened();
        }

        @Test
        void itIsKeptAsItIs() throws Exception {
            Adopted adopted = adopt(COPIED);

            assertThat(Trees.digests(folder.resolve("repository/metadata")))
                    .isEqualTo(Trees.digests(foreign.folder.resolve("metadata")));
            assertThat(adopted.remarks())
                    .containsExactly(
                            "root: expected consistent_snapshot true, got false; staged, and nothing but timestamp.json can be published before");
            assertThat(opened().repository.status().staged()).containsExactly(new Change.UseConsistentSnapshots());
        }

        @Test
        void theRootThatChangesItGoesAloneAndClientsFollowThroughEveryMoment() throws Exception {
            Sandbox sandbox = adopted(ALL_KEYS);
            FolderClient before = client(sandbox.published(), 3);
            before.update(sandbox.now);
            sandbox.add("new.txt", "new");
            PublicationPlan plan = sandbox.plan();
            assertThat(plan.steps())
                    .filteredOn(step -> step.path().startsWith("repository/"))
                    .extracting(PublicationStep::path)
                    .contains("repository/metadata/8.snapshot.json", "repository/metadata/7.bin-3.json")
                    .endsWith("repository/metadata/6.root.json", "repository/metadata/root.json")
                    .doesNotContain("repository/metadata/timestamp.json")
                    .doesNotContain("repository/metadata/8.targets.json");
            for (int done = 0; done <= plan.steps().size(); done++) {
                Path copy = Trees.copy(sandbox.published(), temporary.resolve("moment"));
                for (PublicationStep step : plan.steps().subList(0, done)) {
                    Path file = copy.resolve(
                            step.path().startsWith("repository/") ? step.path().substring(11) : "ignored");
                    if (step instanceof PublicationStep.Create create) {
                        Files.write(file, create.content().bytes());
                    }
                }
                for (FolderClient client : List.of(client(copy, 3), before.reading(copy))) {
                    client.update(sandbox.now);
                    assertThat(found(client)).isEqualTo(ForeignTree.contents());
                }
                Trees.delete(copy);
            }
            sandbox.repository.publish(plan, sandbox.now);
            assertThat(sandbox.repository.status().staged()).hasSize(1);

            sandbox.publish();
            before.update(sandbox.now);
            assertThat(before.stage().root().consistentSnapshot()).contains(true);
            assertThat(before.download("new.txt")).isEqualTo("new");
            assertThat(found(before)).isEqualTo(ForeignTree.contents());
        }

        @Test
        void timestampIsRenewedWhileTheRootKeyIsElsewhere() throws Exception {
            Sandbox sandbox = adopted("timestamp", "snapshot", "targets");
            sandbox.now = Sandbox.START.plusSeconds(30 * 86_400);

            PublicationPlan plan = sandbox.publish();

            assertThat(plan.steps())
                    .extracting(PublicationStep::path)
                    .containsExactly("repository/metadata/timestamp.json");
            FolderClient client = client(sandbox.published(), 3);
            client.update(sandbox.now);
            assertThat(client.stage().timestamp().version()).isEqualTo(91);
            assertThatThrownBy(sandbox::plan)
                    .isInstanceOf(MissingKeyException.class)
                    .hasMessageStartingWith("root: expected signatures by 1 keys, got 0");
        }

        @Test
        void nothingElseIsPublishedBefore() throws Exception {
            Sandbox sandbox = adopted(ALL_KEYS);
            assertThatThrownBy(() -> sandbox.plan(
                            PlanOptions.DEFAULT.renewing("snapshot").renewing("three")))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(
                            "snapshot, three: expected a root with consistent_snapshot true before it is published, got false");
            sandbox.repository.unstage();
            sandbox.add("new.txt", "new");
            assertThatThrownBy(sandbox::plan)
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(
                            "what is staged: expected a root with consistent_snapshot true before it is published, got false");
            sandbox.repository.stage(new Change.UseConsistentSnapshots());
            sandbox.publish();
            assertThatThrownBy(() -> sandbox.repository.stage(new Change.UseConsistentSnapshots()))
                    .hasMessage("root: expected consistent_snapshot false, got true");
        }

        @Test
        void whenItHasExpiredEverythingIsPublishedAtOnce() throws Exception {
            ForeignTree old = ForeignTree.in(temporary.resolve("old"));
            old.consistent = false;
            old.expires.put("snapshot", Sandbox.START.minusSeconds(1));
            old.expires.put("targets", Sandbox.START.minusSeconds(1));
            foreign = old.write();
            Sandbox sandbox = adopted(ALL_KEYS);

            sandbox.publish();

            FolderClient client = client(sandbox.published(), 3);
            client.update(sandbox.now);
            assertThat(found(client)).isEqualTo(ForeignTree.contents());
        }

        @Test
        void aNameThatIsTakenByAnotherVersionIsRefused() throws Exception {
            Files.writeString(foreign.metadata("7.one.json"), "{}");
            assertThatThrownBy(() -> adopt(COPIED))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(
                            "7.one.json: expected the content of the file without a version in its name, got other");
        }
    }

    @Test
    void aDelegationToARoleThatWasNeverPublishedIsRefused() throws Exception {
        foreign.delegate("three", "never", new PathScope.HashPrefixes(List.of("0")));
        foreign.neverPublished = "never";
        foreign.write();

        assertThatThrownBy(() -> adopt(COPIED)).isInstanceOf(NotInSnapshotException.class);
    }
}

package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.RollbackException;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A repository is made anew from its published tree")
class RebuildTest {
    private static final List<String> STATE =
            List.of("settings.json", "keys/keys.json", "journal/EPOCH/log", "journal", "staged");

    @TempDir
    Path temporary;

    private Path folder;
    private Sandbox sandbox;

    /** Roots 1 and 2, a delegated role, hash bins below another one, and targets in each. */
    @BeforeEach
    void aRepository() throws Exception {
        folder = temporary.resolve("repo");
        sandbox = Scenario.begin(folder);
        Scenario.NEW_DELEGATION.stage(sandbox);
        sandbox.repository.stage(Scenario.delegation("parent", "b.txt"));
        sandbox.publish();
        sandbox.repository.stage(new Change.DelegateBins("parent", Change.BinStyle.SUCCINCT, 1, "bin", KeyRequest.ONE));
        sandbox.add("b.txt", "binned");
        sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
        sandbox.publish();
    }

    private Rebuilt rebuild(RebuildOptions options) throws Exception {
        return Repository.rebuild(folder, options, sandbox.now, CrashingDisk.counting());
    }

    private Rebuilt rebuild() throws Exception {
        return rebuild(RebuildOptions.DEFAULT);
    }

    /** Publishes something new; a client that has followed so far follows on. */
    private void requireGoesOn(FolderClient client) throws Exception {
        Sandbox reopened = Sandbox.open(folder);
        reopened.now = sandbox.now;
        reopened.add("new.txt", "after all that");
        reopened.publish();
        client.update(reopened.now);
        assertThat(client.download("new.txt")).isEqualTo("after all that");
        assertThat(Scenario.found(client)).isEqualTo(Map.of("a.txt", "old", "b.txt", "binned", "dev/tool", "tool"));
        FolderClient fresh = reopened.updatedClient();
        assertThat(fresh.download("new.txt")).isEqualTo("after all that");
    }

    private static Path at(Path repository, String name) throws IOException {
        return name.contains("EPOCH")
                ? repository.resolve(name.replace(
                        "EPOCH", String.valueOf(Trees.epoch(repository).getFileName())))
                : repository.resolve(name);
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            Trees.delete(path);
        } else {
            Files.deleteIfExists(path);
        }
    }

    private static List<String> problemsOf(Rebuilt rebuilt) {
        return rebuilt.problems().stream().map(TreeProblem::file).toList();
    }

    @Nested
    @DisplayName("whatever of its state is lost")
    class State {
        @Test
        void inEveryCombination() throws Exception {
            for (int lost = 0; lost < 1 << STATE.size(); lost++) {
                Path copy = Trees.copy(folder, temporary.resolve("copy"));
                List<String> names = new ArrayList<>();
                for (int i = 0; i < STATE.size(); i++) {
                    if ((lost & 1 << i) != 0) {
                        names.add(STATE.get(i));
                        delete(at(copy, STATE.get(i)));
                    }
                }
                Map<String, String> published = Trees.digests(copy.resolve("repository"));

                Rebuilt rebuilt =
                        Repository.rebuild(copy, RebuildOptions.DEFAULT, sandbox.now, CrashingDisk.counting());

                assertThat(rebuilt.outcome()).as("%s", names).isEqualTo(Rebuilt.Outcome.READY);
                assertThat(rebuilt.problems()).as("%s", names).isEmpty();
                assertThat(Trees.digests(copy.resolve("repository"))).isEqualTo(published);
                Sandbox reopened = Sandbox.open(copy);
                reopened.now = sandbox.now;
                reopened.add("new.txt", "new");
                reopened.add("dev/other", "other");
                reopened.publish(PlanOptions.DEFAULT.renewing("root").withDue(PlanOptions.Due.EVERY_ROLE));
                assertThat(reopened.updatedClient().download("dev/other")).isEqualTo("other");
                Trees.delete(copy);
            }
        }

        @Test
        void isNotTouchedWhereItIsWhole() throws Exception {
            Map<String, String> before = Trees.digests(folder);

            Rebuilt rebuilt = rebuild();

            assertThat(rebuilt.changes()).isEmpty();
            assertThat(rebuilt.problems()).isEmpty();
            assertThat(rebuilt.publication()).isEqualTo(Recovery.NOTHING_TO_DO);
            assertThat(Trees.digests(folder)).isEqualTo(before);
        }

        @Test
        void isPutAsideWhereItCannotBeRead() throws Exception {
            FolderClient client = sandbox.updatedClient();
            for (String name : List.of("settings.json", "keys/keys.json", "journal/EPOCH/log")) {
                Files.writeString(at(folder, name), "{ half a fi");
            }

            Rebuilt rebuilt = rebuild();

            assertThat(rebuilt.outcome()).isEqualTo(Rebuilt.Outcome.READY);
            assertThat(rebuilt.changes())
                    .anyMatch(line -> line.startsWith("settings.json: put aside as settings.json.damaged: "))
                    .anyMatch(line -> line.startsWith("journal: put aside as journal/log.damaged: "));
            assertThat(folder.resolve("keys/keys.json.damaged")).content().isEqualTo("{ half a fi");
            requireGoesOn(client);
        }

        @Test
        void keysOfARotationJustNowGoOnSigningForTheBridge() throws Exception {
            delete(folder.resolve("keys/keys.json"));
            delete(folder.resolve("journal"));
            rebuild();

            Status.RoleStatus timestamp =
                    Sandbox.open(folder).repository.status().roles().get(1);

            assertThat(timestamp.keys())
                    .extracting(Status.KeyStatus::use)
                    .containsExactly(Status.KeyUse.ACTIVE, Status.KeyUse.RETIRING);
            assertThat(timestamp.keys()).allMatch(key -> key.place() == Status.PrivateKeyPlace.HERE);
        }

        @Test
        void lifetimesAreTheDefaultsUnlessARoleHasMoreTimeLeft() throws Exception {
            Path other = temporary.resolve("other");
            Settings settings = Settings.DEFAULT
                    .withKeyIterations(1000)
                    .withLifetime(RoleType.TIMESTAMP, Duration.ofHours(1))
                    .withLifetime(RoleType.ROOT, Duration.ofDays(1000));
            Sandbox.init(other, InitOptions.DEFAULT.withSettings(settings));
            delete(other.resolve("settings.json"));

            Rebuilt rebuilt = Repository.rebuild(other, RebuildOptions.DEFAULT, Sandbox.START, CrashingDisk.counting());

            assertThat(rebuilt.changes())
                    .containsExactly(
                            "settings.json: lifetimes of root 1000 days, targets 365 days, snapshot 30 days, timestamp 7 days");
        }

        @Test
        void aPrivateKeyOfNobodyIsNamed() throws Exception {
            Files.writeString(folder.resolve("keys/timestamp-0123.pem"), "x");

            assertThat(rebuild().changes())
                    .containsExactly(
                            "keys/timestamp-0123.pem: expected the private key of a public one in the metadata, got one of none");
        }

        @Test
        void aFolderWithoutAPublishedTreeIsRefusedAndNothingIsMade() throws Exception {
            Path empty = Files.createDirectory(temporary.resolve("empty"));
            assertThatThrownBy(() ->
                            Repository.rebuild(empty, RebuildOptions.DEFAULT, Sandbox.START, CrashingDisk.counting()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(empty + ": expected a published tree, got none");
            assertThat(empty).isEmptyDirectory();
        }

        @Test
        void aCrashAtAnyChangeIsMadeGoodByDoingItAgain() throws Exception {
            delete(folder.resolve("settings.json"));
            delete(folder.resolve("keys/keys.json"));
            delete(folder.resolve("journal"));
            Path whole = Trees.copy(folder, temporary.resolve("whole"));
            Repository.rebuild(whole, RebuildOptions.DEFAULT, sandbox.now, CrashingDisk.counting());
            Map<String, String> expected = Trees.digests(whole);
            expected.keySet().removeIf(name -> name.startsWith("journal/") && name.contains("-"));
            for (int survives = 0; ; survives++) {
                Path copy = Trees.copy(folder, temporary.resolve("copy"));
                boolean killed = false;
                try {
                    Repository.rebuild(
                            copy,
                            RebuildOptions.DEFAULT,
                            sandbox.now,
                            CrashingDisk.after(survives, CrashingDisk.Failure.KILL_HALF_WRITTEN));
                } catch (CrashingDisk.Killed e) {
                    killed = true;
                }
                Repository.rebuild(copy, RebuildOptions.DEFAULT, sandbox.now, CrashingDisk.counting());
                assertThat(Trees.digests(copy)).as("after %d changes", survives).containsAllEntriesOf(expected);
                Trees.delete(copy);
                if (!killed) {
                    assertThat(survives).isGreaterThan(10);
                    return;
                }
            }
        }
    }

    @Nested
    @DisplayName("and each file that is missing or wrong is named")
    class Damage {
        private List<String> publishedFiles() throws IOException {
            try (Stream<Path> all = Files.walk(folder.resolve("repository"))) {
                return all.filter(Files::isRegularFile)
                        .map(path -> folder.relativize(path).toString())
                        .sorted()
                        .toList();
            }
        }

        /** What no client asks for any more. */
        private boolean isOld(String file) throws Exception {
            Map<String, Long> live = sandbox.repository.status().roles().stream()
                    .collect(Collectors.toMap(Status.RoleStatus::name, Status.RoleStatus::version));
            MetadataName name = MetadataName.parse(file.substring(file.lastIndexOf('/') + 1))
                    .orElseThrow();
            return !name.role().equals("root")
                    && name.version().isPresent()
                    && name.version().getAsLong() != live.getOrDefault(name.role(), 0L);
        }

        private void requireNamed(String file, Rebuilt rebuilt) throws Exception {
            boolean copied = file.endsWith("/root.json") || file.endsWith("/2.root.json");
            boolean old = file.startsWith("repository/metadata") && isOld(file);
            if (old) {
                assertThat(rebuilt.problems()).as(file).isEmpty();
                assertThat(rebuilt.changes()).as(file).isEmpty();
            } else if (copied) {
                assertThat(rebuilt.problems()).as(file).isEmpty();
                assertThat(rebuilt.changes()).as(file).anyMatch(line -> line.startsWith(file + ": "));
            } else {
                assertThat(problemsOf(rebuilt)).as(file).contains(file);
            }
        }

        @Test
        void whicheverIsDeleted() throws Exception {
            List<String> files = publishedFiles();
            assertThat(files).hasSizeGreaterThan(15);
            for (String file : files) {
                Path copy = Trees.copy(folder, temporary.resolve("copy"));
                Files.delete(copy.resolve(file));

                Rebuilt rebuilt =
                        Repository.rebuild(copy, RebuildOptions.DEFAULT, sandbox.now, CrashingDisk.counting());

                requireNamed(file, rebuilt);
                Trees.delete(copy);
            }
        }

        @Test
        void whicheverIsCutShort() throws Exception {
            for (String file : publishedFiles()) {
                if (file.endsWith("/2.root.json") || (file.startsWith("repository/metadata") && isOld(file))) {
                    continue; // the newest root is tested below, and nobody reads old ones
                }
                Path copy = Trees.copy(folder, temporary.resolve("copy"));
                byte[] content = Files.readAllBytes(copy.resolve(file));
                Files.delete(copy.resolve(file)); // it may share its content with another name
                Files.write(copy.resolve(file), java.util.Arrays.copyOf(content, content.length - 1));

                Rebuilt rebuilt =
                        Repository.rebuild(copy, RebuildOptions.DEFAULT, sandbox.now, CrashingDisk.counting());

                requireNamed(file, rebuilt);
                Trees.delete(copy);
            }
        }

        @Test
        void withWhatItMeans() throws Exception {
            Files.delete(sandbox.metadata("1.root.json"));
            Files.delete(sandbox.metadata("1.dev.json"));

            Rebuilt rebuilt = rebuild();

            assertThat(rebuilt.outcome()).isEqualTo(Rebuilt.Outcome.READY);
            assertThat(rebuilt.problems())
                    .containsExactly(
                            new TreeProblem(
                                    "repository/metadata/1.root.json",
                                    "expected a file, got nothing",
                                    "clients that hold a root before version 2 stay behind; put the file back, from a mirror with --from"),
                            new TreeProblem(
                                    "repository/metadata/1.dev.json",
                                    "expected a file, got nothing",
                                    "clients do not find what it describes; put the right file back, from a mirror with --from, or take the delegation from targets back"));
        }

        @Test
        void theNewestRootThatIsWrongLeavesEverythingAsItIs() throws Exception {
            Files.writeString(sandbox.metadata("2.root.json"), "{}");
            Map<String, String> before = Trees.digests(folder);

            Rebuilt rebuilt = rebuild();

            assertThat(rebuilt.outcome()).isEqualTo(Rebuilt.Outcome.UNUSABLE);
            assertThat(problemsOf(rebuilt)).containsExactly("repository/metadata/2.root.json");
            assertThat(Trees.digests(folder)).isEqualTo(before);
        }

        @Test
        void aTreeOfMetadataAloneLacksNothing() throws Exception {
            Trees.delete(folder.resolve("repository/targets"));
            delete(folder.resolve("settings.json"));
            FolderClient client = sandbox.updatedClient();

            assertThat(rebuild().problems()).isEmpty();

            Sandbox reopened = Sandbox.open(folder);
            reopened.now = sandbox.now;
            reopened.repository.remove("a.txt");
            reopened.publish();
            client.update(sandbox.now);
            assertThat(client.find("a.txt")).isEmpty();
            assertThat(client.find("b.txt")).isPresent();
        }
    }

    @Nested
    @DisplayName("no version that may have been seen is used again")
    class Versions {
        private Path backup;

        @BeforeEach
        void aBackupAndThreePublicationsMore() throws Exception {
            backup = Trees.copy(folder, temporary.resolve("backup"));
            for (int i = 0; i < 3; i++) {
                sandbox.repository.add(sandbox.file("tool " + i), "dev/tool " + i, AddOptions.DEFAULT.withRole("dev"));
                sandbox.publish();
            }
        }

        private void restore(String part) throws IOException {
            Trees.delete(folder.resolve(part));
            Trees.copy(backup.resolve(part), folder.resolve(part));
        }

        @Test
        void afterAnOldBackupOfThePublishedTree() throws Exception {
            FolderClient client = sandbox.updatedClient();
            restore("repository");
            assertThatThrownBy(() -> Sandbox.open(folder).plan()).isInstanceOf(StalePlanException.class);

            Rebuilt rebuilt = rebuild();

            assertThat(rebuilt.outcome()).isEqualTo(Rebuilt.Outcome.READY);
            requireGoesOn(client);
        }

        @Test
        void afterAnOldBackupOfEverythingWithWhatAClientHasSeen() throws Exception {
            FolderClient client = sandbox.updatedClient();
            long seen = client.stage().timestamp().version();
            restore("repository");
            restore("journal");

            assertThat(rebuild().changes()).isEmpty();
            Rebuilt rebuilt = rebuild(RebuildOptions.DEFAULT.withTimestampSeen(seen));

            assertThat(rebuilt.changes())
                    .singleElement()
                    .asString()
                    .startsWith("journal/continuation.json: versions go on after bin-0 ");
            requireGoesOn(client);
        }

        @Test
        void withoutThatTheClientWouldFail() throws Exception {
            FolderClient client = sandbox.updatedClient();
            restore("repository");
            restore("journal");
            rebuild();

            assertThatThrownBy(() -> requireGoesOn(client)).isInstanceOf(RollbackException.class);
        }

        @Test
        void ofFilesThatAreLeftFromHigherOnes() throws Exception {
            FolderClient client = sandbox.updatedClient();
            Files.copy(backup.resolve("repository/metadata/timestamp.json"), folder.resolve("old.json"));
            Files.move(
                    folder.resolve("old.json"),
                    sandbox.metadata("timestamp.json"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            long snapshot = client.stage().snapshot().version();
            long dev = client.meta("dev.json").version();
            Files.delete(sandbox.metadata((snapshot - 1) + ".snapshot.json"));
            Files.delete(sandbox.metadata((dev - 1) + ".dev.json"));

            rebuild();

            requireGoesOn(client);
            assertThat(client.stage().snapshot().version()).isGreaterThan(snapshot);
            assertThat(client.meta("dev.json").version()).isGreaterThan(dev);
        }

        @Test
        void ofARoleThatTheBackupDoesNotKnow() throws Exception {
            sandbox.repository.stage(Scenario.delegation("late", "late/*"));
            sandbox.publish();
            FolderClient client = sandbox.updatedClient();
            byte[] timestamp = Files.readAllBytes(backup.resolve("repository/metadata/timestamp.json"));
            Files.write(sandbox.metadata("timestamp.json"), timestamp);

            rebuild();

            requireGoesOn(client);
            assertThat(client.meta("late.json").version()).isEqualTo(1);
        }

        @Test
        void becauseAMirrorHasTheNewest() throws Exception {
            FolderClient client = sandbox.updatedClient();
            Path mirror = Trees.copy(folder.resolve("repository"), temporary.resolve("mirror"));
            Map<String, String> newest = Trees.digests(mirror.resolve("metadata"));
            restore("repository");
            restore("journal");

            Rebuilt rebuilt = rebuild(RebuildOptions.DEFAULT.withFrom(mirror));

            assertThat(rebuilt.changes()).contains("repository/metadata/timestamp.json: taken from " + mirror);
            Map<String, String> now = Trees.digests(folder.resolve("repository/metadata"));
            assertThat(newest).containsAllEntriesOf(now);
            assertThat(problemsOf(rebuilt)).hasSize(3).allMatch(file -> file.contains("dev/"));
            requireGoesOn(client);
        }

        @Test
        void andAMirrorThatIsOlderChangesNothing() throws Exception {
            Map<String, String> before = Trees.digests(folder);

            Rebuilt rebuilt = rebuild(RebuildOptions.DEFAULT.withFrom(backup));

            assertThat(rebuilt.changes()).isEmpty();
            assertThat(Trees.digests(folder)).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("with a copy from elsewhere")
    class Mirrors {
        @Test
        void whateverSingleFileIsMissingOrWrong() throws Exception {
            Path mirror = Trees.copy(folder.resolve("repository"), temporary.resolve("mirror"));
            List<String> names =
                    Trees.digests(mirror.resolve("metadata")).keySet().stream().toList();
            for (String name : names) {
                for (String content : List.of("", "{}")) {
                    Path copy = Trees.copy(folder, temporary.resolve("copy"));
                    Path file = copy.resolve("repository/metadata").resolve(name);
                    Files.delete(file);
                    if (!content.isEmpty()) {
                        Files.writeString(file, content);
                    }

                    Rebuilt rebuilt = Repository.rebuild(
                            copy, RebuildOptions.DEFAULT.withFrom(mirror), sandbox.now, CrashingDisk.counting());

                    assertThat(rebuilt.outcome()).as(name).isEqualTo(Rebuilt.Outcome.READY);
                    assertThat(rebuilt.problems()).as(name).isEmpty();
                    FolderClient client = FolderClient.fromGenesis(copy.resolve("repository"));
                    client.update(sandbox.now);
                    assertThat(client.download("b.txt")).isEqualTo("binned");
                    Trees.delete(copy);
                }
            }
        }

        @Test
        void theMetadataFolderOfAClientIsEnoughForATimestamp() throws Exception {
            Path client = Files.createDirectories(temporary.resolve("client/metadata"));
            Files.copy(sandbox.metadata("timestamp.json"), client.resolve("timestamp.json"));
            Files.delete(sandbox.metadata("timestamp.json"));

            Rebuilt rebuilt = rebuild(RebuildOptions.DEFAULT.withFrom(temporary.resolve("client")));

            assertThat(rebuilt.outcome()).isEqualTo(Rebuilt.Outcome.READY);
            requireGoesOn(sandbox.client());
        }

        @Test
        void thatAnAttackerHasMadeIsNotBelieved() throws Exception {
            Path attacker = temporary.resolve("attacker");
            Sandbox other = Scenario.begin(attacker);
            for (int i = 0; i < 9; i++) {
                other.publish(PlanOptions.DEFAULT.renewing("timestamp").renewing("root"));
            }
            Map<String, String> before = Trees.digests(folder);

            Rebuilt rebuilt = rebuild(RebuildOptions.DEFAULT.withFrom(attacker));

            assertThat(rebuilt.changes()).isEmpty();
            assertThat(rebuilt.problems()).isEmpty();
            assertThat(Trees.digests(folder)).isEqualTo(before);
        }

        @Test
        void aFirstRootThatNothingVouchesForIsPointedOut() throws Exception {
            Path mirror = Trees.copy(folder.resolve("repository"), temporary.resolve("mirror"));
            Files.delete(sandbox.metadata("1.root.json"));

            assertThat(rebuild(RebuildOptions.DEFAULT.withFrom(mirror)).changes())
                    .containsExactly(
                            "repository/metadata/1.root.json: taken from " + mirror,
                            "repository/metadata/1.root.json: nothing here vouches for it; compare its key ids before you give it to clients");
        }
    }
}

package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.WrongPassphraseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
    @TempDir
    Path temporary;

    @Test
    void fromNothingToAnInstalledTargetOnTheDiskOfThisComputer() throws Exception {
        Path folder = temporary.resolve("not/yet/there");
        Repository.init(folder, Sandbox.FAST, Sandbox.passphrase(), Sandbox.START);
        Repository repository = Repository.open(folder);
        FolderClient client = FolderClient.fromGenesis(repository.publishedFolder());
        client.update(Sandbox.START);
        repository.add(Files.writeString(temporary.resolve("f"), "hello"), "dir/a.txt", AddOptions.DEFAULT);
        try (KeyRing keys = repository.unlock(Sandbox.passphrase())) {
            repository.publish(repository.plan(keys, Sandbox.START, PlanOptions.DEFAULT), Sandbox.START);
        }
        client.update(Sandbox.START);
        assertThat(client.download("dir/a.txt")).isEqualTo("hello");
    }

    @Nested
    @DisplayName("a new repository")
    class New {
        @Test
        void isValidAndEmpty() throws Exception {
            Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
            FolderClient client = sandbox.updatedClient();
            assertThat(client.find("a.txt")).isEmpty();
            assertThat(client.stage().root().consistentSnapshot()).contains(true);
            Status status = sandbox.repository.status();
            assertThat(status.roles())
                    .extracting(Status.RoleStatus::name)
                    .containsExactly("root", "timestamp", "snapshot", "targets");
            assertThat(status.roles()).allMatch(role -> role.version() == 1 && role.threshold() == 1);
            assertThat(status.staged()).isEmpty();
            assertThat(status.lastPublished()).contains(Sandbox.START);
            assertThat(status.publication()).isEqualTo(Status.Publication.IDLE);
        }

        @Test
        void hasAKeyForEachRoleThatServesNoOther() throws Exception {
            Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
            Root root = sandbox.updatedClient().stage().root();
            assertThat(root.roles().values().stream().flatMap(role -> role.keyIds().stream()))
                    .hasSize(4)
                    .doesNotHaveDuplicates();
        }

        @Test
        void hasTheKeysAndThresholdsThatWereAskedFor() throws Exception {
            InitOptions options = Sandbox.FAST
                    .withKeys(RoleType.ROOT, KeyRequest.of(3, 2))
                    .withKeys(RoleType.TIMESTAMP, new KeyRequest(1, 1, SignatureScheme.ECDSA_P256));
            Sandbox sandbox = Sandbox.init(temporary.resolve("repo"), options);
            List<Status.RoleStatus> roles = sandbox.repository.status().roles();
            assertThat(roles.get(0).threshold()).isEqualTo(2);
            assertThat(roles.get(0).keys()).hasSize(3);
            assertThat(roles.get(1).keys()).extracting(Status.KeyStatus::scheme).containsExactly("ecdsa-sha2-nistp256");
            sandbox.updatedClient();
        }

        @Test
        void isMadeOnce() throws Exception {
            Path folder = temporary.resolve("repo");
            Sandbox.init(folder);
            var before = Trees.digests(folder);
            assertThatThrownBy(() -> Sandbox.init(folder))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(folder + ": expected no repository, got one");
            assertThat(Trees.digests(folder)).isEqualTo(before);
        }

        @Test
        void mayBeMadeBesideOtherFiles() throws Exception {
            Path folder = Files.createDirectory(temporary.resolve("repo"));
            Files.writeString(folder.resolve("README"), "about");
            Sandbox.init(folder).updatedClient();
        }

        @Test
        void letsNobodyElseReadItsKeysOrItsJournal() throws Exception {
            Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
            sandbox.add("a.txt", "a");
            for (String directory : List.of("keys", "journal", "staged")) {
                assertThat(permissions(sandbox.folder.resolve(directory))).isEqualTo("rwx------");
            }
            for (String directory : List.of("keys", "journal")) {
                try (Stream<Path> files = Files.walk(sandbox.folder.resolve(directory))) {
                    assertThat(files.toList())
                            .hasSizeGreaterThan(1)
                            .allMatch(file ->
                                    permissions(file).equals(Files.isDirectory(file) ? "rwx------" : "rw-------"));
                }
            }
            assertThat(permissions(sandbox.published().resolve("metadata"))).isEqualTo("rwxr-xr-x");
            assertThat(permissions(sandbox.metadata("timestamp.json"))).isEqualTo("rw-r--r--");
        }

        private String permissions(Path path) {
            try {
                return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Nested
    @DisplayName("opening")
    class Opening {
        @Test
        void aFolderWithoutARepositoryIsRefused() {
            assertThatThrownBy(() -> Repository.open(temporary))
                    .isInstanceOf(IOException.class)
                    .hasMessage(temporary + ": expected a repository, got none");
            assertThatThrownBy(() -> Repository.open(temporary.resolve("none"))).isInstanceOf(IOException.class);
        }

        @Test
        void settingsThatAreNoSettingsAreNamed() throws Exception {
            Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
            Files.writeString(sandbox.folder.resolve("settings.json"), "{\"bridge\":-1}");
            assertThatThrownBy(() -> sandbox.plan())
                    .isInstanceOf(IOException.class)
                    .hasMessage("settings.json: lifetimes: expected a value, got nothing");
        }
    }

    @Nested
    @DisplayName("the passphrase")
    class Passphrase {
        @Test
        void isOverwrittenWhenARepositoryWasMade() throws Exception {
            char[] passphrase = Sandbox.passphrase();
            Repository.init(temporary.resolve("repo"), Sandbox.FAST, passphrase, Sandbox.START);
            assertThat(passphrase).containsOnly('\0');
        }

        @Test
        void isOverwrittenWhenARepositoryCouldNotBeMade() throws Exception {
            Sandbox.init(temporary.resolve("repo"));
            char[] passphrase = Sandbox.passphrase();
            assertThatThrownBy(
                            () -> Repository.init(temporary.resolve("repo"), Sandbox.FAST, passphrase, Sandbox.START))
                    .isInstanceOf(ChangeRefusedException.class);
            assertThat(passphrase).containsOnly('\0');
        }

        @Test
        void thatIsWrongPublishesNothing() throws Exception {
            Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
            try (KeyRing keys = sandbox.repository.unlock("wrong".toCharArray())) {
                assertThatThrownBy(() ->
                                sandbox.repository.plan(keys, sandbox.now, PlanOptions.DEFAULT.renewing("timestamp")))
                        .isInstanceOf(WrongPassphraseException.class)
                        .hasMessageMatching("timestamp-[0-9a-f]{64}\\.pem: expected the passphrase that it was"
                                + " encrypted with, got another one");
            }
        }

        @Test
        void isNotNeededToLookOrToStage() throws Exception {
            Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
            sandbox.add("a.txt", "a");
            sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
            assertThat(sandbox.repository.status().staged())
                    .extracting(Change::describe)
                    .containsExactly("add a.txt (1 bytes) to targets", "rotate root to 1 new ed25519 key, threshold 1");
        }
    }

    @Nested
    @DisplayName("while somebody else is at work")
    class Locked {
        @Test
        void nothingIsChanged() throws Exception {
            Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
            Path file = sandbox.file("a");
            PublicationPlan plan = sandbox.plan(PlanOptions.DEFAULT.renewing("timestamp"));
            Repository other = Repository.open(sandbox.folder, LeaseOptions.DEFAULT.withPurpose("the other one"));
            Repository impatient = Repository.open(sandbox.folder, LeaseOptions.DEFAULT.withPatience(Duration.ZERO));
            try (RepositoryHold hold = other.hold()) {
                assertThatThrownBy(() -> impatient.publish(plan, sandbox.now))
                        .isInstanceOf(LockedException.class)
                        .hasMessage(
                                "%s: expected nobody else at work on it, got the other one (process %d on %s, since %s)"
                                        .formatted(
                                                sandbox.folder,
                                                ProcessHandle.current().pid(),
                                                hold.holder().host(),
                                                hold.holder().since()));
                assertThatThrownBy(() -> impatient.add(file, "a.txt", AddOptions.DEFAULT))
                        .isInstanceOf(LockedException.class);
                assertThatThrownBy(() -> impatient.unlock(Sandbox.passphrase())).isInstanceOf(LockedException.class);
            }
            sandbox.repository.publish(plan, sandbox.now);
        }

        @Test
        void theStatusCanBeRead() throws Exception {
            Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
            try (RepositoryHold hold = Repository.open(sandbox.folder).hold()) {
                assertThat(sandbox.repository.status().roles()).hasSize(4);
                assertThat(sandbox.repository.status().lease()).contains(hold.holder());
            }
            assertThat(sandbox.repository.status().lease()).isEmpty();
        }
    }
}

package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.index.IndexException;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import dev.tufa.tuf.repository.storage.ForwardingDisk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The index")
class RepositoryIndexTest {
    private static final String INDEX = "index/index.sqlite";

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("repo");
    }

    private Sandbox published() throws Exception {
        Sandbox sandbox = Sandbox.init(folder);
        sandbox.add("a.txt", "a");
        sandbox.add("dir/b.txt", "b");
        sandbox.publish();
        return sandbox;
    }

    /** A repository with so many bins that the index is worth its while. */
    private Sandbox withBins(int bits) throws Exception {
        Sandbox sandbox = Sandbox.init(folder);
        sandbox.repository.stage(
                new Change.DelegateBins("targets", Change.BinStyle.SUCCINCT, bits, "bin", KeyRequest.ONE));
        sandbox.add("a.txt", "a");
        sandbox.publish();
        return sandbox;
    }

    private static Optional<PublishedTarget> find(Sandbox sandbox, String path) throws Exception {
        return sandbox.repository.find(path);
    }

    private static List<String> list(Repository repository, String prefix, Optional<String> role) throws Exception {
        List<String> paths = new ArrayList<>();
        repository.targets(prefix, role, target -> paths.add(target.path()));
        return paths;
    }

    @Nested
    @DisplayName("stands for what is published")
    class Standing {
        @Test
        void afterAnyPublicationItEqualsOneThatIsMadeAnew() throws Exception {
            Sandbox sandbox = published();
            IndexDump.of(folder);
            List<Step> steps = List.of(
                    repository -> {
                        Scenario.NEW_DELEGATION.stage(sandbox);
                        return repository;
                    },
                    repository -> {
                        repository.remove("dev/tool");
                        repository.rotate(RoleType.SNAPSHOT, KeyRequest.ONE);
                        return repository;
                    },
                    repository -> {
                        repository.stage(new Change.RemoveDelegation("targets", "dev"));
                        repository.stage(
                                new Change.DelegateBins("targets", Change.BinStyle.SUCCINCT, 2, "bin", KeyRequest.ONE));
                        sandbox.add("c.txt", "c");
                        return repository;
                    },
                    repository -> {
                        sandbox.add("d.txt", "d");
                        return repository;
                    });
            for (Step step : steps) {
                assertThat(step.run(sandbox.repository)).isNotNull();
                sandbox.publish();
                IndexDump.requireEqualToARebuild(folder);
            }
            assertThat(IndexDump.of(folder).roles()).hasSize(5);
        }

        @Test
        void oneOfAnOlderPublicationIsBroughtUpToDateAndKnowsWhichFilesWentMeanwhile() throws Exception {
            Sandbox sandbox = published();
            IndexDump.of(folder);
            sandbox.repository.add(
                    sandbox.file("other"), "a.txt", AddOptions.DEFAULT.withExisting(AddOptions.Existing.REPLACE));
            Sandbox.open(folder).publish();
            IndexDump.requireEqualToARebuild(folder);
            assertThat(IndexDump.unnamed(folder))
                    .extracting(file -> file.path().replaceAll("[0-9a-f]{64}", "HASH"))
                    .containsExactly(
                            "repository/metadata/2.snapshot.json",
                            "repository/metadata/2.targets.json",
                            "repository/targets/HASH.a.txt");
            assertThat(IndexDump.unnamed(folder)).allMatch(file -> file.at().isEmpty() && file.publication() == 3);
        }

        @Test
        void aTargetThatComesBackIsNamedAgain() throws Exception {
            Sandbox sandbox = published();
            IndexDump.of(folder);
            sandbox.repository.remove("a.txt");
            sandbox.publish();
            IndexDump.of(folder);
            sandbox.add("a.txt", "a");
            sandbox.publish();
            assertThat(IndexDump.unnamed(folder)).noneMatch(file -> file.path().endsWith("a.txt"));
            IndexDump.requireEqualToARebuild(folder);
        }

        @Test
        void aTargetThatMovesToOtherBinsIsNamedAllTheTime() throws Exception {
            Sandbox sandbox = withBins(3);
            IndexDump.of(folder);
            sandbox.repository.stage(new Change.Rebin("targets", "bin", Change.BinStyle.PATH_HASH_PREFIXES, 4, "bin2"));
            sandbox.publish();
            assertThat(IndexDump.unnamed(folder)).noneMatch(file -> file.path().contains("/targets/"));
            IndexDump.requireEqualToARebuild(folder);
        }

        @Test
        void ofAnotherRepositoryIsMadeAnew() throws Exception {
            published();
            IndexDump mine = IndexDump.of(folder);
            Path other = temporary.resolve("other");
            Sandbox.init(other);
            IndexDump.of(other);
            Files.copy(other.resolve(INDEX), folder.resolve(INDEX), StandardCopyOption.REPLACE_EXISTING);
            assertThat(IndexDump.of(folder)).isEqualTo(mine);
        }

        @Test
        void ofANewerTreeThanThereIsIsMadeAnew() throws Exception {
            Sandbox sandbox = published();
            Path backup = Trees.copy(folder, temporary.resolve("backup"));
            sandbox.add("c.txt", "c");
            sandbox.publish();
            IndexDump.of(folder);
            Trees.delete(folder.resolve("repository"));
            Trees.copy(backup.resolve("repository"), folder.resolve("repository"));
            assertThat(IndexDump.of(folder).targets()).hasSize(2);
        }

        @Test
        void belongsToTheOwnerAlone() throws Exception {
            published();
            IndexDump.of(folder);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(INDEX))))
                    .isEqualTo("rw-------");
        }

        @Test
        void isForgottenWhenTheRepositoryIsMadeAnewFromItsTree() throws Exception {
            published();
            IndexDump.of(folder);
            Repository.rebuild(folder, RebuildOptions.DEFAULT, Sandbox.START);
            assertThat(folder.resolve(INDEX)).doesNotExist();
        }
    }

    @Nested
    @DisplayName("that is damaged")
    class Damage {
        private void damage(long position, byte[] bytes) throws IOException {
            try (FileChannel channel = FileChannel.open(folder.resolve(INDEX), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes), position);
            }
        }

        private IndexDump begin() throws Exception {
            Sandbox sandbox = Sandbox.init(folder);
            sandbox.repository.stage(
                    new Change.DelegateBins("targets", Change.BinStyle.SUCCINCT, 4, "bin", KeyRequest.ONE));
            for (int i = 0; i < 100; i++) {
                sandbox.add("some/path/of/a/file-" + i, "content " + i);
            }
            sandbox.publish();
            return IndexDump.of(folder);
        }

        @Test
        void isMadeAnew() throws Exception {
            IndexDump good = begin();
            long length = Files.size(folder.resolve(INDEX));
            damage(0, new byte[100]); // no database
            assertThat(IndexDump.of(folder)).isEqualTo(good);
            damage(68, new byte[4]); // another program's
            assertThat(IndexDump.of(folder)).isEqualTo(good);
            for (long page = 4096; page < length; page += 4096) {
                damage(page, new byte[64]);
                assertThat(IndexDump.of(folder)).as("page at %d", page).isEqualTo(good);
            }
            try (FileChannel channel = FileChannel.open(folder.resolve(INDEX), StandardOpenOption.WRITE)) {
                channel.truncate(length / 2);
            }
            assertThat(IndexDump.of(folder)).isEqualTo(good);
            Files.write(folder.resolve(INDEX), new byte[0]);
            assertThat(IndexDump.of(folder)).isEqualTo(good);
            Files.delete(folder.resolve(INDEX));
            assertThat(IndexDump.of(folder)).isEqualTo(good);
        }

        @Test
        void thatWasNeverFinishedIsMadeAnew() throws Exception {
            IndexDump good = begin();
            Files.move(folder.resolve(INDEX), folder.resolve("index/unfinished.sqlite"));
            Files.write(folder.resolve("index/unfinished.sqlite-journal"), new byte[1000]);
            assertThat(IndexDump.of(folder)).isEqualTo(good);
            assertThat(folder.resolve("index/unfinished.sqlite")).doesNotExist();
        }
    }

    @Nested
    @DisplayName("of very many hash bins")
    class ManyBins {
        /** A disk that counts which metadata is read. */
        private static final class Counting extends ForwardingDisk {
            private int reads;

            Counting() {
                super(new LocalDisk());
            }

            @Override
            public byte[] read(Path file) throws IOException {
                reads += file.toString().contains("metadata") ? 1 : 0;
                return super.read(file);
            }

            @Override
            public InputStream open(Path file) throws IOException {
                reads += file.toString().contains("metadata") ? 1 : 0;
                return super.open(file);
            }
        }

        private List<Integer> reads(int bits) throws Exception {
            folder = temporary.resolve("repo-" + bits);
            Sandbox sandbox = withBins(bits);
            Repository.open(folder).status(); // which makes the index
            List<Integer> reads = new ArrayList<>();
            List<Step> steps = List.of(
                    Repository::status,
                    repository -> repository.lint(sandbox.now),
                    repository -> list(repository, "", Optional.empty()),
                    repository -> repository.find("a.txt"),
                    repository -> {
                        try (var keys = repository.unlock(Sandbox.passphrase())) {
                            return repository.planRefresh(keys, sandbox.now, PlanOptions.ClockCheck.ENFORCED);
                        }
                    },
                    repository -> repository.collect(CollectOptions.DEFAULT, sandbox.now));
            for (Step step : steps) {
                Counting disk = new Counting();
                assertThat(step.run(Repository.open(folder, disk))).isNotNull();
                reads.add(disk.reads);
            }
            return reads;
        }

        @Test
        void nothingThatIsAskedOfAllRolesReadsMoreFilesWhenThereAreMoreBins() throws Exception {
            List<Integer> few = reads(8);
            assertThat(reads(10)).isEqualTo(few);
            assertThat(few).allMatch(reads -> reads < 20);
        }

        @Test
        void whatItTellsIsWhatTheFilesTell() throws Exception {
            Sandbox sandbox = withBins(8);
            Status status = sandbox.repository.status();
            List<Finding> findings = sandbox.repository.lint(sandbox.now);
            List<String> targets = list(sandbox.repository, "", Optional.empty());
            assertThat(folder.resolve(INDEX)).exists();
            Trees.delete(folder.resolve("index"));
            Files.writeString(folder.resolve("index"), "in its place"); // so that there can be none
            assertThat(sandbox.repository.status()).isEqualTo(status);
            assertThat(sandbox.repository.lint(sandbox.now)).isEqualTo(findings);
            assertThat(list(sandbox.repository, "", Optional.empty()))
                    .isEqualTo(targets)
                    .containsExactly("a.txt");
            assertThatThrownBy(() -> sandbox.repository.collect(CollectOptions.DEFAULT, sandbox.now))
                    .isInstanceOf(IndexException.class);
        }

        @Test
        void binsThatAreDueAreFound() throws Exception {
            Sandbox sandbox = withBins(8);
            sandbox.now = sandbox.now.plus(Duration.ofDays(200));
            try (var keys = sandbox.repository.unlock(Sandbox.passphrase())) {
                Refresh refresh = sandbox.repository.planRefresh(keys, sandbox.now, PlanOptions.ClockCheck.ENFORCED);
                assertThat(refresh.here()).hasSize(256 + 3);
                sandbox.repository.publish(refresh.plan(), sandbox.now);
            }
            IndexDump.requireEqualToARebuild(folder);
        }
    }

    @Test
    void aSmallRepositoryHasNone() throws Exception {
        Sandbox sandbox = published();
        sandbox.add("c.txt", "c");
        sandbox.publish();
        sandbox.repository.status();
        sandbox.repository.lint(sandbox.now);
        assertThat(list(sandbox.repository, "d", Optional.empty())).containsExactly("dir/b.txt");
        assertThat(list(sandbox.repository, "", Optional.of("dev"))).isEmpty();
        assertThat(find(sandbox, "a.txt").orElseThrow().published()).isEmpty();
        assertThat(find(sandbox, "no.txt")).isEmpty();
        assertThat(folder.resolve("index")).doesNotExist();
    }

    @Nested
    @DisplayName("in a process that publishes again and again")
    class Following {
        @Test
        void knowsWhenEachTargetCameAndEachFileWent() throws Exception {
            Sandbox sandbox = withBins(2);
            IndexDump.of(folder);
            sandbox.now = sandbox.now.plus(Duration.ofHours(1));
            sandbox.add("b.txt", "b");
            sandbox.publish();
            PublishedTarget found = find(sandbox, "b.txt").orElseThrow();
            assertThat(found.publication()).isEqualTo(OptionalLong.of(3));
            assertThat(found.published()).contains(sandbox.now);
            assertThat(find(sandbox, "a.txt").orElseThrow().published()).isEmpty();
            sandbox.now = sandbox.now.plus(Duration.ofHours(1));
            sandbox.repository.remove("b.txt");
            sandbox.publish();
            Instant gone = sandbox.now;
            assertThat(IndexDump.unnamed(folder))
                    .filteredOn(file -> file.path().endsWith("b.txt"))
                    .singleElement()
                    .satisfies(file -> {
                        assertThat(file.at()).contains(gone);
                        assertThat(file.publication()).isEqualTo(4);
                    });
            IndexDump.requireEqualToARebuild(folder);
        }

        @Test
        void aFileOfAnotherProcessInItsPlaceIsFollowed() throws Exception {
            Sandbox sandbox = withBins(2);
            IndexDump.of(folder);
            sandbox.add("b.txt", "b");
            sandbox.publish();
            Trees.delete(folder.resolve("index"));
            IndexDump.of(folder);
            sandbox.add("c.txt", "c");
            sandbox.publish();
            assertThat(find(sandbox, "c.txt").orElseThrow().published()).isPresent();
            IndexDump.requireEqualToARebuild(folder);
        }

        @Test
        void whatCannotBeWrittenDoesNoHarmToThePublication() throws Exception {
            Sandbox sandbox = withBins(2);
            IndexDump good = IndexDump.of(folder);
            Files.write(folder.resolve(INDEX), new byte[5000]); // a disk that was full, or broken
            sandbox.add("b.txt", "b");
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("b.txt")).isEqualTo("b");
            assertThat(IndexDump.of(folder).targets()).hasSize(good.targets().size() + 1);
        }
    }

    @Test
    void aDiskThatIsFullWhileItIsMadeLeavesTheAnswerToTheFiles() throws Exception {
        withBins(8);
        CrashingDisk full = CrashingDisk.after(0, Failure.FULL);
        assertThat(Repository.open(folder, full).status().roles()).hasSize(4 + 256);
        assertThat(folder.resolve(INDEX)).doesNotExist();
        full.repair();
        assertThat(Repository.open(folder, full).status().roles()).hasSize(4 + 256);
        assertThat(folder.resolve(INDEX)).exists();
    }

    @Test
    void anotherProcessThatAsksWhileSomebodyPublishesGetsAnswersThatFit() throws Exception {
        Sandbox sandbox = Sandbox.init(folder);
        sandbox.add("a.txt", "a");
        sandbox.publish();
        IndexDump.of(folder);
        Process probe = IndexProbe.start(folder, 17);
        for (int i = 0; i < 15; i++) {
            sandbox.add("file-" + i, "content");
            sandbox.publish();
        }
        assertThat(probe.waitFor()).isZero();
        IndexDump.requireEqualToARebuild(folder);
    }

    /** Something to do with a repository. */
    @FunctionalInterface
    private interface Step {
        Object run(Repository repository) throws Exception;
    }
}

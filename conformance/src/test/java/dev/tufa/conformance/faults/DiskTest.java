package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.conformance.client.MemoryFolder;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.file.FullDiskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes nothing more keeps what it has, and an update on it is taken up later. */
class DiskTest {
    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();
    private DiskClient client;

    @BeforeEach
    void publish() throws Exception {
        repository.targets().add("file", "content");
        repository.publish();
        client = DiskClient.of(folder, repository);
    }

    @Nested
    @DisplayName("a disk that is full")
    class Full {
        @BeforeEach
        void publishMore() throws Exception {
            client.update("file");
            repository.targets().add("file", "new content");
            repository.root().changed();
            repository.publish();
        }

        private void update(FullDiskFiles files) throws Exception {
            DiskClient.update(
                    client.updater(files.metadataStore(client.cache), files.targetStore(client.artifacts)), "file");
        }

        @Test
        void afterAnyNumberOfBytesKeepsWhatItHas() throws Exception {
            int failures = 0;
            for (long room = 0; ; room += 97) {
                try {
                    update(new FullDiskFiles(room));
                    break;
                } catch (IOException e) {
                    assertThat(e).hasMessage("No space left on device");
                    failures++;
                }
                assertThat(client.leftovers()).isEmpty();
                assertThat(client.artifact("file")).isEqualTo("content");
            }
            assertThat(failures).isGreaterThan(10);
            client.assertCacheIsThatOf(repository, 2, "targets");
            assertThat(client.artifact("file")).isEqualTo("new content");
        }

        @Test
        void isNotTriedAgainAndAgain() throws Exception {
            client.updater().refresh();
            repository.takeRequests();

            assertThatThrownBy(() -> update(new FullDiskFiles(0))).hasMessage("No space left on device");

            assertThat(repository.takeRequests())
                    .filteredOn(file -> file.startsWith("targets/"))
                    .hasSize(1);
        }
    }

    /** On a file system of its own, which only some users can make. */
    @Nested
    @DisplayName("a real disk")
    class Real {
        private DiskClient mounted;
        private boolean real;

        @BeforeEach
        void mount() throws Exception {
            Path disk = Files.createDirectory(folder.resolve("disk"));
            real = run("mount", "-t", "tmpfs", "-o", "size=128k", "tufa-test", disk.toString());
            mounted = DiskClient.of(disk, repository);
        }

        @AfterEach
        void unmount() throws Exception {
            if (real) {
                assertThat(run("umount", folder.resolve("disk").toString())).isTrue();
            }
        }

        private static boolean run(String... command) throws Exception {
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            } catch (IOException e) {
                return false; // no such program
            }
        }

        @Test
        void thatIsFullKeepsWhatItHas() throws Exception {
            mounted.update("file");
            repository.targets().add("large", new byte[300_000]);
            repository.targets().add("file", "new content");
            repository.publish();

            if (real) {
                assertThatThrownBy(() -> mounted.update("large")).isInstanceOf(IOException.class);
                assertThat(mounted.artifacts.resolve("large")).doesNotExist();
            }
            mounted.update("file");

            assertThat(mounted.artifact("file")).isEqualTo("new content");
            assertThat(mounted.leftovers()).isEmpty();
        }

        @Test
        void thatIsReadOnlyKeepsWhatItHas() throws Exception {
            mounted.update("file");
            repository.targets().add("file", "new content");
            repository.publish();

            if (real) {
                assertThat(run(
                                "mount",
                                "-o",
                                "remount,ro",
                                folder.resolve("disk").toString()))
                        .isTrue();
                assertThatThrownBy(() -> mounted.update("file")).isInstanceOf(IOException.class);
                assertThat(mounted.artifact("file")).isEqualTo("content");
                assertThat(run(
                                "mount",
                                "-o",
                                "remount,rw",
                                folder.resolve("disk").toString()))
                        .isTrue();
            }
            mounted.update("file");

            assertThat(mounted.artifact("file")).isEqualTo("new content");
        }

        @Test
        void forArtifactsAloneHasUnfinishedOnesInsideIt() throws Exception {
            DiskClient apart = new DiskClient(folder, repository, RepositorySimulator.METADATA);
            Files.createSymbolicLink(folder.resolve("artifacts"), folder.resolve("disk"));

            apart.update("file");

            assertThat(folder.resolve("disk/file")).hasContent("content");
            assertThat(apart.leftovers()).isEmpty();
        }
    }

    @Nested
    @DisplayName("permissions")
    class Permissions {
        private String of(Path path) throws IOException {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        }

        @Test
        void areForTheOwnerAlone() throws Exception {
            client.update("file");

            try (Stream<Path> all = Files.walk(client.cache)) {
                for (Path path : (Iterable<Path>) all::iterator) {
                    assertThat(of(path))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
                }
            }
        }

        @Test
        void ofFoldersThatAreThereStay() throws Exception {
            Path cache = folder.resolve("shared/cache");
            Files.createDirectories(cache);
            Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
            DiskClient.of(folder.resolve("shared"), repository).update();

            assertThat(of(cache)).isEqualTo("rwxr-xr-x");
            for (String file : List.of("root.json", "timestamp.json", "snapshot.json", "targets.json", ".lock")) {
                assertThat(of(cache.resolve(file))).as(file).isEqualTo("rw-------");
            }
        }
    }
}

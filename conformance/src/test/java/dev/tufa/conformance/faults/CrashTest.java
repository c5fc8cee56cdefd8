package dev.tufa.conformance.faults;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.conformance.client.MemoryFolder;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.file.CrashingFiles;
import dev.tufa.tuf.metadata.RoleType;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that dies at any of its file operations has, at every moment, old files or new ones; the next one goes on. */
class CrashTest {
    private static final String[] PATHS = {"file", "dir/file"};

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();

    @BeforeEach
    void publish() {
        repository.targets().delegate(aDelegation("a").paths("dir/*"));
        repository.targets().add("file", "old file");
        repository.role("a").add("dir/file", "old file in dir");
        repository.publish();
    }

    private void publishAll() {
        repository.root().keys(RoleType.ROOT, 1, key("new root"));
        repository.root().keys(RoleType.TIMESTAMP, 1, key("new timestamp"));
        repository.targets().add("file", "new file");
        repository.role("a").add("dir/file", "new file in dir");
        repository.publish();
    }

    @ParameterizedTest
    @EnumSource
    void atEachOperationOfTheFirstUpdate(CrashingFiles.Moment moment) throws Exception {
        assertThat(crashEverywhere(moment, false)).isGreaterThan(40);
    }

    @ParameterizedTest
    @EnumSource
    void atEachOperationOfAnUpdateOfEverything(CrashingFiles.Moment moment) throws Exception {
        assertThat(crashEverywhere(moment, true)).isGreaterThan(40);
    }

    /** Crashes at the first operation, the second, and so on, each time from the same start; counts the operations. */
    private int crashEverywhere(CrashingFiles.Moment moment, boolean updated) throws Exception {
        String age = updated ? "new" : "old";
        Path start = folder.resolve("start");
        DiskClient before = DiskClient.of(start, repository);
        if (updated) {
            before.update(PATHS);
            publishAll();
        }
        for (int operations = 0; ; operations++) {
            Path copy = folder.resolve("copy-" + operations);
            copy(start, copy);
            DiskClient client = new DiskClient(copy, repository, RepositorySimulator.METADATA);
            CrashingFiles files = new CrashingFiles(operations, moment);
            try {
                DiskClient.update(
                        client.updater(files.metadataStore(client.cache), files.targetStore(client.artifacts)), PATHS);
            } catch (CrashingFiles.Crash e) {
                // as planned
            }
            assertOldOrNew(client, moment);
            boolean downloads = !Files.exists(client.artifacts.resolve("dir/file"))
                    || !client.artifact("dir/file").equals(age + " file in dir");

            client.update(PATHS);

            client.assertCacheIsThatOf(repository, repository.root().version(), "targets", "a");
            assertThat(client.artifact("file")).isEqualTo(age + " file");
            assertThat(client.artifact("dir/file")).isEqualTo(age + " file in dir");
            if (downloads) { // the next artifact takes the leftovers of earlier ones away
                assertThat(client.leftovers()).isEmpty();
            }
            if (!files.hasCrashed()) {
                return operations;
            }
        }
    }

    /**
     * No file under its own name is a part of one, or a mixture, but for targets roles after power was lost: what those say counts
     * only if it is what the snapshot names.
     */
    private void assertOldOrNew(DiskClient client, CrashingFiles.Moment moment) throws IOException {
        for (String role : List.of("root", "timestamp", "snapshot", "targets", "a")) {
            Path file = client.cache.resolve(role + ".json");
            boolean mayBeLost = moment == CrashingFiles.Moment.CONTENT_LOST
                    && List.of("targets", "a").contains(role);
            if (Files.exists(file) && !(mayBeLost && Files.size(file) == 0)) {
                byte[] found = Files.readAllBytes(file);
                assertThat(repository.files().stream()
                                .filter(name -> name.endsWith(role + ".json"))
                                .flatMap(name -> repository.history(name).stream()))
                        .as(role)
                        .anyMatch(published -> Arrays.equals(published, found));
            }
        }
        if (Files.exists(client.artifacts.resolve("file"))) {
            assertThat(client.artifact("file")).isIn("old file", "new file");
        }
        if (Files.exists(client.artifacts.resolve("dir/file"))) {
            assertThat(client.artifact("dir/file")).isIn("old file in dir", "new file in dir");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(visited).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.copy(visited, to.resolve(from.relativize(visited).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

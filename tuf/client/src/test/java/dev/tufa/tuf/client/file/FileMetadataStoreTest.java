package dev.tufa.tuf.client.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.MetadataStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written under the lock goes to the disk together. */
class FileMetadataStoreTest {
    @TempDir
    Path folder;

    private final FaultyDisk disk = new FaultyDisk();

    private FileMetadataStore store() {
        return new FileMetadataStore(folder, disk);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Optional<String> read(MetadataStore store, String role) {
        return store.read(role, 100).map(read -> new String(read, UTF_8));
    }

    private List<String> names(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void writeAll(MetadataStore store, String content) throws IOException {
        store.writeRoot(2, bytes(content));
        store.write("root", bytes(content));
        store.write("timestamp", bytes(content));
        store.write("snapshot", bytes(content));
        store.write("targets", bytes(content));
    }

    @Test
    void othersSeeWhatWasThereUntilTheLockIsGivenBack() throws Exception {
        FileMetadataStore store = store();
        writeAll(store, "old");
        MetadataStore other = store();
        try (MetadataStore.Lock lock = store.lock()) {
            writeAll(store, "new");
            store.writeRoot(3, bytes("new"));

            assertThat(List.of("root", "timestamp", "snapshot"))
                    .allSatisfy(role -> assertThat(read(store, role)).contains("new"))
                    .allSatisfy(role -> assertThat(read(other, role)).contains("old"));
            assertThat(store.readRoot(3, 100)).contains(bytes("new"));
            assertThat(store.rootVersions()).containsExactly(3L, 2L);
            assertThat(other.rootVersions()).containsExactly(2L);
        }
        assertThat(List.of("root", "timestamp", "snapshot"))
                .allSatisfy(role -> assertThat(read(other, role)).contains("new"));
        assertThat(other.rootVersions()).containsExactly(3L, 2L);
        assertThat(names(folder))
                .containsExactly(
                        ".lock", "root-history", "root.json", "snapshot.json", "targets.json", "timestamp.json");
    }

    @Test
    void whatIsReplacedOrDeletedUnderTheLockLeavesNothing() throws Exception {
        FileMetadataStore store = store();
        store.write("timestamp", bytes("old"));
        try (MetadataStore.Lock lock = store.lock()) {
            store.write("root", bytes("one"));
            store.write("root", bytes("two"));
            store.write("timestamp", bytes("new"));
            store.delete("timestamp");

            assertThat(read(store, "root")).contains("two");
            assertThat(read(store, "timestamp")).isEmpty();
        }
        assertThat(read(store, "root")).contains("two");
        assertThat(names(folder)).containsExactly(".lock", "root.json");
    }

    @Test
    void everyFileAndFolderIsSyncedOnce() throws Exception {
        FileMetadataStore store = store();
        try (MetadataStore.Lock lock = store.lock()) {
            writeAll(store, "new");
        }

        assertThat(disk.synced).hasSize(4); // not that of the targets role, which can be fetched again
        assertThat(disk.syncedFolders).containsExactlyInAnyOrder(folder, folder.resolve("root-history"));
    }

    @Test
    void aDiskThatFailsLeavesEverythingAsItWas() throws Exception {
        FileMetadataStore store = store();
        writeAll(store, "old");
        MetadataStore.Lock lock = store.lock();
        writeAll(store, "new");
        disk.failing = true;

        assertThatThrownBy(lock::close).isInstanceOf(IOException.class).hasMessage("the disk has failed");

        disk.failing = false;
        assertThat(List.of("root", "timestamp", "snapshot"))
                .allSatisfy(role -> assertThat(read(store, role)).contains("old"));
        assertThat(store.readRoot(2, 100)).contains(bytes("old"));
        assertThat(names(folder)).noneMatch(name -> name.endsWith(".tmp"));
        try (MetadataStore.Lock again = store.lock()) {
            writeAll(store, "new");
        }
        assertThat(read(store, "root")).contains("new");
    }

    @Test
    void manyRootsDoNotWaitForTheLock() throws Exception {
        FileMetadataStore store = store();
        try (MetadataStore.Lock lock = store.lock()) {
            for (long version = 1; version <= 100; version++) {
                store.writeRoot(version, bytes("root " + version));
            }
            assertThat(new TreeSet<>(store().rootVersions())).contains(1L, 64L).doesNotContain(65L);
            assertThat(store.rootVersions()).hasSize(100);
        }
        assertThat(store().rootVersions()).hasSize(100);
    }

    @Test
    void aLockThatIsGivenBackTwiceTakesNothingFromTheNextHolder() throws Exception {
        FileMetadataStore store = store();
        MetadataStore.Lock first = store.lock();
        first.close();
        try (MetadataStore.Lock second = store.lock()) {
            first.close();
            store.write("root", bytes("new"));

            assertThat(read(store(), "root")).isEmpty();
        }
        assertThat(read(store(), "root")).contains("new");
    }
}

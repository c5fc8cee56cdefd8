package dev.tufa.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("what is kept of an archive that is left")
class FetchedListsTest {
    private static final String ARCHIVE = "tuf+https://apt.example.org/";

    @TempDir
    Path root;

    private RootFiles files;
    private Path registered;
    private Path state;

    @BeforeEach
    void begin() throws IOException {
        files = new RootFiles(root, (int) Files.getAttribute(root, "unix:uid"));
        Path tuf = root.resolve("var/lib/apt-transport-tuf");
        registered = Files.createDirectories(tuf.resolve("archives/apt.example.org_"));
        state = Files.createDirectories(tuf.resolve("state/apt.example.org_"));
        Files.createFile(state.resolve("timestamp.json"));
        for (String name : List.of("root.json", "floor", "floor.seen", "floor.new")) {
            Files.createFile(registered.resolve(name));
        }
    }

    @Test
    void isAllThatWasTrustedAsLongAsItsRootIsRegistered() throws IOException {
        new FetchedLists(files).forget(List.of(ARCHIVE));
        assertThat(registered.resolve("floor")).exists();
        assertThat(state.resolve("timestamp.json")).exists();
    }

    @Test
    void isNothingWithoutARoot() throws IOException {
        files.delete("/var/lib/apt-transport-tuf/archives/apt.example.org_/root.json");
        new FetchedLists(files).forget(List.of(ARCHIVE));
        assertThat(registered).doesNotExist();
        assertThat(registered.getParent()).exists();
        assertThat(state).doesNotExist();
    }
}

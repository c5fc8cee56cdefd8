package dev.tufa.apt.install.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a temporary folder")
class TemporaryFolderTest {
    @Test
    void goesWithAllThatIsInItAndWithNothingElse(@TempDir Path elsewhere) throws IOException {
        Path kept = Files.createFile(elsewhere.resolve("kept"));
        Path folder;
        try (TemporaryFolder temporary = TemporaryFolder.create("tufa-test-")) {
            folder = temporary.path();
            assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            Files.createFile(Files.createDirectories(folder.resolve("a/b")).resolve("c"));
            Files.createSymbolicLink(folder.resolve("a/link"), elsewhere);
            Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
        }
        assertThat(folder).doesNotExist();
        assertThat(kept).exists();
    }
}

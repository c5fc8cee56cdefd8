package dev.tufa.cli.framework;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.cli.framework.WholeFile.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A file that is replaced as a whole")
class WholeFileTest {
    @TempDir
    Path folder;

    private void assertNothingElse(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @ParameterizedTest
    @CsvSource({"OWNER, rw-------", "ALL, rw-r--r--"})
    void isMadeForItsReaders(Readers readers, String permissions) throws IOException {
        Path file = folder.resolve("file");

        WholeFile.replace(file, "text".getBytes(UTF_8), readers);

        assertThat(file).hasContent("text");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(permissions);
        assertNothingElse("file");
    }

    @Test
    void isTheOldOneForWhoHasItOpen() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        try (var open = Files.newInputStream(file)) {
            WholeFile.replace(file, "new".getBytes(UTF_8), Readers.ALL);

            assertThat(new String(open.readAllBytes(), UTF_8)).isEqualTo("old");
        }
        assertThat(file).hasContent("new");
        assertNothingElse("file");
    }

    @Test
    void leavesNothingIfItCannotGetItsName() throws IOException {
        Path taken = folder.resolve("file");
        Files.createDirectories(taken.resolve("in it"));

        assertThatThrownBy(() -> WholeFile.replace(taken, new byte[1], Readers.ALL))
                .isInstanceOf(IOException.class);
        assertNothingElse("file");
    }
}

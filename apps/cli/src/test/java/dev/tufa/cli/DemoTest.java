package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The demo")
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void refusesAFolderThatIsTaken() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        CommandLineRun run = CommandLineRun.of("demo", taken.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).startsWith("error: " + taken + ": expected a free name, got one that is taken\n");
        assertThat(taken).isEmptyDirectory();
    }
}

package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Help")
class HelpTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @Test
    void ofAllCommandsIsAsRecorded() throws IOException {
        StringBuilder help = new StringBuilder(CommandLineRun.of("--help").out());
        for (Command command : Tufa.program().commands()) {
            List<String> words = new ArrayList<>(List.of(command.name().split(" ", -1)));
            words.add("--help");
            CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
            assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
            help.append("\n────\n").append(run.out());
        }
        assertGolden("help.txt", help.toString());
    }

    @Test
    void everyLineFitsAHundredColumns() {
        for (Command command : Tufa.program().commands()) {
            List<String> words = new ArrayList<>(List.of(command.name().split(" ", -1)));
            words.add("--help");
            assertThat(CommandLineRun.of(words.toArray(String[]::new)).out().lines())
                    .allSatisfy(line -> assertThat(line.startsWith("  tufa ") || line.length() <= 100)
                            .as(line)
                            .isTrue());
        }
    }

    @Test
    void ofAGroupListsItsCommands() {
        CommandLineRun run = CommandLineRun.of("client", "--help");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("client refresh").doesNotContain("repo init");
    }

    @Test
    void isShownWithoutWordsAndTheExitCodeSaysThatSomethingIsMissing() {
        CommandLineRun run = CommandLineRun.of();
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).startsWith("Usage: tufa COMMAND");
    }

    @Test
    void namesItsVersionForReportsOfFaults() {
        CommandLineRun run = CommandLineRun.of("--version");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .matches("tufa [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)? \\(TUF 1\\.0\\.34, Java [0-9].*\\)\\R");
    }

    static void assertGolden(String name, String actual) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}

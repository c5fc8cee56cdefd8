package dev.tufa.apt.install.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a program of the system")
class SystemProgramTest {
    private static final SystemProgram SHELL = SystemProgram.at(Path.of("/bin/sh"));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static SystemProgram.Answer run(String script) throws IOException {
        return SHELL.ask(List.of("-c", script), PATIENCE, 1000);
    }

    @Test
    void saysHowItEndedAndWhatItSaid() throws IOException {
        assertThat(run("echo out; echo err >&2; exit 3"))
                .isEqualTo(new SystemProgram.Answer("sh", 3, "out\n", "err\n"));
        assertThatThrownBy(() -> run("echo err >&2; exit 3").orThrow())
                .hasMessage("sh: expected exit code 0, got 3: err");
    }

    @Test
    void getsNothingOfTheCallersEnvironmentAndNoInput() throws IOException {
        assertThat(SHELL.with(Map.of("A", "b"))
                        .ask(List.of("-c", "cat; pwd; env"), PATIENCE, 1000)
                        .output()
                        .lines())
                .containsExactlyInAnyOrder("/", "A=b", "LC_ALL=C.UTF-8", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "PWD=/");
    }

    @Test
    void runsWhereItIsToldTo(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("here"), "x");
        assertThat(SHELL.in(folder)
                        .with(Map.of("A", "b"))
                        .ask(List.of("-c", "cat here; echo $A"), PATIENCE, 1000)
                        .output())
                .isEqualTo("xb\n");
    }

    @Test
    void saysAllInOneLine() throws IOException {
        assertThat(run("echo ' out '; echo; echo more; echo 'W: err' >&2").inOneLine())
                .isEqualTo("out; more; W: err");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 60", "exec >&-; sleep 60"})
    void hasToEnd(String script) {
        long start = System.nanoTime();

        assertThatThrownBy(() -> SHELL.ask(List.of("-c", script), Duration.ofSeconds(1), 1000))
                .isInstanceOf(IOException.class)
                .hasMessage("/bin/sh: expected an end within 1 seconds, got none");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    /** Whether Java hears of the end of the answer while something else holds its pipe open is chance; that it comes back is not. */
    @Test
    void isNotWaitedForWithoutEndInWhatItStarted() {
        long start = System.nanoTime();
        String answer;
        try {
            answer = SHELL.ask(List.of("-c", "sleep 60 & echo x"), Duration.ofSeconds(1), 1000)
                    .output();
        } catch (IOException e) {
            answer = String.valueOf(e.getMessage());
        }

        assertThat(answer).isIn("x\n", "/bin/sh: expected an end within 1 seconds, got none");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void hasToEndItsAnswer() {
        long start = System.nanoTime();

        assertThatThrownBy(() -> run("yes"))
                .isInstanceOf(IOException.class)
                .hasMessage("/bin/sh: expected an answer of at most 1000 bytes, got more");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    }

    @Test
    void writesItsLogThroughNoLink(@TempDir Path folder) throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path log = Files.createSymbolicLink(folder.resolve("log"), victim);
        List<String> heard = new ArrayList<>();

        assertThat(SHELL.carryOut(List.of("-c", "echo out; echo err >&2; exit 3"), log, heard::add))
                .isEqualTo(3);

        assertThat(heard).containsExactly("out", "err");
        assertThat(log).hasContent("out\nerr\n");
        assertThat(Files.isSymbolicLink(log)).isFalse();
        assertThat(victim).hasContent("precious");
    }

    @Test
    void isNotLookedFor() {
        assertThatThrownBy(() -> SystemProgram.at(Path.of("sh")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("program: expected an absolute path, got sh");
    }
}

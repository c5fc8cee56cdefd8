package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What shells and man make of tufa")
class ShellIntegrationTest {
    @TempDir
    Path folder;

    private String completions(String... words) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("completion"),
                CommandLineRun.of("completion", "bash").out());
        String array = "'tufa' '" + String.join("' '", words) + "'";
        return bash(". " + script + "; COMP_WORDS=(" + array + "); COMP_CWORD=" + words.length
                + "; _tufa || :; echo \"${COMPREPLY[*]}\"");
    }

    private static String bash(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-euc", command)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    @Test
    void bashCompletesTheFirstWord() throws IOException, InterruptedException {
        assertThat(completions("cl")).isEqualTo("client");
    }

    @Test
    void bashCompletesTheSecondWordOfAGroup() throws IOException, InterruptedException {
        assertThat(completions("client", "")).isEqualTo("init refresh list download status export import clock");
    }

    @Test
    void bashCompletesTheThirdWordOfAGroupWithinAGroup() throws IOException, InterruptedException {
        assertThat(completions("repo", "k")).isEqualTo("key");
        assertThat(completions("repo", "key", "re")).isEqualTo("remove");
        assertThat(completions("key", "")).isEqualTo("new public");
        assertThat(completions("apt", "m")).isEqualTo("make migrate match");
        assertThat(completions("archive", "key", "")).isEqualTo("list new add remove");
        assertThat(completions("archive", "key", "a")).isEqualTo("add");
        assertThat(completions("archive", "key", "add", "--f")).isEqualTo("--first");
        assertThat(completions("archive", "publish", "--p")).isEqualTo("--passphrase-file --print-units");
        assertThat(completions("archive", "rollback", "--dr")).isEqualTo("--dry-run");
        assertThat(completions("apt", "make", "--tuf-s")).isEqualTo("--tuf-scope");
        assertThat(completions("repo", "key", "list", "--j")).isEqualTo("--json");
    }

    @Test
    void bashCompletesOptions() throws IOException, InterruptedException {
        assertThat(completions("repo", "publish", "--d")).isEqualTo("--dry-run");
        assertThat(completions("serve", "--p")).isEqualTo("--port");
        assertThat(completions("apt", "mi")).isEqualTo("migrate");
        assertThat(completions("apt", "migrate", "--keyr")).isEqualTo("--keyring");
        assertThat(completions("apt", "lint", "--a")).isEqualTo("--archive");
    }

    @Test
    void bashLeavesOperandsToFileNames() throws IOException, InterruptedException {
        assertThat(completions("client", "refresh", "x")).isEmpty();
    }

    @Test
    void fishIsToldOfEveryCommandAndOption() {
        String script = CommandLineRun.of("completion", "fish").out();
        assertThat(script)
                .contains(
                        "complete -c tufa -n '__fish_seen_subcommand_from archive; and __fish_seen_subcommand_from key; and not"
                                + " __fish_seen_subcommand_from list new add remove' -a add -d 'Have one more OpenPGP key sign an archive'\n",
                        "-l print-units -d 'print a systemd service and timer for ARCHIVE, and do nothing else'\n");
        Tufa.program()
                .commands()
                .forEach(command -> command.options()
                        .getOptions()
                        .forEach(option -> assertThat(script).contains(" -l " + option.getLongOpt())));
    }

    @Test
    void theManualPageHasEveryCommandAndNoLineThatRoffMisreads() {
        String page = CommandLineRun.of("man").out();
        Tufa.program().commands().forEach(command -> assertThat(page).contains(".SS tufa " + command.name()));
        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allSatisfy(line -> assertThat(line).matches("\\.(TH|SH|SS|PP|TP|B|I|nf|fi)( .*)?"));
    }
}

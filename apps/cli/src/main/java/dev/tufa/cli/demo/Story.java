package dev.tufa.cli.demo;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.Program;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what happens: numbered chapters, the commands that are called, and what they print. */
final class Story {
    private final Invocation invocation;
    private final Terminal terminal;
    private final Program program;
    private final Path folder;
    private String hidden = "";
    private int chapter;

    Story(Invocation invocation, Program program, Path folder) {
        this.invocation = invocation;
        this.terminal = invocation.terminal();
        this.program = program;
        this.folder = folder;
        terminal.line("Everything happens in the folder %s.", folder);
    }

    Invocation invocation() {
        return invocation;
    }

    Path folder() {
        return folder;
    }

    void chapter(String title) {
        terminal.line("");
        terminal.line("%d. %s", ++chapter, title);
        terminal.line("");
    }

    void remark(String text) {
        terminal.line("# %s", text);
    }

    /** From now on commands are shown as they would be called in a folder. */
    void moveTo(Path place) {
        hidden = place + "/";
        remark("in the folder " + place);
    }

    /** Calls a command as a person would, and ends the demo if it fails. */
    void tufa(String... words) throws CommandFailure {
        terminal.line("$ tufa %s", shown(words));
        run(terminal, words);
    }

    /** The same with its output in a file. */
    void tufaInto(Path file, String... words) throws IOException, CommandFailure {
        terminal.line("$ tufa %s > %s", shown(words), shown(file.toString()));
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8)) {
            run(new Terminal(out, terminal.err(), terminal.interactive()), words);
        }
    }

    private String shown(String... words) {
        return Stream.of(words)
                .map(word -> hidden.isEmpty() ? word : word.replace(hidden, ""))
                .map(word -> word.contains(" ") ? "'" + word + "'" : word)
                .collect(Collectors.joining(" "));
    }

    private void run(Terminal to, String... words) throws CommandFailure {
        ExitCode exitCode = program.run(List.of(words), to, invocation.clock());
        if (exitCode != ExitCode.DONE) {
            throw new CommandFailure(exitCode, "the demo ends here: " + exitCode.meaning(), "");
        }
    }

    /** A command that is called by other means. */
    void command(String line) {
        terminal.line("$ %s", line);
    }

    void output(String text) {
        terminal.line("%s", Printable.of(text));
    }

    /** How it went for one of those who were attacked. */
    void outcome(String whose, String what) {
        terminal.line("%-20s %s", "  " + whose, Printable.of(what));
    }

    void leftOut(String why) {
        terminal.line("");
        terminal.line("The part about apt is left out: %s.", why);
    }

    void pause() {
        terminal.line("");
    }

    void attack(String name, String how) {
        terminal.line("%-20s %s", name, how);
    }

    void refused(Exception refusal) {
        terminal.line("%-20s refused: %s", "", String.valueOf(refusal.getMessage()));
        terminal.line("");
    }

    void ending(int refused) {
        terminal.line("%d of %d attacks were refused. What the client trusted before, it still has.", refused, refused);
    }

    void lookAround() {
        chapter("Look around");
        terminal.line("./tufa repo status %s/my-repository", folder);
        terminal.line(
                "./tufa repo publish --dry-run --renew --passphrase-file %s/passphrase %s/my-repository",
                folder, folder);
        terminal.line("./tufa serve %s/my-repository", folder);
        terminal.line("./tufa client status %s/my-client", folder);
        terminal.line("./tufa --help");
    }
}

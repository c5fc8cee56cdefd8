package dev.tufa.cli.demo;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.Program;
import dev.tufa.cli.framework.Terminal;
import java.nio.file.Path;
import java.util.List;

/** Tells what happens: numbered chapters, the commands that are called, and what they print. */
final class Story {
    private final Invocation invocation;
    private final Terminal terminal;
    private final Program program;
    private final Path folder;
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

    /** Calls a command as a person would, and ends the demo if it fails. */
    void tufa(String... words) throws CommandFailure {
        terminal.line("$ tufa %s", String.join(" ", words));
        ExitCode exitCode = program.run(List.of(words), terminal, invocation.clock());
        if (exitCode != ExitCode.DONE) {
            throw new CommandFailure(exitCode, "the demo ends here: " + exitCode.meaning(), "");
        }
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

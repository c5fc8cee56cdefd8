package dev.tufa.cli.install;

import dev.tufa.apt.install.plan.RootRequest;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.tuf.refusal.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The root side, as a process of its own: called by root as it is, by anybody else through polkit; about a system in a folder, by whoever
 * runs this, without any other rights.
 */
final class HelperProcess {
    private static final String POLKIT = "/usr/bin/pkexec";

    private final Terminal terminal;
    private final SystemRoot root;

    HelperProcess(Terminal terminal, SystemRoot root) {
        this.terminal = terminal;
        this.root = root;
    }

    /** By whom this process is run, as a number. */
    static Object user() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /**
     * Has it done.
     *
     * @return the id of the sources
     */
    String apply(RootRequest request) throws IOException, CommandFailure {
        List<String> command = new ArrayList<>();
        if (root.isThisSystem() && !user().equals(0)) {
            if (!Files.isExecutable(Path.of(POLKIT))) {
                throw new CommandFailure(
                        ExitCode.UNREACHABLE,
                        "%s: expected polkit, which asks who may do this, got none".formatted(POLKIT),
                        "run this command as root");
            }
            command.add(POLKIT);
        }
        command.add(AptPrograms.helper().toString());
        command.add("apply");
        if (!root.isThisSystem()) {
            command.add(root.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(request.bytes());
        }
        String last = "";
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
                tell(line);
            }
        }
        waitFor(process);
        if (last.startsWith("done ")) {
            return last.substring("done ".length());
        }
        if (!last.startsWith("refused ") && !last.startsWith("failed ")) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    command.get(0) + ": expected an answer, got none",
                    "what it left half done, the next tufa apt install undoes first");
        }
        String reason = last.substring(last.indexOf(' ') + 1);
        throw new CommandFailure(
                last.startsWith("refused ") ? ExitCode.REFUSED : ExitCode.UNREACHABLE,
                Printable.of(reason),
                "what was changed was changed back");
    }

    private void tell(String line) {
        if (line.startsWith("step ")) {
            terminal.note("%s", Printable.of(line.substring("step ".length())));
        } else if (line.startsWith("apt ") && !line.startsWith("apt dlstatus:") && !line.startsWith("apt pmstatus:")) {
            terminal.note("  %s", Printable.of(line.substring("apt ".length())));
        }
    }

    private static void waitFor(Process process) throws IOException {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while root was at work");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}

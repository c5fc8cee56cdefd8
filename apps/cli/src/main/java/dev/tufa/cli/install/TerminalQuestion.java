package dev.tufa.cli.install;

import dev.tufa.apt.install.consent.Question;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks a person at the terminal, and nobody but this process asks meanwhile. */
final class TerminalQuestion implements AutoCloseable {
    private static final long WATCH_MILLIS = 50;

    private final Question question;
    private final Invocation invocation;

    private TerminalQuestion(Question question, Invocation invocation) {
        this.question = question;
        this.invocation = invocation;
    }

    /** Begins, unless another process of this user is asking. */
    static TerminalQuestion begin(Invocation invocation) throws IOException, CommandFailure {
        Question question = Question.begin(folder(), invocation.clock())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREACHABLE,
                        "expected to be the only one who asks, got another that does or did just now",
                        "nothing was changed"));
        return new TerminalQuestion(question, invocation);
    }

    /** The user's own folder for as long as they are logged in, or one like it. */
    private static Path folder() throws IOException {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        Path own = runtime == null ? Path.of("/run/user/none") : Path.of(runtime);
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return own.isAbsolute() && Files.isDirectory(own) ? own.resolve("tufa-apt") : Path.of("/tmp/tufa-apt-" + user);
    }

    /** Comes back if the person agreed. */
    @SuppressWarnings("SystemConsoleNull") // from Java 22 on, the launcher's word alone tells whether a person is there
    void ask(String host) throws IOException, CommandFailure {
        Console console = invocation.terminal().interactive() ? System.console() : null;
        if (console == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "expected a person at a terminal who agrees, got none",
                    "as root, agree with --yes --fingerprint");
        }
        Thread watch = new Thread(this::watch, "watch");
        watch.setDaemon(true);
        watch.start();
        Optional<String> answer = Optional.ofNullable(console.readLine("%nIf you agree, type %s: ", host));
        if (!answer.map(String::strip).map(host::equalsIgnoreCase).orElse(false)) {
            throw new CommandFailure(ExitCode.REFUSED, "nobody agreed", "nothing was changed");
        }
        if (!question.agree()) {
            throw disturbed();
        }
    }

    /** A person who is asked does not come back by themselves: the process ends under them. */
    private void watch() {
        try {
            while (!question.isDisturbed()) {
                Thread.sleep(WATCH_MILLIS);
            }
            invocation.terminal().note("");
            invocation.terminal().note("error: %s", String.valueOf(disturbed().getMessage()));
            question.close();
        } catch (InterruptedException | IOException e) {
            invocation.terminal().note("error: %s", String.valueOf(e.getMessage()));
        }
        System.exit(ExitCode.NOT_FOUND.number());
    }

    private static CommandFailure disturbed() {
        return new CommandFailure(
                ExitCode.NOT_FOUND,
                "two files were opened at the same time: nothing was installed; open the one that you want again",
                "");
    }

    @Override
    public void close() throws IOException {
        question.close();
    }
}

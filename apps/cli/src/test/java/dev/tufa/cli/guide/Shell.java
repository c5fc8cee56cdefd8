package dev.tufa.cli.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real shell in a folder, whose {@code tufa} is the real command line. */
final class Shell implements AutoCloseable {
    private static final String FUNCTION = """
            tufa() {
                printf '%s\\0' "$@" >"$TUFA_CALLS/words"
                echo >"$TUFA_CALLS/request"
                read -r tufa_code <"$TUFA_CALLS/reply"
                cat "$TUFA_CALLS/out"
                cat "$TUFA_CALLS/err" >&2
                return "$tufa_code"
            }
            """;

    private final Path calls;
    private final Process server;
    private final Process shell;
    private final Writer input;
    private final BufferedReader exitCodes;
    private Duration later = Duration.ZERO;

    /**
     * A shell in a folder that exists.
     *
     * @param calls an empty folder, for what it and its server tell each other
     */
    Shell(Path folder, Path calls) throws IOException, InterruptedException {
        this.calls = calls;
        for (String pipe : List.of("request", "reply")) {
            new ProcessBuilder("mkfifo", calls.resolve(pipe).toString()).start().waitFor();
        }
        let(Duration.ZERO);
        Files.writeString(
                calls.resolve("softhsm2.conf"),
                "directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n"
                        .formatted(Files.createDirectory(calls.resolve("tokens"))));
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-exports=jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        Path program = Files.writeString(
                calls.resolve("tufa"),
                "#!/bin/sh\nexec '%s' dev.tufa.cli.Tufa \"$@\"\n".formatted(String.join("' '", java)));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        server =
                start(folder, java, List.of(TufaServer.class.getName(), calls.toString()), calls.resolve("server.log"));
        shell = start(folder, List.of("sh"), List.of(), calls.resolve("shell.log"));
        input = shell.outputWriter(UTF_8);
        exitCodes = new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8));
        input.write(FUNCTION + "unset TUFA_PASSPHRASE\n");
    }

    private Process start(Path folder, List<String> first, List<String> then, Path errors) throws IOException {
        List<String> command = new ArrayList<>(first);
        command.addAll(then);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectError(errors.toFile());
        builder.environment().put("TUFA_CALLS", calls.toString());
        builder.environment().merge("PATH", "", (path, none) -> calls + ":" + path);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment()
                .put("SOFTHSM2_CONF", calls.resolve("softhsm2.conf").toString());
        builder.environment().put("TUFA_PASSPHRASE", "what nobody is asked for here");
        return builder.start();
    }

    /** Lets time go by, for commands to come. */
    void let(Duration time) throws IOException {
        later = later.plus(time);
        Files.writeString(calls.resolve("later"), later.toString());
    }

    /** Runs a command to its end. */
    Result run(String command) throws IOException {
        Path output = calls.resolve("output");
        input.write("{ %s\n} >'%s' 2>&1 </dev/null\necho $?\n".formatted(command, output));
        input.flush();
        String exitCode = exitCodes.readLine();
        if (exitCode == null) {
            throw new IOException(command + ": expected an exit code, got the end of the shell: "
                    + Files.readString(calls.resolve("shell.log")));
        }
        return new Result(Files.readString(output, UTF_8), Integer.parseInt(exitCode));
    }

    /** What a command printed, and how it ended. */
    record Result(String output, int exitCode) {}

    @Override
    public void close() throws IOException {
        server.destroyForcibly();
        shell.destroyForcibly();
        try {
            server.waitFor(10, TimeUnit.SECONDS);
            shell.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

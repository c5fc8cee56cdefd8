package dev.tufa.cli.serve;

import dev.tufa.apt.publish.conf.ArchiveConfText;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.cli.Options;

/** {@code tufa serve}. */
public final class ServeCommand implements Command {
    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String summary() {
        return "Serve a repository or an archive over HTTP, for trying out";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Serves the published files of the repository or archive in DIR, or DIR itself if it is neither, until it is"
                + " interrupted. Private keys are never served. For real use, put the folder DIR/repository, or of an archive DIR/public,"
                + " behind a web server: it is plain files.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("port", "PORT", "the port; 8000 if not given, 0 for any that is free"))
                .addOption(OptionSpecs.valued(
                        "host", "ADDRESS", "the address to listen on; 127.0.0.1, this machine alone, if not given"))
                .addOption(OptionSpecs.flag("quiet", "do not print requests"));
    }

    @Override
    public List<String> examples() {
        return List.of("serve my-repository", "serve --port 0 --quiet my-repository");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        boolean isArchive = Files.exists(directory.resolve(ArchiveConfText.FILE));
        Path published = directory.resolve(isArchive ? "public" : "repository");
        Path folder = Files.isDirectory(published) ? published : directory;
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.UNREACHABLE, directory + ": expected a folder, got none", "");
        }
        boolean isOfArchive = Files.exists(folder.toAbsolutePath().resolveSibling(ArchiveConfText.FILE));
        if (!isOfArchive && Files.exists(folder.resolve("keys"))) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    folder + ": expected files for the public, got a folder with private keys",
                    "serve the folder that holds the repository");
        }
        boolean quiet = invocation.has("quiet");
        try (FileServer server = FileServer.start(
                folder, invocation.value("host").orElse("127.0.0.1"), port(invocation), (path, status) -> {
                    if (!quiet) {
                        invocation.terminal().note("%d %s", status, Printable.of(path));
                    }
                })) {
            invocation.terminal().line("serving %s at %s", folder, server.url());
            for (String metadata : List.of("metadata", "tuf")) {
                if (Files.isDirectory(folder.resolve(metadata))) {
                    invocation.terminal().line("metadata: %s%s/", server.url(), metadata);
                }
            }
            new CountDownLatch(1).await(); // until the process is ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int port(Invocation invocation) throws UsageException {
        String text = invocation.value("port").orElse("8000");
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new UsageException("--port: expected a number from 0 to 65535, got \"" + text + '"');
    }
}

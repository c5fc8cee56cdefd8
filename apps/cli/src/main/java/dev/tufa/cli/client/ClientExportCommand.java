package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.ProgressBar;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa client export}. */
public final class ClientExportCommand implements Command {
    @Override
    public String name() {
        return "client export";
    }

    @Override
    public String summary() {
        return "Write a bundle for a machine without a network";
    }

    @Override
    public String operands() {
        return "DIR FILE [NAME...]";
    }

    @Override
    public String description() {
        return "Refreshes, downloads the targets that are named, and writes FILE: a zip file with the metadata that they need and"
                + " the targets themselves. tufa client import takes it in on another machine, which verifies it as if it came"
                + " from the repository. Without names, only metadata is written.";
    }

    @Override
    public Options options() {
        return FetchOptions.addTo(new Options());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "client export updates monday.zip app-2.0.jar",
                "client export --offline updates monday.zip app-2.0.jar");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, IOException, CommandFailure {
        ClientFolder folder = new ClientFolder(Path.of(invocation.operand(0, "DIR")));
        Path file = Path.of(invocation.operand(1, "FILE"));
        Updater updater = folder.updater(invocation, folder.targets());
        Refreshed refreshed = updater.refresh();
        List<TargetFile> targets = Wanted.find(updater, invocation.operandsFrom(2));
        updater.download(targets).orThrow();
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                updater.export(targets, out);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        invocation
                .terminal()
                .line(
                        "%s: timestamp %d and %d targets, %s; good until %s",
                        file,
                        refreshed.timestamp().version(),
                        targets.size(),
                        ProgressBar.size(Files.size(file)),
                        refreshed.timestamp().expires());
        ChecksNote.print(refreshed.checks(), invocation.terminal());
    }
}

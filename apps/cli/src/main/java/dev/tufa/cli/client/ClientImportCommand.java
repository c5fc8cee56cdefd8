package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.ProgressBar;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Bundle;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa client import}. */
public final class ClientImportCommand implements Command {
    @Override
    public String name() {
        return "client import";
    }

    @Override
    public String summary() {
        return "Take in a bundle from another machine";
    }

    @Override
    public String operands() {
        return "DIR FILE";
    }

    @Override
    public String description() {
        return "Refreshes from FILE, which tufa client export has written, and puts its targets where downloads go. It is trusted"
                + " no more than the network: signatures, versions, expiry, lengths and hashes are verified. Whether the"
                + " repository has something newer by now nobody can tell from it.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("to", "FOLDER", "where targets go; DIR/targets if not given"));
    }

    @Override
    public List<String> examples() {
        return List.of("client import updates monday.zip", "client import --to /opt/app updates monday.zip");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, IOException, CommandFailure {
        ClientFolder folder = new ClientFolder(Path.of(invocation.operand(0, "DIR")));
        Path file = Path.of(invocation.operand(1, "FILE"));
        invocation.expectOperands(2);
        Path targets = invocation.value("to").map(Path::of).orElseGet(folder::targets);
        try (Bundle bundle = Bundle.open(file)) {
            Updater updater = folder.with(Updater.of(Bundle.METADATA).fetcher(bundle), targets)
                    .progress(ProgressBar.on(invocation.terminal()))
                    .clock(invocation.clock())
                    .build();
            Refreshed refreshed = updater.refresh();
            for (Path imported :
                    updater.download(Wanted.find(updater, bundle.targetPaths())).orThrow()) {
                invocation.terminal().line("%s", imported);
            }
            invocation
                    .terminal()
                    .line(
                            "trusted: root %d, timestamp %d; good until %s",
                            refreshed.root().version(),
                            refreshed.timestamp().version(),
                            refreshed.timestamp().expires());
            ChecksNote.print(refreshed.checks(), invocation.terminal());
        }
    }
}

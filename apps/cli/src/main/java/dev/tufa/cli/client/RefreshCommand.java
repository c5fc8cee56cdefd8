package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa client refresh}. */
public final class RefreshCommand implements Command {
    @Override
    public String name() {
        return "client refresh";
    }

    @Override
    public String summary() {
        return "Bring the metadata of a repository up to date";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Fetches what is new of root, timestamp, snapshot and targets, and trusts it only if it is signed as it must be,"
                + " not older than what was trusted before, and not expired. Whatever is refused changes nothing.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("client refresh updates", "client refresh --json updates");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, IOException, CommandFailure {
        ClientFolder folder = new ClientFolder(Path.of(invocation.operand(0, "DIR")));
        invocation.expectOperands(1);
        Refreshed trusted = folder.updater(invocation, folder.targets()).refresh();
        if (invocation.has("json")) {
            invocation
                    .terminal()
                    .json(new JsonOutput()
                            .with("root", trusted.root().version())
                            .with("timestamp", trusted.timestamp().version())
                            .with("snapshot", trusted.snapshot().version())
                            .with("targets", trusted.targets().version())
                            .with("timestamp_expires", trusted.timestamp().expires())
                            .build());
            return;
        }
        invocation
                .terminal()
                .line(
                        "up to date: root %s, timestamp %s, snapshot %s, targets %s; good until %s",
                        trusted.root().version(),
                        trusted.timestamp().version(),
                        trusted.snapshot().version(),
                        trusted.targets().version(),
                        trusted.timestamp().expires());
    }
}

package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.multi.RepositoryGroup;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        return FetchOptions.addTo(new Options().addOption(OptionSpecs.json()));
    }

    @Override
    public List<String> examples() {
        return List.of("client refresh updates", "client refresh --json updates");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, IOException, CommandFailure {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        GroupFolder group = new GroupFolder(directory);
        if (group.exists()) {
            refresh(invocation, group);
            return;
        }
        ClientFolder folder = new ClientFolder(directory);
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
                            .with("unchecked", trusted.checks().unchecked())
                            .build());
            return;
        }
        invocation
                .terminal()
                .line(
                        "%s: root %s, timestamp %s, snapshot %s, targets %s; good until %s",
                        trusted.checks().complete() ? "up to date" : "valid",
                        trusted.root().version(),
                        trusted.timestamp().version(),
                        trusted.snapshot().version(),
                        trusted.targets().version(),
                        trusted.timestamp().expires());
        ChecksNote.print(trusted.checks(), invocation.terminal());
    }

    private static void refresh(Invocation invocation, GroupFolder folder)
            throws UsageException, TrustException, IOException, CommandFailure {
        RepositoryGroup group = folder.group(invocation, folder.targets());
        Map<String, Exception> failures = group.refresh();
        for (String name : group.repositories()) {
            Exception failure = failures.get(name);
            invocation
                    .terminal()
                    .line(
                            "%s: %s",
                            name, failure == null ? "up to date" : Printable.of(String.valueOf(failure.getMessage())));
        }
        if (!failures.isEmpty()) {
            boolean refused = failures.values().stream().anyMatch(TrustException.class::isInstance);
            throw new CommandFailure(
                    refused ? ExitCode.REFUSED : ExitCode.UNREACHABLE,
                    "expected all repositories of the group to be up to date, got %d of %d"
                            .formatted(
                                    group.repositories().size() - failures.size(),
                                    group.repositories().size()),
                    "");
        }
    }
}

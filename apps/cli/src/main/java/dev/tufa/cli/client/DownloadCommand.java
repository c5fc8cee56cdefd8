package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa client download}. */
public final class DownloadCommand implements Command {
    @Override
    public String name() {
        return "client download";
    }

    @Override
    public String summary() {
        return "Download targets and verify them";
    }

    @Override
    public String operands() {
        return "DIR NAME...";
    }

    @Override
    public String description() {
        return "Refreshes, finds each target in the repository, downloads it and gives it its name only when its length and"
                + " hashes are those that the repository signed. A target that is there already is not fetched again.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("to", "FOLDER", "where targets go; DIR/targets if not given"))
                .addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "client download updates app-2.0.jar", "client download --to /opt/app updates app.jar plugins/a.jar");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, IOException, CommandFailure {
        ClientFolder folder = new ClientFolder(Path.of(invocation.operand(0, "DIR")));
        invocation.operand(1, "NAME");
        Path targets = invocation.value("to").map(Path::of).orElseGet(folder::targets);
        Updater updater = folder.updater(invocation, targets);
        updater.refresh();
        List<DelegationSearch.Found> wanted = new ArrayList<>();
        for (String name : invocation.operandsFrom(1)) {
            wanted.add(updater.find(name)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.NOT_FOUND,
                            name + ": expected a target of the repository, got none of that path",
                            "see tufa client list for what there is")));
        }
        for (DelegationSearch.Found found : wanted) {
            Path file = updater.download(found.target());
            if (invocation.has("json")) {
                invocation
                        .terminal()
                        .json(new JsonOutput()
                                .with("path", found.target().path())
                                .with("file", file.toString())
                                .with("length", found.target().length())
                                .with("role", found.role())
                                .build());
            } else {
                invocation.terminal().line("%s", file);
            }
        }
    }
}

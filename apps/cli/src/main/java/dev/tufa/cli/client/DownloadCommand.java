package dev.tufa.cli.client;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.Downloads;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.nio.file.Path;
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
                + " hashes are those that the repository signed. A target that is there already is not fetched again, and a transfer"
                + " that broke goes on where it was. In the folder of a group, the map says which repositories are believed.";
    }

    @Override
    public Options options() {
        return FetchOptions.addTo(new Options()
                .addOption(OptionSpecs.valued("to", "FOLDER", "where targets go; DIR/targets if not given"))
                .addOption(OptionSpecs.json()));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "client download updates app-2.0.jar", "client download --to /opt/app updates app.jar plugins/a.jar");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, IOException, CommandFailure {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.operand(1, "NAME");
        List<String> names = invocation.operandsFrom(1);
        GroupFolder group = new GroupFolder(directory);
        if (group.exists()) {
            new GroupDownload(invocation).download(group, names);
        } else {
            download(invocation, new ClientFolder(directory), names);
        }
    }

    private static void download(Invocation invocation, ClientFolder folder, List<String> names)
            throws UsageException, TrustException, IOException, CommandFailure {
        Path targets = invocation.value("to").map(Path::of).orElseGet(folder::targets);
        Updater updater = folder.updater(invocation, targets);
        Refreshed refreshed = updater.refresh();
        List<DelegationSearch.Found> wanted = Wanted.found(updater, names);
        Downloads downloads = updater.download(
                wanted.stream().map(DelegationSearch.Found::target).toList());
        for (DelegationSearch.Found found : wanted) {
            Path file = downloads.files().get(found.target().path());
            if (file != null) {
                report(invocation, found.target(), file, new JsonOutput().with("role", found.role()));
            }
        }
        ChecksNote.print(refreshed.checks(), invocation.terminal());
        downloads.orThrow();
    }

    /** Says where a target is. */
    static void report(Invocation invocation, TargetFile target, Path file, JsonOutput json) {
        if (invocation.has("json")) {
            invocation
                    .terminal()
                    .json(json.with("path", target.path())
                            .with("file", file.toString())
                            .with("length", target.length())
                            .build());
        } else {
            invocation.terminal().line("%s", file);
        }
    }
}

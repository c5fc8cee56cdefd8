package dev.tufa.cli.client;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.multi.Finding;
import dev.tufa.tuf.client.multi.RepositoryGroup;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Downloads targets on the word of several repositories (TAP 4). */
final class GroupDownload {
    private final Invocation invocation;

    GroupDownload(Invocation invocation) {
        this.invocation = invocation;
    }

    void download(GroupFolder folder, List<String> names)
            throws UsageException, TrustException, IOException, CommandFailure {
        Path targets = invocation.value("to").map(Path::of).orElseGet(folder::targets);
        RepositoryGroup group = folder.group(invocation, targets);
        List<Finding.Agreed> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(agreed(name, group.find(name)));
        }
        for (Finding.Agreed agreed : wanted) {
            DownloadCommand.report(
                    invocation,
                    agreed.target(),
                    group.download(agreed),
                    new JsonOutput().with("repositories", agreed.repositories()));
        }
    }

    private static Finding.Agreed agreed(String name, Finding finding) throws TrustException, CommandFailure {
        if (finding instanceof Finding.Agreed agreed) {
            return agreed;
        }
        if (finding instanceof Finding.Disagreed disagreed) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "%s: expected repositories that agree, got different or too few descriptions by %s"
                            .formatted(
                                    Printable.of(name),
                                    String.join(", ", disagreed.targets().keySet())),
                    "one of them may have been broken into, or not have the newest version yet");
        }
        if (finding instanceof Finding.Unknown unknown) {
            throw unknown(name, unknown.failures());
        }
        throw Wanted.notThere(name);
    }

    private static CommandFailure unknown(String name, Map<String, Exception> failures) throws TrustException {
        StringBuilder reasons = new StringBuilder();
        boolean refused = false;
        for (Map.Entry<String, Exception> failure : failures.entrySet()) {
            reasons.append("; ")
                    .append(failure.getKey())
                    .append(": ")
                    .append(Printable.of(String.valueOf(failure.getValue().getMessage())));
            refused |= failure.getValue() instanceof TrustException;
        }
        return new CommandFailure(
                refused ? ExitCode.REFUSED : ExitCode.UNREACHABLE,
                Printable.of(name) + ": expected to know what the repositories say, got no word that can be trusted"
                        + reasons,
                "nobody else is asked instead: the map says that these decide");
    }
}

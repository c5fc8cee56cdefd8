package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.LeaseHolder;
import dev.tufa.tuf.repository.LeaseOptions;
import dev.tufa.tuf.repository.RebuildOptions;
import dev.tufa.tuf.repository.Rebuilt;
import dev.tufa.tuf.repository.Recovery;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.TreeProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa repo recover}. */
public final class RecoverCommand implements Command {
    private static final String FROM = "from";
    private static final String SEEN = "timestamp-seen";
    private static final String BREAK_LEASE = "break-lease";

    @Override
    public String name() {
        return "repo recover";
    }

    @Override
    public String summary() {
        return "Make a repository whole again from its published tree";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Ends a publication that was interrupted, and makes anew what is lost or damaged beside DIR/repository: settings, the list of"
                + " keys, the journal. Versions go on after every one that clients may have seen, also after an old backup was put back."
                + " Names each file of the published tree that is missing or wrong. Signs nothing."
                + " A command that died on another computer, or is stopped, holds the repository until its lease expires; with --break-lease"
                + " it loses it now, and whatever it still tries changes nothing.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(
                        OptionSpecs.valued(
                                FROM,
                                "FOLDER",
                                "a copy of the published tree: take from it what is newer or missing here, if its signatures are right"))
                .addOption(OptionSpecs.valued(
                        SEEN, "N", "clients are known to trust version N of timestamp.json, which is lost here"))
                .addOption(OptionSpecs.flag(
                        BREAK_LEASE, "take the repository over from a command that is known to be dead"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo recover my-repository",
                "repo recover --from /srv/mirror my-repository",
                "repo recover --timestamp-seen 57 my-repository");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, CommandFailure, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        RebuildOptions options = RebuildOptions.DEFAULT.withTimestampSeen(seen(invocation));
        Optional<String> from = invocation.value(FROM);
        if (from.isPresent()) {
            options = options.withFrom(Path.of(from.get()));
        }
        LeaseOptions lease = RepositoryLease.of(invocation);
        if (invocation.has(BREAK_LEASE)) {
            Optional<LeaseHolder> holder = Repository.breakLease(directory, lease);
            invocation
                    .terminal()
                    .line(
                            "%s",
                            holder.map(whom -> "took the repository over from " + whom.describe())
                                    .orElse("nobody holds the lease"));
        }
        Rebuilt rebuilt =
                Repository.rebuild(directory, options, invocation.clock().instant(), lease);
        if (rebuilt.publication() != Recovery.NOTHING_TO_DO) {
            invocation
                    .terminal()
                    .line(
                            "%s",
                            rebuilt.publication() == Recovery.COMPLETED
                                    ? "ended a publication that was interrupted"
                                    : "gave up a publication that was interrupted; what was staged still is");
        }
        rebuilt.changes().forEach(change -> invocation.terminal().line("%s", change));
        for (TreeProblem problem : rebuilt.problems()) {
            invocation.terminal().line("%s: %s", problem.file(), problem.problem());
            invocation.terminal().line("    %s", problem.consequence());
        }
        requireWhole(rebuilt);
        invocation.terminal().line("%s can go on", directory);
    }

    private static void requireWhole(Rebuilt rebuilt) throws CommandFailure {
        if (rebuilt.outcome() == Rebuilt.Outcome.UNUSABLE) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "expected a published tree that clients accept, got one that they refuse",
                    "the published tree is unchanged; put back what is named above, or give a copy of the tree to --from");
        }
        if (!rebuilt.problems().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "expected a whole tree, got one with %d files missing or wrong"
                            .formatted(rebuilt.problems().size()),
                    "the repository can go on without them");
        }
    }

    private static long seen(Invocation invocation) throws UsageException {
        Optional<String> text = invocation.value(SEEN);
        if (text.isEmpty()) {
            return 0;
        }
        try {
            long version = Long.parseLong(text.get());
            if (version > 0) {
                return version;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new UsageException("--%s: expected a version from 1 on, got \"%s\"".formatted(SEEN, text.get()));
    }
}

package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo threshold}. */
public final class ThresholdCommand implements Command {
    private static final int MOST_KEYS = 1000;

    @Override
    public String name() {
        return "repo threshold";
    }

    @Override
    public String summary() {
        return "Stage how many of a role's keys have to sign";
    }

    @Override
    public String operands() {
        return "DIR ROLE M";
    }

    @Override
    public String description() {
        return "Stages that M of a role's keys have to sign, and leaves the keys as they are. ROLE is root, targets, snapshot, timestamp, a"
                + " delegated role, or hash bins as a whole such as 'bin-*'. The threshold of a top-level role is in a new root, which the"
                + " old threshold and the new one have to be met for.";
    }

    @Override
    public Options options() {
        return new Options().addOption(RoleOptions.FROM).addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of("repo threshold my-repository root 2", "repo threshold my-repository plugins 1");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        String role = invocation.operand(1, "ROLE");
        int threshold = Invocation.number("M", invocation.operand(2, "M"), 1, MOST_KEYS);
        invocation.expectOperands(3);
        Repository repository = RepositoryLease.open(directory, invocation);
        Change.SetThreshold change =
                new Change.SetThreshold(RoleOptions.delegator(invocation, repository, role), role, threshold);
        repository.stage(change);
        invocation.terminal().line("staged: %s", Printable.of(change.describe()));
    }
}

package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
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

/** {@code tufa repo undelegate}. */
public final class UndelegateCommand implements Command {
    private static final int SHOWN = 20;

    @Override
    public String name() {
        return "repo undelegate";
    }

    @Override
    public String summary() {
        return "Stage the end of a delegation";
    }

    @Override
    public String operands() {
        return "DIR NAME";
    }

    @Override
    public String description() {
        return "Says which targets clients will not find any more, and stages that nothing delegates to a role, or to hash bins as a whole such"
                + " as 'bin-*'. Its name stays in the snapshot for ever, so that clients which come back go on, and cannot be used again.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(RoleOptions.FROM)
                .addOption(OptionSpecs.flag("dry-run", "say what would be lost, and stage nothing"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of("repo undelegate --dry-run my-repository plugins", "repo undelegate my-repository 'bin-*'");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        String name = invocation.operand(1, "NAME");
        invocation.expectOperands(2);
        Repository repository = RepositoryLease.open(directory, invocation);
        Change.RemoveDelegation removal =
                new Change.RemoveDelegation(RoleOptions.delegator(invocation, repository, name), name);
        List<String> lost = repository.lostBy(removal);
        invocation
                .terminal()
                .line(
                        "clients will not find %s",
                        lost.isEmpty() ? "less than now" : lost.size() + " targets any more:");
        lost.stream().limit(SHOWN).forEach(path -> invocation.terminal().line("  %s", Printable.of(path)));
        if (lost.size() > SHOWN) {
            invocation.terminal().line("  and %d more", lost.size() - SHOWN);
        }
        if (!invocation.has("dry-run")) {
            repository.stage(removal);
            invocation.terminal().line("staged: %s", Printable.of(removal.describe()));
        }
    }
}

package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo delegate}. */
public final class DelegateCommand implements Command {
    @Override
    public String name() {
        return "repo delegate";
    }

    @Override
    public String summary() {
        return "Stage a new role for some target paths";
    }

    @Override
    public String operands() {
        return "DIR NAME";
    }

    @Override
    public String description() {
        return "Stages that a new role, with keys of its own, describes the targets whose path matches a pattern. A pattern is like"
                + " 'plugins/*': * and ? match within one folder. Of several roles that cover a path, the one that was delegated to"
                + " first is asked first. A name is used once, for ever.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("paths", "PATTERN", "paths that the role describes; may be repeated"))
                .addOption(OptionSpecs.valued("from", "ROLE", "the role that delegates; targets if not given"))
                .addOption(OptionSpecs.valued(
                        "before",
                        "ROLE",
                        "a role that is to be asked after this one; if not given, this one is asked last"))
                .addOption(OptionSpecs.flag("terminating", "ask no later role for these paths"))
                .addOption(RoleOptions.KEY)
                .addOption(RoleOptions.KEYS)
                .addOption(RoleOptions.THRESHOLD)
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo delegate --paths 'plugins/*' my-repository plugins",
                "repo delegate --paths 'a/*' --paths 'a/*/*' --keys 3 --threshold 2 my-repository team-a",
                "repo delegate --from team-a --paths 'a/docs/*' my-repository writers");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        String name = invocation.operand(1, "NAME");
        invocation.expectOperands(2);
        invocation.required("paths");
        List<PathPattern> patterns =
                invocation.values("paths").stream().map(PathPattern::new).toList();
        Repository repository = RepositoryLease.open(directory, invocation);
        Change.Delegate delegate = new Change.Delegate(
                invocation.value("from").orElse(RoleType.TARGETS.text()),
                name,
                new PathScope.Paths(patterns),
                invocation.has("terminating"),
                RoleOptions.keys(invocation, repository),
                invocation.value("before"));
        repository.stage(delegate);
        invocation.terminal().line("staged: %s", Printable.of(delegate.describe()));
    }
}

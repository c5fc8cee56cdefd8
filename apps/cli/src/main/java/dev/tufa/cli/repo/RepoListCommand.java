package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.PublishedTarget;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo list}. */
public final class RepoListCommand implements Command {
    private static final String ROLE = "role";

    @Override
    public String name() {
        return "repo list";
    }

    @Override
    public String summary() {
        return "List what is published";
    }

    @Override
    public String operands() {
        return "DIR [PREFIX]";
    }

    @Override
    public String description() {
        return "Prints length, SHA-256, role and path of every published target whose path begins with PREFIX, by path. Where several roles"
                + " describe a path, each is listed; tufa repo find says which one clients believe. From a few hundred hash bins on it is"
                + " answered from the index in DIR/index, which is made at first use.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued(ROLE, "ROLE", "only what this role describes"))
                .addOption(OptionSpecs.flag("json", "print each target as JSON, one on a line"));
    }

    @Override
    public List<String> examples() {
        return List.of("repo list my-repository", "repo list --role plugins my-repository plugins/");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(2);
        List<String> prefix = invocation.operandsFrom(1);
        boolean json = invocation.has("json");
        Repository.open(directory).targets(prefix.isEmpty() ? "" : prefix.get(0), invocation.value(ROLE), target -> {
            if (json) {
                invocation.terminal().json(TargetReport.json(target));
            } else {
                print(target, invocation);
            }
        });
    }

    private static void print(PublishedTarget target, Invocation invocation) {
        invocation
                .terminal()
                .line(
                        "%12d  %s  %-16s %s",
                        target.length(),
                        target.hashes().getOrDefault("sha256", "-"),
                        Printable.of(target.role()),
                        Printable.of(target.path()));
    }
}

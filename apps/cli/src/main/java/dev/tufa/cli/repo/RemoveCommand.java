package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo remove}. */
public final class RemoveCommand implements Command {
    @Override
    public String name() {
        return "repo remove";
    }

    @Override
    public String summary() {
        return "Stage the removal of targets";
    }

    @Override
    public String operands() {
        return "DIR PATH...";
    }

    @Override
    public String description() {
        return "Stages that targets are no longer described, from the next tufa repo publish on. Files that were published stay on disk for"
                + " clients that are in the middle of an update.";
    }

    @Override
    public Options options() {
        return RepositoryLease.options();
    }

    @Override
    public List<String> examples() {
        return List.of("repo remove my-repository app-1.0.jar");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.operand(1, "PATH");
        Repository repository = RepositoryLease.open(directory, invocation);
        for (String path : invocation.operandsFrom(1)) {
            repository.remove(path);
            invocation.terminal().line("staged the removal of %s", Printable.of(path));
        }
    }
}

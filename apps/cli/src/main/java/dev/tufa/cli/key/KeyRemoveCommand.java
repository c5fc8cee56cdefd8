package dev.tufa.cli.key;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.KeyIds;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RegisteredKey;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo key remove}. */
public final class KeyRemoveCommand implements Command {
    @Override
    public String name() {
        return "repo key remove";
    }

    @Override
    public String summary() {
        return "Forget a key";
    }

    @Override
    public String operands() {
        return "DIR KEYID";
    }

    @Override
    public String description() {
        return "Takes a key off the list of those that the repository knows, and removes the file of its private half if there is one. A key that a role needs, or that still signs after it was replaced, is refused.";
    }

    @Override
    public Options options() {
        return RepositoryLease.options();
    }

    @Override
    public List<String> examples() {
        return List.of("repo key remove my-repository 5f3a");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        String start = invocation.operand(1, "KEYID");
        invocation.expectOperands(2);
        Repository repository = RepositoryLease.open(directory, invocation);
        RegisteredKey key = KeyIds.find(repository, start, invocation.clock().instant());
        repository.unregister(key.keyId(), invocation.clock().instant());
        invocation.terminal().line("removed key %s", Printable.of(key.keyId()));
    }
}

package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.PublicationPlan;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa event publish}. */
public final class EventPublishCommand implements Command {
    @Override
    public String name() {
        return "event publish";
    }

    @Override
    public String summary() {
        return "Publish an event that enough people have signed";
    }

    @Override
    public String operands() {
        return "DIR [ID]";
    }

    @Override
    public String description() {
        return "Puts the collected signatures together, signs snapshot and timestamp with the keys that are here, and publishes like tufa repo publish:"
                + " verified as clients will before anything is written. If it is interrupted, the next command brings it to its end.";
    }

    @Override
    public Options options() {
        return new Options().addOption(Passphrase.option()).addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of("event publish my-repository", "event publish my-repository 20300101-1a2b3c");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        Repository repository = RepositoryLease.open(Path.of(invocation.operand(0, "DIR")), invocation);
        invocation.expectOperands(2);
        String id = EventPlace.id(
                invocation.operandsFrom(1), repository, invocation.clock().instant());
        try (KeyRing keys =
                repository.unlock(Passphrase.of(repository, invocation), Passphrase.surroundings(invocation))) {
            PublicationPlan plan =
                    repository.events().publish(id, keys, invocation.clock().instant());
            long files = plan.steps().stream()
                    .filter(step -> step.path().startsWith("repository/"))
                    .count();
            invocation.terminal().line("published %d files", files);
        }
    }
}

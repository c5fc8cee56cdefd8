package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.PublicationPlan;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.RepositoryHold;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo publish}. */
public final class PublishCommand implements Command {
    @Override
    public String name() {
        return "repo publish";
    }

    @Override
    public String summary() {
        return "Publish what is staged";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Signs new metadata for what is staged, verifies it as clients will, and writes it so that a client sees all of it or nothing:"
                + " artifacts first, the timestamp last. Metadata that is due is signed again as well, as by tufa repo refresh. A publication that is"
                + " interrupted is brought to its end by the next command.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.flag("dry-run", "print what would be written, in order, and write nothing"))
                .addOption(OptionSpecs.flag("renew", "sign timestamp and snapshot again even if they are not due"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of("repo publish my-repository", "repo publish --dry-run my-repository");
    }

    @Override
    @SuppressWarnings("try") // the lease is held and not asked
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        Repository repository = RepositoryLease.open(directory, invocation);
        PlanOptions options = invocation.has("renew")
                ? PlanOptions.DEFAULT.renewing(RoleType.TIMESTAMP.text()).renewing(RoleType.SNAPSHOT.text())
                : PlanOptions.DEFAULT;
        try (KeyRing keys = Publication.keysToPublish(invocation, repository);
                RepositoryHold hold = repository.hold()) { // from the plan to its publication
            PublicationPlan plan = repository.plan(keys, invocation.clock().instant(), options);
            if (invocation.has("dry-run") && !plan.isEmpty()) {
                plan.describe().forEach(step -> invocation.terminal().line("%s", step));
                return;
            }
            Publication.carryOut(invocation, repository, plan);
        }
    }
}

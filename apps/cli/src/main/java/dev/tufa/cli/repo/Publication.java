package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Addition;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.PublicationPlan;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.RepositoryHold;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.util.List;

/** Plans and publishes, and says so. */
final class Publication {
    private Publication() {}

    /** Publishes files together with what is staged; they need not wait for the disk twice. */
    @SuppressWarnings("try") // the lease is held and not asked
    static void publish(Invocation invocation, Repository repository, List<Addition> additions)
            throws UsageException, TrustException, RepositoryException, IOException {
        try (KeyRing keys = keysToPublish(invocation, repository);
                RepositoryHold hold = repository.hold()) { // from the plan to its publication
            carryOut(
                    invocation,
                    repository,
                    repository.plan(additions, keys, invocation.clock().instant(), PlanOptions.DEFAULT));
        }
    }

    /** The keys of a repository, with a passphrase if one is needed. */
    static KeyRing keys(Invocation invocation, Repository repository)
            throws UsageException, TrustException, RepositoryException, IOException {
        return repository.unlock(Passphrase.of(repository, invocation), Passphrase.surroundings(invocation));
    }

    /** The same; the passphrase is stretched already while other publishers are waited for. */
    static KeyRing keysToPublish(Invocation invocation, Repository repository)
            throws UsageException, TrustException, RepositoryException, IOException {
        KeyRing keys = keys(invocation, repository);
        keys.prepare(RoleType.TIMESTAMP.text());
        return keys;
    }

    /** Carries a plan out, or says that there is nothing to do. */
    static void carryOut(Invocation invocation, Repository repository, PublicationPlan plan)
            throws TrustException, RepositoryException, IOException {
        if (plan.isEmpty()) {
            invocation.terminal().line("nothing to publish");
            return;
        }
        repository.publish(plan, invocation.clock().instant());
        invocation
                .terminal()
                .line(
                        "published %d files",
                        plan.steps().stream()
                                .filter(step -> step.path().startsWith("repository/"))
                                .count());
    }
}

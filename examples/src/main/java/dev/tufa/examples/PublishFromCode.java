package dev.tufa.examples;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.AddOptions;
import dev.tufa.tuf.repository.InitOptions;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.PublicationPlan;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A release job that publishes from code: a repository is a folder, and {@code FOLDER/repository} is what a server serves. */
public final class PublishFromCode {
    private final Repository repository;
    private final char[] passphrase;
    private final Clock clock;

    private PublishFromCode(Repository repository, char[] passphrase, Clock clock) {
        this.repository = repository;
        this.passphrase = passphrase.clone();
        this.clock = clock;
    }

    /** Makes a repository with new keys. Clients begin with {@code repository/metadata/1.root.json}. */
    public static PublishFromCode init(Path folder, InitOptions options, char[] passphrase, Clock clock)
            throws IOException, RepositoryException, TrustException {
        Repository repository = Repository.init(folder, options, passphrase.clone(), clock.instant());
        return new PublishFromCode(repository, passphrase, clock);
    }

    /** Goes on with a repository that is there. */
    public static PublishFromCode open(Path folder, char[] passphrase, Clock clock)
            throws IOException, RepositoryException {
        return new PublishFromCode(Repository.open(folder), passphrase, clock);
    }

    /** Publishes a file under a path that is new. */
    public List<String> release(Path file, String targetPath) throws IOException, RepositoryException, TrustException {
        repository.add(file, targetPath, AddOptions.DEFAULT);
        return publish(PlanOptions.DEFAULT);
    }

    /** Replaces the keys of a role; clients follow by themselves. */
    public List<String> rotate(RoleType role) throws IOException, RepositoryException, TrustException {
        repository.rotate(role, KeyRequest.ONE);
        return publish(PlanOptions.DEFAULT);
    }

    /** Signs a new timestamp, as a job does every day: clients refuse a repository whose timestamp has expired. */
    public List<String> renewTimestamp() throws IOException, RepositoryException, TrustException {
        return publish(PlanOptions.DEFAULT.renewing(RoleType.TIMESTAMP.text()));
    }

    /** Publishes what is staged, and says what was done. */
    private List<String> publish(PlanOptions options) throws IOException, RepositoryException, TrustException {
        try (KeyRing keys = repository.unlock(passphrase.clone())) {
            PublicationPlan plan = repository.plan(keys, clock.instant(), options);
            repository.publish(plan, clock.instant());
            return plan.describe();
        }
    }
}

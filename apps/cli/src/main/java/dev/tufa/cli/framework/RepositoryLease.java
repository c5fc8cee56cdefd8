package dev.tufa.cli.framework;

import dev.tufa.tuf.repository.LeaseOptions;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** How a command that changes a repository waits for others that do. */
public final class RepositoryLease {
    private static final String LOCK_TIMEOUT = "lock-timeout";

    private RepositoryLease() {}

    /** Options of such a command. */
    public static Options options() {
        return new Options().addOption(option());
    }

    /** How long to wait. */
    public static Option option() {
        return OptionSpecs.valued(
                LOCK_TIMEOUT, "TIME", "wait this long for another command at work on the repository; by default 90s");
    }

    /** Opens the repository for the command that is called. */
    public static Repository open(Path directory, Invocation invocation)
            throws UsageException, RepositoryException, IOException {
        return Repository.open(directory, of(invocation));
    }

    /** How the command that is called holds the lease. */
    public static LeaseOptions of(Invocation invocation) throws UsageException {
        LeaseOptions lease = LeaseOptions.DEFAULT
                .withPurpose("tufa " + invocation.command())
                .onWaiting(holder -> invocation.terminal().note("waiting for %s", holder.describe()));
        Optional<String> timeout = invocation.value(LOCK_TIMEOUT);
        return timeout.isPresent() ? lease.withPatience(Durations.parse(LOCK_TIMEOUT, timeout.get())) : lease;
    }
}

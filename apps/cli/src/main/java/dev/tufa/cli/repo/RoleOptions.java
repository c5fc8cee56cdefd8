package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** Options of the commands that change roles. */
final class RoleOptions {
    static final Option KEYS = OptionSpecs.valued("keys", "N", "how many keys to make; 1 if not given");
    static final Option THRESHOLD =
            OptionSpecs.valued("threshold", "M", "how many of the keys have to sign; 1 if not given");
    static final Option FROM = OptionSpecs.valued("from", "ROLE", "the role that delegates; found if not given");

    private static final int MOST_KEYS = 100;

    private RoleOptions() {}

    static KeyRequest keys(Invocation invocation) throws UsageException {
        int keys = invocation.number("keys", 1, MOST_KEYS).orElse(1);
        return KeyRequest.of(keys, invocation.number("threshold", 1, keys).orElse(1));
    }

    /** The role that delegates to the one of that name. */
    static String delegator(Invocation invocation, Repository repository, String name)
            throws RepositoryException, IOException, TrustException {
        Optional<String> from = invocation.value("from");
        return from.isPresent() ? from.get() : repository.delegatorOf(name);
    }
}

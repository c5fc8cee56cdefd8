package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** Options of the commands that change roles. */
final class RoleOptions {
    static final Option KEY = OptionSpecs.valued(
            "key", "KEYID|NAME", "give the role this registered key; several may be given, each with --key");
    static final Option KEYS =
            OptionSpecs.valued("keys", "N", "how many keys to make; 1 if not given, none beside --key");
    static final Option THRESHOLD =
            OptionSpecs.valued("threshold", "M", "how many of the keys have to sign; 1 if not given");
    static final Option FROM = OptionSpecs.valued("from", "ROLE", "the role that delegates; found if not given");

    private static final int MOST_KEYS = 100;

    private RoleOptions() {}

    /** The keys that a role is to have: registered ones, new ones, or both. */
    static KeyRequest keys(Invocation invocation, Repository repository)
            throws UsageException, TrustException, RepositoryException, IOException {
        List<String> keyIds = new ArrayList<>();
        for (String start : invocation.values("key")) {
            keyIds.add(
                    KeyIds.find(repository, start, invocation.clock().instant()).keyId());
        }
        int made =
                invocation.number("keys", keyIds.isEmpty() ? 1 : 0, MOST_KEYS).orElse(keyIds.isEmpty() ? 1 : 0);
        int threshold = invocation.number("threshold", 1, made + keyIds.size()).orElse(1);
        return new KeyRequest(made, threshold, SignatureScheme.ED25519, keyIds);
    }

    /** The role that delegates to the one of that name. */
    static String delegator(Invocation invocation, Repository repository, String name)
            throws RepositoryException, IOException, TrustException {
        Optional<String> from = invocation.value("from");
        return from.isPresent() ? from.get() : repository.delegatorOf(name);
    }
}

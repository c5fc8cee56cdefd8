package dev.tufa.cli.repo;

import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RegisteredKey;
import dev.tufa.tuf.repository.Repository;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Finds keys by the first letters of their key ids, or by who holds them, as people write them. */
public final class KeyIds {
    private static final int FEWEST_LETTERS = 4;

    private KeyIds() {}

    /** The one key of a repository whose key id begins so, or that this person holds. */
    public static RegisteredKey find(Repository repository, String start, Instant now)
            throws UsageException, TrustException, IOException {
        List<RegisteredKey> keys = repository.keys(now);
        List<RegisteredKey> found = keys.stream()
                .filter(key -> key.keyId().equals(start)
                        || key.holder().filter(start::equals).isPresent()
                        || (start.length() >= FEWEST_LETTERS && key.keyId().startsWith(start)))
                .toList();
        if (found.size() != 1) {
            throw new UsageException(
                    "KEYID: expected the first letters of one registered key id, at least %d, or the name of its holder, got \"%s\" of %d"
                            .formatted(FEWEST_LETTERS, start, found.size()));
        }
        return found.get(0);
    }
}

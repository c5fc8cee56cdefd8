package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.RoleUse;
import dev.tufa.tuf.repository.signing.StoredKey;
import dev.tufa.tuf.repository.signing.source.KeySource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A key that a repository knows.
 *
 * @param keyId the key id under which metadata lists it
 * @param key the public key
 * @param source where the private key is
 * @param place whether the private key should be within reach
 * @param roles the roles that it signs, each with what for; none if it is not used
 * @param holder the person who has the private key, if anybody has said so
 */
public record RegisteredKey(
        String keyId,
        Key key,
        KeySource source,
        Status.PrivateKeyPlace place,
        SortedMap<String, Status.KeyUse> roles,
        Optional<String> holder) {
    public RegisteredKey {
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    }

    static RegisteredKey of(
            StoredKey key, Set<String> activeRoles, Status.PrivateKeyPlace place, Predicate<String> isRetiring) {
        SortedMap<String, Status.KeyUse> roles = new TreeMap<>();
        List<String> retiring =
                key.uses().stream().map(RoleUse::role).filter(isRetiring).toList();
        retiring.forEach(role -> roles.put(role, Status.KeyUse.RETIRING));
        activeRoles.forEach(role -> roles.put(role, Status.KeyUse.ACTIVE));
        return new RegisteredKey(key.keyId(), key.key(), key.source(), place, roles, key.holder());
    }

    /** Whether something that is published needs it. */
    boolean isUsed() {
        return !roles.isEmpty();
    }
}

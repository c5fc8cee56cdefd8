package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.RoleUse;
import dev.tufa.tuf.repository.signing.StoredKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Says how a repository stands. */
final class StatusReader {
    private final ClientUpdate live;
    private final KeyIndex index;
    private final Predicate<StoredKey> isHere;
    private final Map<String, Status.PrivateKeyPlace> places = new HashMap<>();

    /** Reads what is published, and a list of keys of which some have their private part here. */
    StatusReader(ClientUpdate live, KeyIndex index, Predicate<StoredKey> isHere) {
        this.live = live;
        this.index = index;
        this.isHere = isHere;
    }

    List<Status.RoleStatus> roles(List<RoleFacts> targetsRoles) {
        List<Status.RoleStatus> roles = new ArrayList<>();
        roles.add(status(live.authority(RoleType.ROOT), live.root()));
        roles.add(status(live.authority(RoleType.TIMESTAMP), live.timestamp()));
        roles.add(status(live.authority(RoleType.SNAPSHOT), live.stage().snapshot()));
        for (RoleFacts role : targetsRoles) {
            roles.add(status(
                    role.authority(),
                    role.version(),
                    role.expires(),
                    Math.toIntExact(role.targets()),
                    role.place().bins().map(BinGroup::name)));
        }
        return roles;
    }

    private Status.RoleStatus status(RoleAuthority authority, Signed signed) {
        return status(authority, signed.version(), signed.expires(), 0, Optional.empty());
    }

    private Status.RoleStatus status(
            RoleAuthority authority, long version, Instant expires, int targets, Optional<String> bins) {
        List<Status.KeyStatus> keys = new ArrayList<>();
        for (String keyId : authority.role().keyIds()) {
            Key key = authority.keys().get(keyId);
            String scheme = key == null ? "unknown" : key.scheme();
            keys.add(new Status.KeyStatus(keyId, scheme, Status.KeyUse.ACTIVE, place(keyId)));
        }
        for (StoredKey key : index.ofRole(authority.name())) {
            boolean retired =
                    key.use(authority.name()).flatMap(RoleUse::retiredAt).isPresent();
            if (retired && !authority.role().keyIds().contains(key.keyId())) {
                keys.add(new Status.KeyStatus(
                        key.keyId(), key.key().scheme(), Status.KeyUse.RETIRING, place(key.keyId())));
            }
        }
        return new Status.RoleStatus(
                authority.name(),
                authority.delegator(),
                version,
                expires,
                targets,
                authority.role().threshold(),
                keys,
                bins);
    }

    private Status.PrivateKeyPlace place(String keyId) {
        return places.computeIfAbsent(
                keyId, // of which many bins have the same
                id -> index.find(id).filter(isHere).isPresent()
                        ? Status.PrivateKeyPlace.HERE
                        : Status.PrivateKeyPlace.ELSEWHERE);
    }
}

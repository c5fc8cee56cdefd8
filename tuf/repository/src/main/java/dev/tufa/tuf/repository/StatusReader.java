package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.RoleUse;
import dev.tufa.tuf.repository.signing.StoredKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says how a repository stands. */
final class StatusReader {
    private final ClientUpdate live;
    private final KeyIndex index;
    private final Predicate<StoredKey> isHere;

    /** Reads what is published, and a list of keys of which some have their private part here. */
    StatusReader(ClientUpdate live, KeyIndex index, Predicate<StoredKey> isHere) {
        this.live = live;
        this.index = index;
        this.isHere = isHere;
    }

    List<Status.RoleStatus> roles() throws IOException, TrustException {
        List<Status.RoleStatus> roles = new ArrayList<>();
        roles.add(status(live.authority(RoleType.ROOT), live.root(), 0, Optional.empty()));
        roles.add(status(live.authority(RoleType.TIMESTAMP), live.timestamp(), 0, Optional.empty()));
        roles.add(status(live.authority(RoleType.SNAPSHOT), live.stage().snapshot(), 0, Optional.empty()));
        for (RoleEdit role : new RoleEdits(live, KeyMaker.PLACEHOLDERS).all()) {
            Targets targets = role.published().orElseThrow();
            roles.add(status(
                    role.authority(),
                    targets,
                    targets.targets().size(),
                    role.bins().map(BinGroup::name)));
        }
        return roles;
    }

    private Status.RoleStatus status(RoleAuthority authority, Signed signed, int targets, Optional<String> bins) {
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
                signed.version(),
                signed.expires(),
                targets,
                authority.role().threshold(),
                keys,
                bins);
    }

    private Status.PrivateKeyPlace place(String keyId) {
        return index.find(keyId).filter(isHere).isPresent()
                ? Status.PrivateKeyPlace.HERE
                : Status.PrivateKeyPlace.ELSEWHERE;
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.repository.index.RoleRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What there is to know of a published targets role without the targets that it describes.
 *
 * @param place where it is delegated to
 * @param targets how many it describes
 * @param delegations empty also for a role that was not read because it is known to have none
 */
record RoleFacts(DelegatedPlace place, long version, Instant expires, long targets, Optional<Delegations> delegations) {
    static RoleFacts of(DelegatedPlace place, Targets read) {
        return new RoleFacts(
                place, read.version(), read.expires(), read.targets().size(), read.delegations());
    }

    /** A role that delegates to nobody, by what the index says of it. */
    static RoleFacts of(DelegatedPlace place, RoleRow row) {
        return new RoleFacts(place, row.version(), row.expires(), row.targets(), Optional.empty());
    }

    /** The targets that have no SHA-256, of which others have no hash at all that can be checked. */
    static List<TargetFile> withoutSha256(Targets targets) {
        return targets.targets().values().stream()
                .filter(target -> !target.hashes().checkable().containsKey(HashFunction.SHA256))
                .toList();
    }

    String name() {
        return place.name();
    }

    RoleAuthority authority() {
        return place.authority();
    }

    boolean isTopLevel() {
        return place.authority().delegator().equals("root");
    }
}

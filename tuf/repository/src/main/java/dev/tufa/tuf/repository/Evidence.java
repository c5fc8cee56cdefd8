package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.repository.signing.KeyIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that findings are drawn from: a repository's published metadata and what its folder is like.
 *
 * @param roles {@code targets} first, then every role that is delegated to
 * @param keysHere the key ids whose private part is in the folder
 * @param readableKeyFiles names of files of private keys that others than the owner may read
 * @param goneWithoutFile names of roles that the snapshot lists, that nothing delegates to and whose file is not there
 */
record Evidence(
        Root root,
        Timestamp timestamp,
        Snapshot snapshot,
        List<Role> roles,
        Settings settings,
        KeyIndex index,
        Set<String> keysHere,
        List<String> readableKeyFiles,
        List<String> goneWithoutFile) {
    Evidence {
        roles = List.copyOf(roles);
        keysHere = Set.copyOf(keysHere);
        readableKeyFiles = List.copyOf(readableKeyFiles);
        goneWithoutFile = List.copyOf(goneWithoutFile);
    }

    /**
     * A targets role.
     *
     * @param targets how many it describes
     * @param withoutSha256 those of them that have no SHA-256
     * @param bin whether it is one of many that share targets by hash
     * @param due whether it has used as much of its life as the settings let it
     */
    record Role(
            String name,
            Instant expires,
            long targets,
            Optional<Delegations> delegations,
            List<TargetFile> withoutSha256,
            boolean bin,
            boolean due) {
        Role {
            withoutSha256 = List.copyOf(withoutSha256);
        }

        /** A role that was read. */
        Role(String name, Targets published, boolean bin, boolean due) {
            this(
                    name,
                    published.expires(),
                    published.targets().size(),
                    published.delegations(),
                    RoleFacts.withoutSha256(published),
                    bin,
                    due);
        }
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.repository.signing.KeyIndex;
import java.util.List;
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
     * @param bin whether it is one of many that share targets by hash
     * @param due whether it has used as much of its life as the settings let it
     */
    record Role(String name, Targets published, boolean bin, boolean due) {}
}

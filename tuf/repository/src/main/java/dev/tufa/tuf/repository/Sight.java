package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.Map;

/**
 * Everything that a client sees that begins with one root.
 *
 * @param client what it comes to trust
 * @param roles what every role says
 * @param digests the SHA-256 of each file that it has read, by name
 */
record Sight(ClientUpdate client, Map<RoleAuthority, Targets> roles, Map<String, String> digests) {
    /** Refuses the files if a client would refuse any of them, except for its expiry. */
    static Sight of(MetadataFiles files, long root) throws IOException, TrustException {
        RecordedFiles recorded = new RecordedFiles(files);
        ClientUpdate client = ClientUpdate.fromRoot(recorded, root, ClientUpdate.BEFORE_ANY_EXPIRY);
        return new Sight(client, AllRoles.read(client), recorded.digests());
    }
}

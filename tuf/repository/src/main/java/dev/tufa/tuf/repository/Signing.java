package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Signed;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Makes the files of roles: with the private keys that are here, or with signatures from elsewhere. */
interface Signing {
    /** Whether enough private keys are here. */
    boolean canSign(RoleAuthority authority) throws IOException;

    /** Opens what is needed for a role, so that many threads can sign at a time. */
    void open(RoleAuthority authority) throws IOException;

    /**
     * The file of a role.
     *
     * @param authorities by each of which alone the file has to be valid
     * @param more key ids that sign as well, if their keys are here
     */
    Content sign(Signed signed, List<RoleAuthority> authorities, Collection<String> more)
            throws IOException, RepositoryException;
}

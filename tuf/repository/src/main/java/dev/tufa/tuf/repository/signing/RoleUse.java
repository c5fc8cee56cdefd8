package dev.tufa.tuf.repository.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That a key signs a role, or did.
 *
 * @param role the name of the role
 * @param retiredAt when a rotation replaced the key; it goes on signing for a while, for clients that hold an older root
 */
public record RoleUse(String role, Optional<Instant> retiredAt) {
    /** A use that nothing has ended. */
    static RoleUse of(String role) {
        return new RoleUse(role, Optional.empty());
    }

    /** Whether the key has been replaced and goes on signing for as long as a bridge lasts. */
    public boolean signsAfterRetiring(Instant now, Duration bridge) {
        return retiredAt.filter(at -> now.isBefore(at.plus(bridge))).isPresent();
    }
}

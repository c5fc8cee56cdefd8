package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.metadata.RoleAuthority;
import java.util.Objects;

/**
 * Keys that have to sign a part, and how many of them. A part that has two of these has to meet each alone: a root is signed as the
 * root before it asks and as it asks itself (TUF 1.0.34 §6.1).
 *
 * @param asker who asks for them, for a person: {@code root 1}
 * @param authority the keys and the threshold
 */
public record Requirement(String asker, RoleAuthority authority) {
    /** Whether two of them ask for the same. */
    boolean asksTheSame(Requirement other) {
        return authority.role().threshold() == other.authority.role().threshold()
                && authority.role().keyIds().equals(other.authority.role().keyIds())
                && authority.role().keyIds().stream()
                        .allMatch(keyId -> Objects.equals(
                                authority.keys().get(keyId),
                                other.authority.keys().get(keyId)));
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.Optional;

/** Says who delegates to whom (TUF 1.0.34 §4.5). */
final class Delegators {
    private final RoleEdits edits;

    Delegators(RoleEdits edits) {
        this.edits = edits;
    }

    /** The role that delegates to a role, or to hash bins as a whole. */
    String delegatorOf(String name) throws ChangeRefusedException, IOException, TrustException {
        if (RoleType.named(name).isPresent()) {
            return RoleType.ROOT.text();
        }
        Optional<BinGroup> group = BinGroup.named(name);
        if (group.isEmpty()) {
            return edits.role(name).parent().orElseThrow().name();
        }
        for (RoleEdit role : edits.named()) {
            if (binsOf(role).equals(group)) {
                return role.name();
            }
        }
        throw new ChangeRefusedException(
                "role: expected hash bins that are delegated to, got \"%s\"".formatted(Printable.of(name)));
    }

    /** The first hash bins that a role delegates to. */
    static Optional<BinGroup> binsOf(RoleEdit delegator) {
        return delegator
                .delegations()
                .flatMap(all -> all.succinctRoles()
                        .map(bins -> new BinGroup(bins.namePrefix()))
                        .or(() -> all.roles().stream()
                                .flatMap(role -> BinGroup.of(role).stream())
                                .findFirst()));
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Works out what the end of a delegation takes away from clients. */
final class LostTargets {
    private final RoleEdits edits;

    LostTargets(RoleEdits edits) {
        this.edits = edits;
    }

    /** The paths that are found before a change and not after it; the roles are as the change leaves them. */
    List<String> by(Change change) throws ChangeRefusedException, IOException, TrustException {
        Set<String> found = new TreeSet<>();
        if (change instanceof Change.RemoveDelegation removal) {
            RoleEdit delegator = edits.role(removal.delegator());
            for (RoleEdit removed : edits.loadAll(delegator, removal.name())) {
                for (RoleEdit role : edits.allFrom(removed)) {
                    for (String path : role.targets().keySet()) {
                        if (isFound(path)) {
                            found.add(path);
                        }
                    }
                }
            }
        }
        edits.apply(change);
        for (String path : List.copyOf(found)) {
            if (isFound(path)) {
                found.remove(path);
            }
        }
        return List.copyOf(found);
    }

    private boolean isFound(String path) throws IOException, TrustException {
        return edits.find(path, new HashSet<>()).isPresent();
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The root between the version that is published and the next one. */
final class RootEdit {
    private final Root published;
    private final Map<String, Key> keys;
    private final Map<RoleType, Role> roles;
    private final Set<RoleType> rotated = new HashSet<>();
    private Optional<Boolean> consistentSnapshot;

    RootEdit(Root published) {
        this.published = published;
        this.consistentSnapshot = published.consistentSnapshot();
        this.keys = new TreeMap<>(published.keys());
        this.roles = new EnumMap<>(published.roles());
    }

    /** Tries a staged change out, without its keys. */
    void preview(Change change) throws ChangeRefusedException {
        if (change instanceof Change.RotateKeys rotation) {
            RoleType role = rotation.role();
            rotate(
                    role,
                    KeyMaker.PLACEHOLDERS.make(role.text(), rotation.keys()),
                    rotation.keys().threshold());
        } else if (change instanceof Change.SetThreshold setting) {
            setThreshold(setting);
        }
    }

    /** Lets another number of the same keys be enough for a top-level role; for other roles it does nothing. */
    void setThreshold(Change.SetThreshold change) throws ChangeRefusedException {
        Optional<RoleType> type = change.topLevelRole();
        if (type.isPresent()) {
            Role old = begin(type.get());
            DelegationEdits.requireThreshold(change, old);
            roles.put(type.get(), new Role(old.keyIds(), change.threshold(), old.unknown()));
        }
    }

    /** Gives a role other keys. */
    void rotate(RoleType type, Map<String, Key> newKeys, int threshold) throws ChangeRefusedException {
        Role old = begin(type);
        keys.putAll(newKeys);
        roles.put(type, new Role(new TreeSet<>(newKeys.keySet()), threshold, old.unknown()));
        Set<String> replaced = new HashSet<>(old.keyIds());
        roles.values().forEach(role -> replaced.removeAll(role.keyIds()));
        keys.keySet().removeAll(replaced);
    }

    private Role begin(RoleType type) throws ChangeRefusedException {
        Role old = roles.get(type);
        if (old == null) {
            throw new ChangeRefusedException("rotation: expected a role of root, got " + type.text());
        }
        if (!rotated.add(type)) {
            throw new ChangeRefusedException(
                    "rotation: expected one of %s in a publication, got two".formatted(type.text()));
        }
        return old;
    }

    void useConsistentSnapshots() {
        consistentSnapshot = Optional.of(true);
    }

    boolean isChanged() {
        return !rotated.isEmpty() || isSwitched();
    }

    /** Whether names get versions that had none. */
    boolean isSwitched() {
        return !consistentSnapshot.equals(published.consistentSnapshot());
    }

    boolean isRotated(RoleType type) {
        return rotated.contains(type);
    }

    /** The next root: exactly one version on, whatever the reason (TUF 1.0.34 §5.3.5). */
    Root next(Instant expires) {
        Header header = published.header().next(expires);
        return new Root(header, consistentSnapshot, keys, roles, published.unknownRoles());
    }
}

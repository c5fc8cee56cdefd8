package dev.tufa.testkit;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.signing.Signer;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The root role of a {@link RepositorySimulator}: who signs for each top-level role. */
public final class SimulatedRoot extends SimulatedRole<RootBuilder> {
    private final Map<RoleType, Keys> keys = new EnumMap<>(RoleType.class);
    private List<Signer> formerSigners = List.of();
    private boolean consistentSnapshot = true;

    SimulatedRoot() {
        for (RoleType type : RoleType.values()) {
            if (type != RoleType.MIRRORS) {
                keys.put(type, new Keys(1, List.of(TestMetadata.keyOf(type))));
            }
        }
    }

    /** The keys of a role and its threshold. The keys of root have the last word on their own successors. */
    public void keys(RoleType role, long threshold, Signer... signers) {
        keys.put(role, new Keys(threshold, List.of(signers)));
        changed();
    }

    /** Whether file names bear versions and hashes from the next publication on. */
    public void consistentSnapshot(boolean consistent) {
        consistentSnapshot = consistent;
        changed();
    }

    boolean isConsistentSnapshot() {
        return consistentSnapshot;
    }

    List<Signer> signers(RoleType role) {
        return keys.getOrDefault(role, new Keys(1, List.of())).signers();
    }

    byte[] build() {
        RootBuilder builder = TestMetadata.aRoot().consistentSnapshot(consistentSnapshot);
        keys.forEach((role, entry) ->
                builder.role(role, entry.threshold(), entry.signers().toArray(Signer[]::new)));
        List<Signer> current = signers(RoleType.ROOT);
        Set<Signer> both = new LinkedHashSet<>(formerSigners);
        both.addAll(current);
        formerSigners = current;
        return build(builder, List.copyOf(both));
    }

    private record Keys(long threshold, List<Signer> signers) {}
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be published while root says that names have no versions (TUF 1.0.34 §6.2). A file without a version in its name
 * cannot change without failing clients that are in the middle of an update, so none is changed but timestamp.json: first the
 * files that clients use get versioned names as well, then comes a root that says so, by itself, and then everything else.
 */
final class ConsistentSnapshots {
    private static final Set<String> ALWAYS = Set.of(RoleType.ROOT.text(), RoleType.TIMESTAMP.text());

    private ConsistentSnapshots() {}

    /** Whether clients of a state ask for names with versions. */
    static boolean areUsed(ClientUpdate live) {
        return live.root().consistentSnapshot().orElse(false);
    }

    /** Whether the change to them is staged. */
    static boolean areStaged(List<StagedChange> staged) {
        return staged.stream().anyMatch(ConsistentSnapshots::isSwitch);
    }

    /** Of what is staged, that which brings them about. */
    static List<StagedChange> only(List<StagedChange> staged) {
        return staged.stream().filter(ConsistentSnapshots::isSwitch).toList();
    }

    private static boolean isSwitch(StagedChange change) {
        return change.change() instanceof Change.UseConsistentSnapshots;
    }

    /** Refuses to publish anything that has to wait for the change, which nobody has staged. */
    static void requireNothingElse(List<StagedChange> staged, PlanOptions options) throws ChangeRefusedException {
        Set<String> wanted = new TreeSet<>(options.renew());
        wanted.removeAll(ALWAYS);
        if (!wanted.isEmpty()) {
            throw waits(String.join(", ", wanted));
        }
        if (!staged.isEmpty() && !areStaged(staged)) {
            throw waits("what is staged");
        }
    }

    static ChangeRefusedException waits(String what) {
        return new ChangeRefusedException(
                "%s: expected a root with consistent_snapshot true before it is published,".formatted(what)
                        + " got false");
    }

    /** The files that clients use now, by the path that they will have. */
    static Map<String, Content> copies(ClientUpdate live) throws IOException, TrustException {
        Map<String, Content> copies = new LinkedHashMap<>();
        for (Map.Entry<RoleAuthority, Targets> role : AllRoles.read(live).entrySet()) {
            String path =
                    Layout.versioned(role.getValue().version(), role.getKey().name());
            copies.put(path, live.file(role.getKey()));
        }
        copies.put(
                Layout.versioned(live.stage().snapshot().version(), RoleType.SNAPSHOT.text()),
                live.held().snapshot().orElseThrow());
        return copies;
    }
}

package dev.tufa.conformance.trust;

import static dev.tufa.testkit.TestMetadata.NOW;
import static dev.tufa.testkit.TestMetadata.aDelegatedTargets;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTargets;
import static dev.tufa.testkit.TestMetadata.aTimestamp;

import dev.tufa.testkit.SnapshotBuilder;
import dev.tufa.testkit.TargetsBuilder;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.TargetsStage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Targets roles that delegate to each other, and a record of which were asked for, by whose word. */
final class Delegating {
    private final Map<String, TargetsBuilder> roles = new HashMap<>();
    private final List<String> otherFiles = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    Delegating() {
        roles.put("targets", aTargets());
    }

    /** The metadata of a role, to be added to. */
    TargetsBuilder role(String name) {
        return roles.computeIfAbsent(name, unused -> aDelegatedTargets(name));
    }

    /** Delegates from one role to others for everything, in this order. */
    Delegating chain(String from, String... to) {
        for (String name : to) {
            role(from).delegate(aDelegation(name).paths("*"));
        }
        return this;
    }

    Delegating terminating(String from, String to) {
        role(from).delegate(aDelegation(to).paths("*").terminating());
        return this;
    }

    Delegating describes(String role, String path) {
        role(role).target(path, role);
        return this;
    }

    /** Lists files in the snapshot that are none of the roles'. */
    Delegating alsoInSnapshot(String... files) {
        otherFiles.addAll(List.of(files));
        return this;
    }

    TargetsStage stage(Limits limits) throws TrustException {
        SnapshotBuilder snapshot = aSnapshot();
        roles.keySet().forEach(role -> snapshot.role(role, 1));
        otherFiles.forEach(file -> snapshot.with("meta/" + file, "{\"version\":1}"));
        return RootStage.load(aRoot().build(), NOW, limits)
                .finish()
                .accept(aTimestamp().build())
                .accept(snapshot.build());
    }

    /** What a role says; it is not verified, and this is not about that. */
    Targets answer(RoleAuthority authority) throws TrustException {
        asked.add(authority.delegator() + " > " + authority.name());
        return Stages.parsed(role(authority.name()));
    }

    /** Every answer so far as {@code delegator > role}. */
    List<String> asked() {
        return List.copyOf(asked);
    }
}

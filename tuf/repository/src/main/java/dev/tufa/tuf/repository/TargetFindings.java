package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** What could be better about targets and how they are published (TUF 1.0.34 §4.5, §6.2). */
final class TargetFindings {
    private TargetFindings() {}

    static List<Finding> of(Evidence evidence) {
        List<Finding> found = new ArrayList<>();
        if (!evidence.root().consistentSnapshot().orElse(false)) {
            found.add(new Finding(
                    "no-consistent-snapshot",
                    Severity.ERROR,
                    "root says that there are no consistent snapshots",
                    "a client that updates while something is published fails",
                    "publish a root that has consistent_snapshot"));
        }
        for (Evidence.Role role : evidence.roles()) {
            List<TargetFile> without = new ArrayList<>();
            List<TargetFile> weak = new ArrayList<>();
            for (TargetFile target : role.withoutSha256()) {
                (target.hashes().checkable().isEmpty() ? weak : without).add(target);
            }
            if (!weak.isEmpty()) {
                found.add(new Finding(
                        "weak-hashes",
                        Severity.ERROR,
                        describe(role, weak) + " with no hash that can be trusted",
                        "clients refuse them, or accept what an attacker has made",
                        "tufa repo add --replace DIR FILE"));
            }
            if (!without.isEmpty()) {
                found.add(new Finding(
                        "no-sha256",
                        Severity.WARNING,
                        describe(role, without) + " without a SHA-256",
                        "not every client knows other functions",
                        "tufa repo add --replace DIR FILE"));
            }
        }
        return found;
    }

    private static String describe(Evidence.Role role, List<TargetFile> targets) {
        return "%s describes %d targets, such as %s,"
                .formatted(
                        Printable.of(role.name()),
                        targets.size(),
                        Printable.of(targets.get(0).path()));
    }
}

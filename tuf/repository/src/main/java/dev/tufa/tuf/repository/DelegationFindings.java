package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** What could be better about delegations by paths, and about what ended ones left (TUF 1.0.34 §4.5, §5.6.7). */
final class DelegationFindings {
    private final List<Finding> found = new ArrayList<>();

    private DelegationFindings() {}

    static List<Finding> of(Evidence evidence) {
        DelegationFindings findings = new DelegationFindings();
        for (Evidence.Role role : evidence.roles()) {
            role.delegations().ifPresent(all -> findings.look(role.name(), all.roles()));
        }
        for (String gone : evidence.goneWithoutFile()) {
            findings.found.add(new Finding(
                    "gone-role-without-file",
                    Severity.HINT,
                    "the snapshot lists %s, which nothing delegates to, and its file is not there"
                            .formatted(Printable.of(gone)),
                    "clients do not ask for it, but whoever checks the history of the repository cannot",
                    "put the file back from a copy"));
        }
        return findings.found;
    }

    private void look(String delegator, List<DelegatedRole> roles) {
        for (int i = 0; i < roles.size(); i++) {
            DelegatedRole role = roles.get(i);
            if (role.scope() instanceof PathScope.None) {
                found.add(new Finding(
                        "delegation-without-paths",
                        Severity.WARNING,
                        "%s delegates nothing to %s".formatted(Printable.of(delegator), Printable.of(role.name())),
                        "no client ever asks for the role",
                        "tufa repo undelegate DIR " + Printable.of(role.name())));
            }
            if (role.scope() instanceof PathScope.Paths paths) {
                compare(delegator, role, paths, roles.subList(0, i));
            }
        }
    }

    private void compare(String delegator, DelegatedRole role, PathScope.Paths paths, List<DelegatedRole> earlier) {
        for (DelegatedRole first : earlier) {
            if (!(first.scope() instanceof PathScope.Paths before)) {
                continue;
            }
            boolean all = paths.patterns().stream().allMatch(path -> coversAny(before, path));
            boolean some = before.patterns().stream().anyMatch(path -> coversAny(paths, path));
            String who = "%s delegates to %s".formatted(Printable.of(delegator), Printable.of(role.name()));
            if (all && first.terminating()) {
                found.add(new Finding(
                        "unreachable-delegation",
                        Severity.WARNING,
                        "%s after the terminating %s, which covers the same paths"
                                .formatted(who, Printable.of(first.name())),
                        "no client ever asks for the role",
                        "tufa repo undelegate DIR " + Printable.of(role.name())));
            } else if (some && first.terminating()) {
                found.add(new Finding(
                        "terminating-before-wider",
                        Severity.HINT,
                        "%s more paths than to the terminating %s before it".formatted(who, Printable.of(first.name())),
                        "for the paths of the first, no client asks the second",
                        "delegate in the order that you mean"));
            } else if (all) {
                found.add(new Finding(
                        "overlapping-delegations",
                        Severity.HINT,
                        "%s paths that %s before it has as well".formatted(who, Printable.of(first.name())),
                        "where both describe a path, clients believe the first",
                        "delegate paths that do not overlap"));
            }
        }
    }

    private static boolean coversAny(PathScope.Paths wide, PathPattern narrow) {
        return wide.patterns().stream().anyMatch(pattern -> covers(pattern.text(), narrow.text()));
    }

    /** Whether every path of one pattern is one of the other; not all such pairs are known. */
    private static boolean covers(String wide, String narrow) {
        String[] wideSegments = wide.split("/", -1);
        String[] narrowSegments = narrow.split("/", -1);
        if (wideSegments.length != narrowSegments.length) {
            return false;
        }
        for (int i = 0; i < wideSegments.length; i++) {
            String segment = wideSegments[i];
            boolean covered = segment.equals("*")
                    || segment.equals(narrowSegments[i])
                    || (isLiteral(narrowSegments[i]) && new PathPattern(segment).matches(narrowSegments[i]));
            if (!covered) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLiteral(String segment) {
        return segment.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0);
    }
}

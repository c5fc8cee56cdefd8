package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether there are as many hash bins as the targets in them ask for (TUF 1.0.34 §4.5, TAP 15). */
final class BinFindings {
    /** Bits of difference: with eight times too many or too few bins, clients download about three times as much. */
    private static final int TOLERANCE = 3;

    private BinFindings() {}

    static List<Finding> of(Evidence evidence) {
        Map<String, Long> targets = new LinkedHashMap<>();
        evidence.roles().forEach(role -> targets.put(role.name(), role.targets()));
        List<Finding> found = new ArrayList<>();
        for (Evidence.Role role : evidence.roles()) {
            List<String> bins = bins(role);
            long own = targets.getOrDefault(role.name(), 0L);
            if (!bins.isEmpty()) {
                long inBins = bins.stream()
                        .mapToLong(bin -> targets.getOrDefault(bin, 0L))
                        .sum();
                compare(role.name(), bins.size(), inBins).ifPresent(found::add);
            } else if (!role.bin()
                    && own > 0
                    && new BinSizing(own, BinSizing.DEFAULT_TOUCHED).bitLength() > TOLERANCE) {
                found.add(new Finding(
                        "no-bins",
                        Severity.HINT,
                        "%s describes %d targets by itself".formatted(Printable.of(role.name()), own),
                        "every client downloads all of it whenever one target changes",
                        command(role.name(), own)));
            }
        }
        return found;
    }

    private static List<String> bins(Evidence.Role role) {
        Optional<Delegations> delegations = role.delegations();
        if (delegations.isEmpty()) {
            return List.of();
        }
        return delegations
                .get()
                .succinctRoles()
                .map(all -> BinEdits.names(all.bitLength(), all.namePrefix()))
                .orElseGet(() -> delegations.get().roles().stream()
                        .filter(each -> BinGroup.of(each).isPresent())
                        .map(each -> each.name())
                        .toList());
    }

    private static Optional<Finding> compare(String role, int bins, long targets) {
        int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(bins);
        int good = targets == 0 ? 0 : new BinSizing(targets, BinSizing.DEFAULT_TOUCHED).bitLength();
        if (Math.abs(bits - good) < TOLERANCE) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                bits > good ? "too-many-bins" : "too-few-bins",
                Severity.HINT,
                "%s has %d hash bins for %d targets".formatted(Printable.of(role), bins, targets),
                bits > good
                        ? "the snapshot, which every client downloads, has a line for each"
                        : "clients download many targets that they do not need",
                command(role, Math.max(1, targets))));
    }

    private static String command(String role, long targets) {
        return "tufa repo bins --from %s --expect %d DIR".formatted(Printable.of(role), targets);
    }
}

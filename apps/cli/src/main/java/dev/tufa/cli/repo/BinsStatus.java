package dev.tufa.cli.repo;

import dev.tufa.tuf.repository.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hash bins as a whole: there may be very many.
 *
 * @param name such as {@code bin-*}
 * @param count how many
 * @param targets how many they describe together
 * @param first the one that expires first
 */
record BinsStatus(String name, int count, long targets, Status.RoleStatus first) {
    /** All hash bins of a repository. */
    static List<BinsStatus> all(Status status) {
        Map<String, List<Status.RoleStatus>> byName = new LinkedHashMap<>();
        for (Status.RoleStatus role : status.roles()) {
            role.bins()
                    .ifPresent(bins -> byName.computeIfAbsent(bins, name -> new ArrayList<>())
                            .add(role));
        }
        List<BinsStatus> all = new ArrayList<>();
        byName.forEach((name, bins) -> all.add(new BinsStatus(
                name,
                bins.size(),
                bins.stream().mapToLong(Status.RoleStatus::targets).sum(),
                bins.stream()
                        .min(Comparator.comparing(Status.RoleStatus::expires))
                        .orElseThrow())));
        return all;
    }
}

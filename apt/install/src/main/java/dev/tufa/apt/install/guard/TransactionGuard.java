package dev.tufa.apt.install.guard;

import dev.tufa.apt.install.answers.PackageAddress;
import dev.tufa.apt.install.answers.Transaction;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Nothing is removed, and no package that is installed gets a version from the new archive that nobody agreed to. */
public final class TransactionGuard {
    private TransactionGuard() {}

    /** Refuses what would do more than was agreed to. */
    public static void require(
            Transaction transaction,
            List<PackageAddress> addresses,
            Collection<String> archives,
            NavigableSet<String> agreed)
            throws PlanException {
        if (!transaction.removed().isEmpty()) {
            throw new PlanException(
                    PlanRefusal.REMOVES,
                    "expected nothing to be removed, got %s".formatted(String.join(", ", transaction.removed())));
        }
        NavigableSet<String> replaced = replaced(transaction, addresses, archives);
        replaced.removeAll(agreed);
        if (!replaced.isEmpty()) {
            throw new PlanException(
                    PlanRefusal.REPLACES,
                    "expected to replace %s, got also %s"
                            .formatted(
                                    agreed.isEmpty() ? "no package" : String.join(", ", agreed),
                                    String.join(", ", replaced)));
        }
    }

    /** Names of packages that are installed in some version, and would get one from the new archive. */
    public static NavigableSet<String> replaced(
            Transaction transaction, List<PackageAddress> addresses, Collection<String> archives) {
        Set<String> theirs = addresses.stream()
                .filter(address -> archives.stream().anyMatch(address::isFrom))
                .map(PackageAddress::name)
                .collect(Collectors.toSet());
        NavigableSet<String> replaced = new TreeSet<>();
        for (Transaction.Arrival arrival : transaction.installed()) {
            if (arrival.old().isPresent() && theirs.contains(arrival.plainName())) {
                replaced.add(arrival.plainName());
            }
        }
        return replaced;
    }
}

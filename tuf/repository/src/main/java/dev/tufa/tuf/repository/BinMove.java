package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.SuccinctRoles;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All targets on their way from a role's hash bins to another number of bins (TUF 1.0.34 §4.5, TAP 15). A client that holds the
 * old snapshot goes on finding them in the old files, which stay.
 */
final class BinMove {
    private final Set<String> oldNames;
    private final Change.Rebin rebin;

    private BinMove(Set<String> oldNames, Change.Rebin rebin) {
        this.oldNames = oldNames;
        this.rebin = rebin;
    }

    /** Moves them. */
    static BinMove of(RoleEdits edits, Change.Rebin rebin) throws ChangeRefusedException, IOException, TrustException {
        RoleEdit delegator = edits.role(rebin.delegator());
        List<String> newNames = edits.newBinNames(rebin.bitLength(), rebin.namePrefix());
        String group = new BinGroup(rebin.oldPrefix()).name();
        List<RoleEdit> old = edits.loadAll(delegator, group);
        Map<String, TargetFile> targets = new HashMap<>();
        for (RoleEdit bin : old) {
            if (!DelegationEdits.isNothing(DelegationEdits.of(bin))) {
                throw new ChangeRefusedException(
                        "%s: expected a hash bin without delegations, got some".formatted(bin.name()));
            }
            Predicate<TargetPath> belongs = belongsTo(delegator, bin.name());
            Map<String, TargetFile> all = bin.targets();
            all.keySet().removeIf(path -> !belongs.test(TargetPath.of(path)));
            targets.putAll(all);
        }
        BinEdits.replace(delegator, rebin);
        Map<String, RoleEdit> bins = new HashMap<>();
        for (String name : newNames) {
            bins.put(name, edits.addRole(delegator, name));
        }
        for (TargetFile target : targets.values()) {
            String bin = BinEdits.binFor(rebin.bitLength(), rebin.namePrefix(), target.path());
            Objects.requireNonNull(bins.get(bin)).put(target);
        }
        return new BinMove(Set.copyOf(old.stream().map(RoleEdit::name).toList()), rebin);
    }

    /** Where what was in a role is now. */
    String roleNow(String role, String path) {
        return oldNames.contains(role) ? BinEdits.binFor(rebin.bitLength(), rebin.namePrefix(), path) : role;
    }

    List<String> newNames() {
        return BinEdits.names(rebin.bitLength(), rebin.namePrefix());
    }

    /** No client looks for a path in a bin that its hash does not lead to, so it must not be found there later on. */
    private static Predicate<TargetPath> belongsTo(RoleEdit delegator, String bin) {
        Delegations delegations = DelegationEdits.of(delegator);
        Optional<SuccinctRoles> succinct = delegations.succinctRoles();
        if (succinct.isPresent()) {
            return path -> succinct.get().binFor(path).equals(bin);
        }
        PathScope scope = delegations.roles().stream()
                .filter(role -> role.name().equals(bin))
                .findFirst()
                .orElseThrow()
                .scope();
        return scope::covers;
    }
}

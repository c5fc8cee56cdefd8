package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many targets that are described and not here, sorted by the role that is to describe each: a million of them in a few
 * megabytes of memory, however they come. A role is read, changed and signed once.
 */
final class DescribedTargets {
    /** As many are looked at side by side as have paths and custom data of this length. */
    private static final int BATCH = 1 << 20;

    private final RoleEdits edits;
    private final AddOptions options;
    private final Policy policy;
    private final RoleEdit first;
    private final Optional<BinIndex> bins;
    private final Partitions partitions;
    private final Map<String, RoleAuthority> authorities = new HashMap<>();

    private DescribedTargets(RoleEdits edits, AddOptions options, Policy policy, Spool spool)
            throws RepositoryException, IOException, TrustException {
        this.edits = edits;
        this.options = options;
        this.policy = policy;
        this.first = options.role().isPresent() ? edits.role(options.role().get()) : edits.topLevel();
        this.bins = BinIndex.of(first);
        this.partitions = new Partitions(spool);
    }

    /** What has to be done to the roles, in an order in which little is in memory at a time. */
    static List<RoleWork> sort(
            RoleEdits edits, TargetDescriptions descriptions, AddOptions options, Policy policy, Spool spool)
            throws RepositoryException, IOException, TrustException {
        DescribedTargets targets = new DescribedTargets(edits, options, policy, spool);
        List<TargetFile> batch = new ArrayList<>();
        int length = 0;
        for (Optional<TargetFile> next = descriptions.next(); next.isPresent(); next = descriptions.next()) {
            batch.add(next.get());
            length += length(next.get());
            if (length >= BATCH) {
                targets.add(batch);
                batch.clear();
                length = 0;
            }
        }
        targets.add(batch);
        return targets.works();
    }

    private static int length(TargetFile target) {
        return target.path().length()
                + target.custom().map(JsonObject::canonicalLength).orElse(0)
                + target.unknown().canonicalLength();
    }

    private void add(List<TargetFile> batch) throws RepositoryException, IOException, TrustException {
        for (Sorted sorted : Parallel.map(batch, this::sorted)) {
            sorted.bin().ifPresent(bin -> authorities.putIfAbsent(bin.name(), bin));
            partitions.add(sorted.target());
        }
    }

    private Sorted sorted(TargetFile target) throws RepositoryException {
        TargetPaths.require(target.path());
        policy.targetPaths().require(target.path());
        if (!target.hashes().hexByFunction().containsKey(HashFunction.SHA256.text())) {
            throw new ChangeRefusedException(
                    "target %s: expected a SHA-256, got %s".formatted(target.path(), target.hashes()));
        }
        TargetPath path = TargetPath.of(target.path());
        requireReachable(path);
        Optional<RoleAuthority> bin = bins.isPresent() ? bins.get().binFor(path) : Optional.empty();
        String role = bin.map(RoleAuthority::name).orElse(first.name());
        return new Sorted(bin, new SpooledTarget(role, target));
    }

    /**
     * A target that may be added.
     *
     * @param bin the hash bin that it falls into, if there are any
     */
    private record Sorted(Optional<RoleAuthority> bin, SpooledTarget target) {}

    /** Clients come to the role that describes a target by the first delegations that cover its path, and by no other. */
    private void requireReachable(TargetPath path) throws ChangeRefusedException {
        RoleEdit role = first;
        for (Optional<RoleEdit> delegator = role.parent(); delegator.isPresent(); delegator = role.parent()) {
            requireAskedFirst(delegator.get(), role.name(), path);
            role = delegator.get();
        }
        if (bins.isPresent() && first.find(path.text()).isPresent()) { // a role is looked into before its bins
            throw new ChangeRefusedException("target %s: expected no other role than a hash bin to describe it, got %s"
                    .formatted(path, first.name()));
        }
    }

    private static void requireAskedFirst(RoleEdit delegator, String name, TargetPath path)
            throws ChangeRefusedException {
        if (delegator.find(path.text()).isPresent()) {
            throw new ChangeRefusedException("target %s: expected no other role than %s to describe it, got %s"
                    .formatted(path, name, delegator.name()));
        }
        for (DelegatedRole other : delegator.delegations().orElseThrow().roles()) {
            if (other.name().equals(name)) {
                if (!other.scope().covers(path)) {
                    throw new ChangeRefusedException(
                            "role %s: expected one that clients ask for %s, got one that they do not"
                                    .formatted(name, path));
                }
                return;
            }
            if (other.scope().covers(path)) {
                throw new ChangeRefusedException("role %s: expected the first that clients ask for %s, got one after %s"
                        .formatted(name, path, other.name()));
            }
        }
    }

    private List<RoleWork> works() throws IOException {
        List<RoleWork> works = new ArrayList<>();
        for (Partitions.Partition partition : partitions.finish()) {
            for (String role : partition.roles()) {
                RoleAuthority bin = authorities.get(role);
                works.add(
                        bin == null
                                ? new RoleWork(
                                        first.chain(),
                                        first.authority(),
                                        first.isBin(),
                                        () -> changed(first, partition))
                                : RoleWork.ofBin(first, bin, () -> changed(edits.loadedOrRead(first, bin), partition)));
            }
        }
        return works;
    }

    private Optional<RoleEdit> changed(RoleEdit role, Partitions.Partition partition)
            throws RepositoryException, IOException {
        if (role != first && BinIndex.of(role).isPresent()) {
            throw new ChangeRefusedException(
                    "role %s: expected a hash bin, got a role with hash bins; name the role that has them"
                            .formatted(role.name()));
        }
        for (TargetFile target : partition.take(role.name())) {
            Optional<TargetFile> existing = role.find(target.path());
            if (existing.isPresent()) {
                TargetStaging.requireReplaceable(existing.get(), target, options, policy);
            }
            role.put(target);
        }
        return role.isChanged() ? Optional.of(role) : Optional.empty();
    }
}

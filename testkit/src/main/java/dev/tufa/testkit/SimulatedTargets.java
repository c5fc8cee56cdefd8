package dev.tufa.testkit;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.repository.signing.Signer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The targets role of a {@link RepositorySimulator}, or a role that is delegated to. */
public final class SimulatedTargets extends SimulatedRole<TargetsBuilder> {
    private final RepositorySimulator repository;
    private final String name;
    private final Map<String, TargetFile> targets = new LinkedHashMap<>();
    private final Map<String, byte[]> contents = new LinkedHashMap<>();
    private final List<DelegationBuilder> delegations = new ArrayList<>();
    private List<Signer> delegatedTo;
    private Optional<Bins> bins = Optional.empty();

    SimulatedTargets(RepositorySimulator repository, String name) {
        this.repository = repository;
        this.name = name;
        this.delegatedTo = List.of(TestKeys.key(name));
    }

    /** Adds an artifact, or replaces it. */
    public void add(String path, String content) {
        add(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds an artifact, or replaces it. */
    public void add(String path, byte[] content) {
        add(TargetFile.of(path, content.length, TestMetadata.sha256(content)), content);
    }

    /** Adds an artifact whose description may be wrong, or replaces it. */
    public void add(TargetFile target, byte[] content) {
        targets.put(target.path(), target);
        contents.put(target.path(), content.clone());
        changed();
    }

    /** Does not describe an artifact any more. */
    public void remove(String path) {
        targets.remove(path);
        contents.remove(path);
        changed();
    }

    /** Delegates to a role, after those that were delegated to before; its files are signed by the keys of this delegation. */
    public void delegate(DelegationBuilder delegation) {
        delegations.add(delegation);
        repository.role(delegation.name()).delegatedTo = List.of(delegation.signers());
        changed();
    }

    /** Takes every delegation back. */
    public void revokeDelegations() {
        delegations.clear();
        bins = Optional.empty();
        changed();
    }

    /** Delegates to hash bins (TAP 15), all of which share the signers. */
    public void succinct(int bitLength, String namePrefix, long threshold, Signer... signers) {
        bins = Optional.of(new Bins(bitLength, namePrefix, threshold, List.of(signers)));
        changed();
    }

    /** The hash bin that a target path belongs to; its files are signed as the delegation to the bins asks. */
    public SimulatedTargets bin(String path) {
        Bins all = bins.orElseThrow(() -> new IllegalStateException(name + " has no bins"));
        SimulatedTargets bin = repository.role(all.nameFor(path));
        bin.delegatedTo = all.signers();
        return bin;
    }

    byte[] build() {
        TargetsBuilder builder = isTopLevel() ? TestMetadata.aTargets() : TestMetadata.aDelegatedTargets(name);
        targets.values().forEach(builder::target);
        delegations.forEach(builder::delegate);
        bins.ifPresent(all -> builder.succinct(
                all.bitLength(),
                all.namePrefix(),
                all.threshold(),
                all.signers().toArray(Signer[]::new)));
        return build(builder, isTopLevel() ? repository.root().signers(RoleType.TARGETS) : delegatedTo);
    }

    /** Every artifact that it describes, with its content. */
    void forEachArtifact(BiConsumer<TargetFile, byte[]> action) {
        contents.forEach((path, content) -> action.accept(Objects.requireNonNull(targets.get(path)), content));
    }

    private boolean isTopLevel() {
        return name.equals(RoleType.TARGETS.text());
    }

    private record Bins(int bitLength, String namePrefix, long threshold, List<Signer> signers) {
        /** The first bits of the path's SHA-256, in as many hex digits as the last bin needs. */
        String nameFor(String path) {
            byte[] digest = HashFunction.SHA256.newDigest().digest(path.getBytes(StandardCharsets.UTF_8));
            BigInteger number = new BigInteger(1, digest).shiftRight(Byte.SIZE * digest.length - bitLength);
            return namePrefix + '-' + ("%0" + (bitLength + 3) / 4 + "x").formatted(number);
        }
    }
}

package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SpecVersionException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The signed part of targets.json and of every delegated targets role (TUF 1.0.34 §4.5). */
public final class Targets implements Signed {
    private static final Set<String> FIELDS = Set.of("targets", "delegations");

    private final Header header;
    private final TargetFiles targets;
    private final Optional<Delegations> delegations;

    private Targets(Header header, TargetFiles targets, Optional<Delegations> delegations) {
        this.header = header;
        this.targets = targets;
        this.delegations = delegations;
    }

    /** Targets metadata made of its parts. */
    public static Targets of(Header header, Collection<TargetFile> targets, Optional<Delegations> delegations) {
        return new Targets(header, TargetFiles.of(targets), delegations);
    }

    /**
     * The same targets with another header, others in their places or added, and other delegations; entries that stay are copied
     * as they are.
     */
    public Targets next(Header newHeader, Collection<TargetFile> changed, Optional<Delegations> newDelegations) {
        return new Targets(newHeader, targets.with(changed), newDelegations);
    }

    static Targets read(Fields signed) throws MalformedMetadataException, SpecVersionException {
        Header header = Header.read(signed, RoleType.TARGETS, FIELDS);
        Optional<Delegations> delegations = signed.has("delegations")
                ? Optional.of(Delegations.read(signed.fields("delegations")))
                : Optional.empty();
        return new Targets(header, TargetFiles.read(signed), delegations);
    }

    /** The target files by path, in code-point order; unmodifiable, decoded on access. */
    public Map<String, TargetFile> targets() {
        return Collections.unmodifiableMap(targets);
    }

    /** What this role itself says of a target path. */
    public Optional<TargetFile> find(String path) {
        return targets.find(path);
    }

    /** To whom it delegates, if it has the field. */
    public Optional<Delegations> delegations() {
        return delegations;
    }

    @Override
    public RoleType type() {
        return RoleType.TARGETS;
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        header.writeTo(fields, RoleType.TARGETS);
        fields.put("targets", targets.toJson());
        delegations.ifPresent(value -> fields.put("delegations", value.toJson()));
        return JsonObject.of(fields);
    }
}

package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The DELEGATIONS of TUF 1.0.34 §4.5, or the hash bins of TAP 15: one of the two.
 *
 * @param keys by key id
 * @param roles in order of priority; empty with succinct roles
 */
public record Delegations(
        Map<String, Key> keys, List<DelegatedRole> roles, Optional<SuccinctRoles> succinctRoles, JsonObject unknown) {
    private static final Set<String> FIELDS = Set.of("keys", "roles", "succinct_roles");

    public Delegations {
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
        roles = List.copyOf(roles);
        if (!roles.isEmpty() && succinctRoles.isPresent()) {
            throw new IllegalArgumentException("delegations: expected roles or succinct_roles, got both");
        }
        Set<String> names = new HashSet<>();
        for (DelegatedRole role : roles) {
            if (!names.add(role.name())) {
                throw new IllegalArgumentException("roles: expected distinct names, got " + role.name() + " twice");
            }
        }
    }

    /** Delegations to named roles. */
    public static Delegations of(Map<String, Key> keys, List<DelegatedRole> roles) {
        return new Delegations(keys, roles, Optional.empty(), JsonObject.EMPTY);
    }

    /** Delegation to hash bins. */
    public static Delegations of(Map<String, Key> keys, SuccinctRoles succinctRoles) {
        return new Delegations(keys, List.of(), Optional.of(succinctRoles), JsonObject.EMPTY);
    }

    static Delegations read(Fields fields) throws MalformedMetadataException {
        boolean succinct = fields.has("succinct_roles");
        if (succinct == fields.has("roles")) {
            throw fields.malformed("roles", "either roles or succinct_roles", succinct ? "both" : "neither");
        }
        Map<String, Key> keys = Key.readAll(fields);
        JsonObject unknown = fields.unknown(FIELDS);
        if (succinct) {
            return new Delegations(
                    keys, List.of(), Optional.of(SuccinctRoles.read(fields.fields("succinct_roles"))), unknown);
        }
        List<DelegatedRole> roles = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields role : fields.objects("roles")) {
            DelegatedRole delegated = DelegatedRole.read(role);
            if (!names.add(delegated.name())) {
                throw role.malformed("name", "distinct role names", '"' + delegated.name() + "\" twice");
            }
            roles.add(delegated);
        }
        return new Delegations(keys, roles, Optional.empty(), unknown);
    }

    /** The delegations that cover a target, in order of priority, as the role {@code delegator} makes them. */
    public List<Delegation> covering(String delegator, TargetPath target) {
        List<Delegation> covering = new ArrayList<>();
        succinctRoles.ifPresent(bins -> covering.add(
                new Delegation(new RoleAuthority(delegator, bins.binFor(target), bins.role(), keys), false)));
        for (DelegatedRole role : roles) {
            if (role.scope().covers(target)) {
                covering.add(new Delegation(
                        new RoleAuthority(delegator, role.name(), role.role(), keys), role.terminating()));
            }
        }
        return covering;
    }

    JsonObject toJson() {
        Map<String, JsonValue> fields = unknown.toMap();
        fields.put("keys", Key.toJson(keys));
        succinctRoles.ifPresentOrElse(
                bins -> fields.put("succinct_roles", bins.toJson()),
                () -> fields.put(
                        "roles",
                        JsonArray.of(roles.stream().map(DelegatedRole::toJson).toList())));
        return JsonObject.of(fields);
    }

    /** One step of a delegation chain. */
    public record Delegation(RoleAuthority authority, boolean terminating) {}
}

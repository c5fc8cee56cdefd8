package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonBoolean;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One delegation to a role by name: an entry of DELEGATIONS (TUF 1.0.34 §4.5).
 *
 * @param name the ROLENAME: any text that is not empty and not the name of a top-level role
 * @param role its keys and threshold, and the fields that TUF does not define
 * @param terminating whether delegations after this one are no longer considered for the targets that it covers
 */
public record DelegatedRole(String name, Role role, boolean terminating, PathScope scope) {
    private static final Set<String> FIELDS = Set.of("name", "terminating", "paths", "path_hash_prefixes");

    public DelegatedRole {
        if (!isValidName(name)) {
            throw new IllegalArgumentException("name: expected the name of a delegated role, got \"" + name + '"');
        }
    }

    static boolean isValidName(String name) {
        return !name.isEmpty() && RoleType.named(name).isEmpty();
    }

    static DelegatedRole read(Fields fields) throws MalformedMetadataException {
        String name = fields.string("name");
        if (!isValidName(name)) {
            throw fields.malformed("name", "name of a delegated role", '"' + name + '"');
        }
        return new DelegatedRole(name, Role.read(fields, FIELDS), fields.bool("terminating"), readScope(fields));
    }

    private static PathScope readScope(Fields fields) throws MalformedMetadataException {
        boolean hasPaths = fields.has("paths");
        boolean hasPrefixes = fields.has("path_hash_prefixes");
        if (hasPaths && hasPrefixes) {
            throw fields.malformed("paths", "either paths or path_hash_prefixes", "both");
        }
        if (hasPaths) {
            return new PathScope.Paths(PathPattern.all(fields.strings("paths")));
        }
        if (!hasPrefixes) {
            return PathScope.None.INSTANCE;
        }
        List<String> prefixes = fields.strings("path_hash_prefixes");
        for (String prefix : prefixes) {
            if (!Hashes.isHex(prefix)) {
                throw fields.malformed("path_hash_prefixes", "hex digits", '"' + prefix + '"');
            }
        }
        return new PathScope.HashPrefixes(prefixes);
    }

    JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        role.writeTo(fields);
        fields.put("name", JsonString.of(name));
        fields.put("terminating", JsonBoolean.of(terminating));
        scope.writeTo(fields);
        return JsonObject.of(fields);
    }
}

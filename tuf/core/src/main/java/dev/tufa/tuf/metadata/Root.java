package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonBoolean;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SpecVersionException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The signed part of root.json (TUF 1.0.34 §4.3): the keys of every top-level role.
 *
 * @param consistentSnapshot empty when the field is absent, which means {@code false} but signs differently
 * @param keys by key id; opaque names (TAP 12)
 * @param roles root, timestamp, snapshot and targets always, mirrors if listed
 * @param unknownRoles the roles that TUF does not define, kept so that writing loses nothing
 */
public record Root(
        Header header,
        Optional<Boolean> consistentSnapshot,
        Map<String, Key> keys,
        Map<RoleType, Role> roles,
        JsonObject unknownRoles)
        implements Signed {
    private static final Set<String> FIELDS = Set.of("consistent_snapshot", "keys", "roles");
    private static final Set<RoleType> MANDATORY =
            Set.of(RoleType.ROOT, RoleType.TIMESTAMP, RoleType.SNAPSHOT, RoleType.TARGETS);

    public Root {
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
        roles = Collections.unmodifiableMap(new EnumMap<>(roles));
        if (!roles.keySet().containsAll(MANDATORY)) {
            throw new IllegalArgumentException("roles: expected %s, got %s".formatted(MANDATORY, roles.keySet()));
        }
    }

    /** A root without roles that TUF does not define. */
    public Root(Header header, Optional<Boolean> consistentSnapshot, Map<String, Key> keys, Map<RoleType, Role> roles) {
        this(header, consistentSnapshot, keys, roles, JsonObject.EMPTY);
    }

    static Root read(Fields signed) throws MalformedMetadataException, SpecVersionException {
        Header header = Header.read(signed, RoleType.ROOT, FIELDS);
        Optional<Boolean> consistent =
                signed.has("consistent_snapshot") ? Optional.of(signed.bool("consistent_snapshot")) : Optional.empty();
        Map<RoleType, Role> roles = new EnumMap<>(RoleType.class);
        Fields all = signed.fields("roles");
        Set<String> names = new TreeSet<>();
        for (RoleType type : RoleType.values()) {
            names.add(type.text());
            if (MANDATORY.contains(type) || all.has(type.text())) {
                roles.put(type, Role.read(all.fields(type.text()), Set.of()));
            }
        }
        return new Root(header, consistent, Key.readAll(signed), roles, all.unknown(names));
    }

    /** The keys and threshold of a top-level role. */
    public Optional<RoleAuthority> authority(RoleType type) {
        return Optional.ofNullable(roles.get(type)).map(role -> new RoleAuthority("root", type.text(), role, keys));
    }

    @Override
    public RoleType type() {
        return RoleType.ROOT;
    }

    @Override
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        header.writeTo(fields, RoleType.ROOT);
        consistentSnapshot.ifPresent(value -> fields.put("consistent_snapshot", JsonBoolean.of(value)));
        fields.put("keys", Key.toJson(keys));
        Map<String, JsonValue> all = unknownRoles.toMap();
        roles.forEach((type, role) -> {
            Map<String, JsonValue> fieldsOfRole = new TreeMap<>();
            role.writeTo(fieldsOfRole);
            all.put(type.text(), JsonObject.of(fieldsOfRole));
        });
        fields.put("roles", JsonObject.of(all));
        return JsonObject.of(fields);
    }
}

package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.crypto.RunningHash;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The signed part of a role as an event fixes it: its canonical form is, to the last byte, what keys sign.
 *
 * @param role the name of the role: {@code root}, {@code targets} or a delegated one
 * @param delegator who says which keys sign it; {@code root} for top-level roles
 * @param signed of the type that the role has
 * @param json the same as JSON
 */
public record Part(String role, String delegator, Signed signed, JsonObject json) {
    /** Root's own name, and that of whoever delegates to the top-level roles. */
    static final String ROOT = "root";

    static final String TARGETS = "targets";

    /** The part of a role. */
    public static Part of(String role, String delegator, Signed signed) {
        return new Part(role, delegator, signed, signed.toJson());
    }

    static Part read(String role, String delegator, JsonObject json) throws TrustException {
        JsonObject document = JsonObject.of(Map.of("signed", json, "signatures", JsonArray.of(List.<JsonValue>of())));
        Metadata<?> metadata = metadata(role, document);
        return new Part(role, delegator, metadata.signed(), json);
    }

    static Metadata<?> metadata(String role, JsonObject document) throws TrustException {
        byte[] bytes = JsonText.bytes(document);
        return role.equals(ROOT)
                ? Metadata.readRoot(bytes, Limits.DEFAULT.json())
                : Metadata.readTargets(bytes, role + ".json", Limits.DEFAULT.json());
    }

    @Override
    public boolean equals(Object other) { // what is read from JSON is equal when the JSON is
        return other instanceof Part that
                && role.equals(that.role)
                && delegator.equals(that.delegator)
                && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return Objects.hash(role, delegator, json);
    }

    /** The version that it will have. */
    public long version() {
        return signed.version();
    }

    /** The SHA-256 of the exact bytes, in lower case hex. */
    public String sha256() {
        RunningHash hash = RunningHash.of(HashFunction.SHA256);
        json.canonicalTo(hash::update);
        return hash.hex();
    }

    /** The exact bytes. */
    public byte[] payload() {
        return json.canonicalBytes();
    }

    Root root() {
        if (signed instanceof Root root) {
            return root;
        }
        throw new IllegalStateException("part: expected root, got " + role);
    }

    Targets targets() {
        if (signed instanceof Targets targets) {
            return targets;
        }
        throw new IllegalStateException("part: expected targets, got " + role);
    }
}

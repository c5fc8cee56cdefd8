package dev.tufa.testkit;

import dev.tufa.testkit.RawJson.RawObject;
import dev.tufa.tuf.repository.signing.Signer;
import java.util.Arrays;
import java.util.List;

/** Builds a delegation to one role; starts with {@link TestMetadata#aDelegation(String)}. */
public final class DelegationBuilder {
    private final RawObject role = new RawObject();
    private final String name;
    private Signer[] signers;

    DelegationBuilder(String name) {
        this.name = name;
        signers = new Signer[] {TestKeys.key(name)};
        role.put("name", RawJson.quote(name));
        keys(1, signers);
        role.put("terminating", false);
        role.put("paths", RawJson.strings(List.of("*")));
    }

    /** The keys of the role and its threshold. */
    public DelegationBuilder keys(long threshold, Signer... newSigners) {
        signers = newSigners.clone();
        role.put(
                "keyids",
                RawJson.strings(Arrays.stream(signers).map(Signer::keyId).toList()));
        role.put("threshold", threshold);
        return this;
    }

    /** The patterns of the targets that it is about. */
    public DelegationBuilder paths(String... patterns) {
        role.put("paths", RawJson.strings(List.of(patterns)));
        return this;
    }

    /** The hash prefixes of the targets that it is about, instead of patterns. */
    public DelegationBuilder pathHashPrefixes(String... prefixes) {
        role.remove("paths");
        role.put("path_hash_prefixes", RawJson.strings(List.of(prefixes)));
        return this;
    }

    /** Makes it the last word on the targets that it is about. */
    public DelegationBuilder terminating() {
        role.put("terminating", true);
        return this;
    }

    /** Sets any member to any text, JSON or not. */
    public DelegationBuilder with(String path, String rawJson) {
        role.put(path, rawJson);
        return this;
    }

    /** Leaves a member out. */
    public DelegationBuilder without(String path) {
        role.remove(path);
        return this;
    }

    String name() {
        return name;
    }

    RawObject toRaw() {
        return role;
    }

    Signer[] signers() {
        return signers.clone();
    }
}

package dev.tufa.tuf.trust;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.refusal.VersionMismatchException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * TUF 1.0.34 §5.1 to §5.3: a trusted root, the roots that may follow it, and nothing else until the chain has ended.
 * Immutable: a refused document leaves the stage as it was.
 */
public final class RootStage {
    private final Root root;
    private final Instant updateStart;
    private final Limits limits;
    private final boolean revokesCachedRoles;

    private RootStage(Root root, Instant updateStart, Limits limits, boolean revokesCachedRoles) {
        this.root = root;
        this.updateStart = updateStart;
        this.limits = limits;
        this.revokesCachedRoles = revokesCachedRoles;
    }

    /**
     * Starts from the root that came with the application, or from the newest one that an earlier update trusted. It has to be
     * signed as it asks itself; its expiry does not matter here.
     *
     * @param updateStart §5.1: the time that every expiry of this update is compared with
     */
    public static RootStage load(byte[] trusted, Instant updateStart, Limits limits) throws TrustException {
        Metadata<Root> metadata = Metadata.readRoot(trusted, limits.json());
        Threshold.require(authority(metadata.signed(), RoleType.ROOT), metadata);
        return new RootStage(metadata.signed(), updateStart, limits, false); // §5.2: expiry "does not matter"
    }

    /** The root that is trusted now. */
    public Root root() {
        return root;
    }

    /** The root file to try next; empty only when the version cannot grow. */
    public Optional<MetadataRequest> nextRoot() {
        return nextRoots(1).stream().findFirst();
    }

    /** The root file to try next, and those that would have to be tried after it. */
    public List<MetadataRequest> nextRoots(int most) { // §5.3.3: "VERSION_NUMBER.FILENAME.EXT"
        List<MetadataRequest> next = new ArrayList<>();
        for (long after = 1; after <= Math.min(most, Long.MAX_VALUE - root.version()); after++) {
            next.add(new MetadataRequest(
                    RoleType.ROOT.text(), OptionalLong.of(root.version() + after), limits.rootBytes()));
        }
        return next;
    }

    /** The timestamp file, which will be needed whatever roots there are: its name is always the same. */
    public MetadataRequest timestampRequest() {
        return TimestampStage.request(limits);
    }

    /** Trusts the next root if the trusted one and itself say so. */
    public RootStage accept(byte[] offered) throws TrustException {
        Metadata<Root> next = Metadata.readRoot(offered, limits.json());
        Threshold.require(authority(root, RoleType.ROOT), next); // §5.3.4: (1) by the trusted root's keys
        Threshold.require(authority(next.signed(), RoleType.ROOT), next); // and (2) by its own
        if (next.signed().version() - 1 != root.version()) { // §5.3.5: "precisely N+1"
            throw new VersionMismatchException(
                    RoleType.ROOT.file(), root.version() + 1, next.signed().version());
        }
        // §5.3.6: the expiry of an intermediate root does not matter
        return new RootStage(next.signed(), updateStart, limits, revokesAny(next.signed())); // §5.3.7
    }

    /**
     * Verifies the signatures of a root that may follow another, in any thread. Decides nothing: what was found to be right is known
     * when its turn comes, and what was wrong is not.
     */
    public void prepare(byte[] before, byte[] offered) {
        try {
            load(before, updateStart, limits).accept(offered);
        } catch (TrustException e) {
            // is said when it is its turn
        }
    }

    /**
     * §5.3.11: whether the step to this root took a timestamp or snapshot key away, so that the cached timestamp and snapshot
     * have to go. Keys that are only added give nothing to recover from, and keep the floor against rollback.
     */
    public boolean revokesCachedRoles() {
        return revokesCachedRoles;
    }

    /** The list of mirrors, if this root has a role for it. */
    public Optional<MirrorsStage> mirrors() {
        return root.authority(RoleType.MIRRORS)
                .map(authority -> new MirrorsStage(authority, updateStart, limits, Optional.empty()));
    }

    /** Ends the chain of roots. */
    public TimestampStage finish() throws TrustException {
        Freshness.require(RoleType.ROOT.file(), root, updateStart); // §5.3.10
        return new TimestampStage(new TrustedRoot(root, updateStart, limits)); // §5.3.12 is TrustedRoot.versionPrefix
    }

    static RoleAuthority authority(Root root, RoleType type) {
        return root.authority(type).orElseThrow(() -> new IllegalStateException("a root always has " + type));
    }

    private boolean revokesAny(Root next) {
        return !keys(next, RoleType.TIMESTAMP).containsAll(keys(root, RoleType.TIMESTAMP))
                || !keys(next, RoleType.SNAPSHOT).containsAll(keys(root, RoleType.SNAPSHOT));
    }

    /** The public keys themselves, whatever their key ids. */
    private static Set<JsonObject> keys(Root root, RoleType type) {
        RoleAuthority authority = authority(root, type);
        Role role = authority.role();
        Set<JsonObject> keys = new HashSet<>();
        for (String keyId : role.keyIds()) {
            Key key = authority.keys().get(keyId);
            if (key != null) {
                keys.add(key.keyval());
            }
        }
        return keys;
    }
}

package dev.tufa.tuf.trust;

import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.Mirrors;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * TUF 1.0.34 §4.7: the list of mirrors, trusted by the word of a root that has a mirrors role. The specification leaves open how
 * it is updated; it is done as for the timestamp: signatures, no older version than before, expiry. What a mirror sends is
 * verified in any case, so that a wrong list costs time and no more.
 */
public final class MirrorsStage {
    private final RoleAuthority authority;
    private final Instant updateStart;
    private final Limits limits;
    private final Optional<Mirrors> trusted;

    MirrorsStage(RoleAuthority authority, Instant updateStart, Limits limits, Optional<Mirrors> trusted) {
        this.authority = authority;
        this.updateStart = updateStart;
        this.limits = limits;
        this.trusted = trusted;
    }

    /** Takes the list that an earlier update trusted as the floor that versions must not go below; it may have expired. */
    public MirrorsStage resume(byte[] cached) throws TrustException {
        return new MirrorsStage(authority, updateStart, limits, Optional.of(verified(cached)));
    }

    /** The file to fetch; its name never has a version, as nothing says which is the newest. */
    public MetadataRequest request() {
        return new MetadataRequest(RoleType.MIRRORS.text(), OptionalLong.empty(), limits.rootBytes());
    }

    /** Trusts the offered list. */
    public Mirrors accept(byte[] offered) throws TrustException {
        Mirrors newest = verified(offered);
        if (trusted.isPresent()) {
            VersionFloor.require(
                    RoleType.MIRRORS.file(), "version", trusted.get().version(), newest.version());
        }
        Freshness.require(RoleType.MIRRORS.file(), newest, updateStart);
        return newest;
    }

    /** The list that was resumed, unless it has expired. */
    public Optional<Mirrors> acceptResumed() {
        return trusted.filter(list -> list.expires().isAfter(updateStart));
    }

    private Mirrors verified(byte[] bytes) throws TrustException {
        Metadata<Mirrors> metadata = Metadata.readMirrors(bytes, limits.json());
        Threshold.require(authority, metadata);
        return metadata.signed();
    }
}

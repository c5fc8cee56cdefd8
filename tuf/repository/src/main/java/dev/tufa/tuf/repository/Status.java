package dev.tufa.tuf.repository;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A repository as it stands: what clients see, what is staged, which keys are here.
 *
 * @param roles root, timestamp, snapshot, targets, then the delegated roles in the order of a search
 * @param staged what the next publication will change, in order
 * @param lastPublished when this folder last published
 * @param publication whether a publication was interrupted; the next command that changes something ends it
 * @param lease who is at work on it, or has left without giving the lease back
 */
public record Status(
        List<RoleStatus> roles,
        List<Change> staged,
        Optional<Instant> lastPublished,
        Publication publication,
        Optional<LeaseHolder> lease) {
    public Status {
        roles = List.copyOf(roles);
        staged = List.copyOf(staged);
    }

    /**
     * A role as clients see it.
     *
     * @param delegator the role that delegates to it; {@code root} for top-level roles
     * @param targets how many targets it describes; 0 for roles that describe none
     * @param threshold how many of the keys have to sign
     * @param keys the keys that may sign, and those that still do after a rotation
     * @param bins the hash bins of which it is one, as a name such as {@code bin-*}
     */
    public record RoleStatus(
            String name,
            String delegator,
            long version,
            Instant expires,
            int targets,
            int threshold,
            List<KeyStatus> keys,
            Optional<String> bins) {
        public RoleStatus {
            keys = List.copyOf(keys);
        }
    }

    /** A key of a role. */
    public record KeyStatus(String keyId, String scheme, KeyUse use, PrivateKeyPlace place) {}

    /** What a key is for. */
    public enum KeyUse {
        /** Clients count its signatures. */
        ACTIVE,
        /** A rotation has replaced it; it still signs, for clients that hold an older root. */
        RETIRING
    }

    /** Where the private key is. */
    public enum PrivateKeyPlace {
        /** In the repository's folder. */
        HERE,
        /** Somewhere else, or nowhere. */
        ELSEWHERE
    }

    /** Whether a publication is under way. */
    public enum Publication {
        /** None. */
        IDLE,
        /** One was begun and not ended. */
        INTERRUPTED
    }
}

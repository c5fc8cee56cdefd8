package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A change that is staged: asked for, checked as far as it can be, and not published yet. */
public sealed interface Change {
    /** What it does, for a person. */
    String describe();

    /** The keys that it asks for. */
    default Optional<KeyRequest> keyRequest() {
        return Optional.empty();
    }

    /**
     * Adds a target file to a role, or replaces what the role says of that path.
     *
     * @param target what the metadata will say; its SHA-256 names the staged copy of the file
     */
    record AddTarget(String role, TargetFile target) implements Change {
        public AddTarget {
            sha256(target);
        }

        /** The SHA-256 of the file in lower case hex. */
        public String sha256() {
            return sha256(target);
        }

        private static String sha256(TargetFile target) {
            String hex = target.hashes().hexByFunction().get(HashFunction.SHA256.text());
            if (hex == null) {
                throw new IllegalArgumentException("target: expected a SHA-256, got " + target.hashes());
            }
            return hex;
        }

        @Override
        public String describe() {
            return "add %s (%d bytes) to %s".formatted(target.path(), target.length(), role);
        }
    }

    /** Removes a target path from a role. The published file stays, for clients that are in the middle of an update. */
    record RemoveTarget(String role, String path) implements Change {
        @Override
        public String describe() {
            return "remove %s from %s".formatted(path, role);
        }
    }

    /**
     * Delegates target paths to a new role (TUF 1.0.34 §4.5).
     *
     * @param delegator the role that delegates, for example {@code targets}
     * @param name of the new role; it must never have been in use
     * @param terminating whether delegations after this one are no longer considered for the paths that it covers
     * @param before the role of the same delegator that clients are to ask after this one; empty if this is the last
     */
    record Delegate(
            String delegator,
            String name,
            PathScope scope,
            boolean terminating,
            KeyRequest keys,
            Optional<String> before)
            implements Change {
        private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,64}");

        /** The last that clients ask. */
        public Delegate(String delegator, String name, PathScope scope, boolean terminating, KeyRequest keys) {
            this(delegator, name, scope, terminating, keys, Optional.empty());
        }

        public Delegate {
            if (scope instanceof PathScope.None) {
                throw new IllegalArgumentException("scope: expected paths or path hashes, got nothing");
            }
            if (scope instanceof PathScope.HashPrefixes hashes
                    && !hashes.prefixes().stream()
                            .allMatch(prefix -> HEX.matcher(prefix).matches())) {
                throw new IllegalArgumentException(
                        "path hash prefixes: expected lower case hex digits, got " + hashes.prefixes());
            }
        }

        @Override
        public Optional<KeyRequest> keyRequest() {
            return Optional.of(keys);
        }

        @Override
        public String describe() {
            return "delegate %s from %s to %s%s with %s"
                    .formatted(
                            describe(scope),
                            delegator,
                            name,
                            before.map(other -> " before " + other).orElse(""),
                            keys.describe());
        }

        private static String describe(PathScope scope) {
            if (scope instanceof PathScope.Paths paths) {
                return paths.patterns().stream().map(PathPattern::text).collect(Collectors.joining(", "));
            }
            if (scope instanceof PathScope.HashPrefixes hashes) {
                return "path hashes " + String.join(", ", hashes.prefixes());
            }
            return "nothing";
        }
    }

    /**
     * Delegates all target paths to 2^bitLength hash bins, which share their keys.
     *
     * @param namePrefix what the names of the bins start with, before {@code -} and their number in hex
     */
    record DelegateBins(String delegator, BinStyle style, int bitLength, String namePrefix, KeyRequest keys)
            implements Change {
        /** Most bits; 65,536 bins are enough for tens of millions of targets. */
        private static final int MAXIMUM_BITS = 16;

        public DelegateBins {
            requireBits(bitLength);
        }

        private static void requireBits(int bitLength) {
            if (bitLength < 1 || bitLength > MAXIMUM_BITS) {
                throw new IllegalArgumentException(
                        "bit length: expected 1 to %d, got %d".formatted(MAXIMUM_BITS, bitLength));
            }
        }

        @Override
        public Optional<KeyRequest> keyRequest() {
            return Optional.of(keys);
        }

        @Override
        public String describe() {
            return "delegate from %s to %d hash bins %s-* with %s"
                    .formatted(delegator, 1 << bitLength, namePrefix, keys.describe());
        }
    }

    /**
     * Replaces the hash bins of a role by another number of bins, with the same keys. All targets that are in the old bins get
     * into the new ones with the same publication. The names of the old bins stay in the snapshot for ever.
     *
     * @param oldPrefix what the names of the old bins start with
     * @param namePrefix what the names of the new ones start with; they must never have been in use
     */
    record Rebin(String delegator, String oldPrefix, BinStyle style, int bitLength, String namePrefix)
            implements Change {
        public Rebin {
            DelegateBins.requireBits(bitLength);
        }

        @Override
        public String describe() {
            return "move all targets from the hash bins %s-* of %s to %d hash bins %s-*"
                    .formatted(oldPrefix, delegator, 1 << bitLength, namePrefix);
        }
    }

    /**
     * Takes the delegation to a role back. Its name stays in the snapshot for ever, and cannot be used again.
     *
     * @param name of the role, or of hash bins as a whole, such as {@code bin-*}
     */
    record RemoveDelegation(String delegator, String name) implements Change {
        @Override
        public String describe() {
            return "remove the delegation from %s to %s".formatted(delegator, name);
        }
    }

    /** Replaces the keys of a top-level role. */
    record RotateKeys(RoleType role, KeyRequest keys, OldKeys oldKeys) implements Change {
        @Override
        public Optional<KeyRequest> keyRequest() {
            return Optional.of(keys);
        }

        @Override
        public String describe() {
            return "rotate %s to %s".formatted(role.text(), keys.describe());
        }
    }

    /**
     * Has clients ask for names with versions and hashes in them (TUF 1.0.34 §6.2), in a repository that began without. It is
     * published by itself, before anything but timestamp.json is.
     */
    record UseConsistentSnapshots() implements Change {
        @Override
        public String describe() {
            return "use consistent snapshots";
        }
    }

    /**
     * Replaces the keys of a delegated role, which gets a new version in the same publication: signed by the old keys, it would
     * be refused by every client that has the new delegation.
     *
     * @param name of the role, or of hash bins as a whole, such as {@code bin-*}
     */
    record ReplaceKeys(String delegator, String name, KeyRequest keys) implements Change {
        @Override
        public Optional<KeyRequest> keyRequest() {
            return Optional.of(keys);
        }

        @Override
        public String describe() {
            return "give %s, which %s delegates to, %s".formatted(name, delegator, keys.describe());
        }
    }

    /**
     * Changes how many of a role's keys have to sign, and leaves the keys as they are. Whatever has to be signed by more keys
     * for that gets a new version in the same publication.
     *
     * @param delegator {@code root} for a top-level role
     * @param name of the role, or of hash bins as a whole, such as {@code bin-*}
     * @param threshold at least 1, and at most as many as the role has keys
     */
    record SetThreshold(String delegator, String name, int threshold) implements Change {
        public SetThreshold {
            if (threshold < 1) {
                throw new IllegalArgumentException("threshold: expected >= 1, got " + threshold);
            }
        }

        /** The top-level role that it is about, if it is about one. */
        Optional<RoleType> topLevelRole() {
            return delegator.equals(RoleType.ROOT.text()) ? RoleType.named(name) : Optional.empty();
        }

        @Override
        public String describe() {
            return "ask for %d signatures of %s, which %s delegates to".formatted(threshold, name, delegator);
        }
    }

    /** How metadata writes hash bins. */
    enum BinStyle {
        /** The field {@code succinct_roles} of TAP 15: small, however many bins. */
        SUCCINCT,
        /** A delegation with {@code path_hash_prefixes} for each bin, which every client understands. */
        PATH_HASH_PREFIXES
    }

    /** What happens to keys that a rotation replaces. */
    enum OldKeys {
        /** They sign beside the new ones for a while, so that no client fails that is in the middle of an update. */
        KEEP_SIGNING,
        /** They sign nothing after the rotation: for keys that somebody may have stolen. */
        DROP
    }
}

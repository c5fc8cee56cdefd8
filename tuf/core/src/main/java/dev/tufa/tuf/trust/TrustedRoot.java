package dev.tufa.tuf.trust;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import java.time.Instant;
import java.util.OptionalLong;

/** What the later stages need of the finished chain of roots. */
record TrustedRoot(Root root, Instant updateStart, Limits limits) {
    RoleAuthority authority(RoleType type) {
        return RootStage.authority(root, type);
    }

    /** An update under another root is verified anew: its keys may not be trusted now. */
    void requireSame(TargetsStage earlier) {
        if (!earlier.root().equals(root)) {
            throw new IllegalArgumentException("earlier update: expected one under root %d, got one under root %d"
                    .formatted(root.version(), earlier.root().version()));
        }
    }

    /** §5.3.12: file names bear the version only if the root says that consistent snapshots are used; absent means no. */
    OptionalLong versionPrefix(long version) {
        return root.consistentSnapshot().orElse(false) ? OptionalLong.of(version) : OptionalLong.empty();
    }
}

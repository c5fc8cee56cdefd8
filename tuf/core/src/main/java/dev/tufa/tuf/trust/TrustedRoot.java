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

    /** §5.3.12: file names bear the version only if the root says that consistent snapshots are used; absent means no. */
    OptionalLong versionPrefix(long version) {
        return root.consistentSnapshot().orElse(false) ? OptionalLong.of(version) : OptionalLong.empty();
    }
}

package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.metadata.Timestamp;
import java.time.Instant;

/**
 * The top-level metadata that is trusted after a refresh.
 *
 * @param updateStart the time that every expiry was compared with
 * @param checks what the repository was asked for it, and what it was not
 */
public record Refreshed(
        Root root, Timestamp timestamp, Snapshot snapshot, Targets targets, Instant updateStart, Checks checks) {}

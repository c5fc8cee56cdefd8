package dev.tufa.tuf.repository.index;

import java.time.Instant;
import java.util.Optional;

/**
 * A publication.
 *
 * @param timestamp the version of timestamp.json
 * @param at when, if somebody looked on
 * @param expires of timestamp.json
 * @param root the version of root
 * @param snapshot the version of the snapshot
 * @param roles how many targets roles were signed
 * @param added how many targets were described anew or otherwise
 * @param removed how many targets no longer are described so
 */
public record PublicationRow(
        long timestamp,
        Optional<Instant> at,
        Instant expires,
        long root,
        long snapshot,
        long roles,
        long added,
        long removed) {}

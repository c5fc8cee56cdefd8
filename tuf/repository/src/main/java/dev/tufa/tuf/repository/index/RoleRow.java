package dev.tufa.tuf.repository.index;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A published targets role on the word of one delegator.
 *
 * @param length of its file
 * @param sha256 of its file
 * @param targets how many it describes
 * @param bin whether it is one of many that share targets by hash
 * @param bins these as a whole, such as {@code bin-*}
 * @param delegates whether it delegates to others
 * @param publication the version of timestamp.json with which this version came, if that is known
 */
public record RoleRow(
        String delegator,
        String name,
        long version,
        Instant expires,
        long length,
        String sha256,
        long targets,
        boolean bin,
        Optional<String> bins,
        boolean delegates,
        OptionalLong publication) {}

package dev.tufa.tuf.repository;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/**
 * A repository that was adopted.
 *
 * @param firstRoot the version of the root that everything was verified from
 * @param rootKeyIds the key ids of that root's own role, to be compared with what its owner says
 * @param rootThreshold how many of these keys sign for root
 * @param expired what clients refuse for its age, and for nothing else
 * @param artifacts how many target files were taken over
 * @param remarks what the new owner has to know
 */
public record Adopted(
        long firstRoot,
        SortedSet<String> rootKeyIds,
        int rootThreshold,
        List<Expired> expired,
        int artifacts,
        List<String> remarks) {
    public Adopted {
        expired = List.copyOf(expired);
        remarks = List.copyOf(remarks);
    }

    /** A role that has expired. */
    public record Expired(String role, Instant at) {}
}

package dev.tufa.tuf.client;

import dev.tufa.tuf.trust.DelegationSearch;
import java.util.List;

/**
 * The targets of a repository.
 *
 * @param found each target with the role that describes it, by path
 * @param problems roles that could not be trusted or found; their targets are missing
 * @param truncated whether there are more roles than limits allow
 */
public record TargetListing(List<DelegationSearch.Found> found, List<Problem> problems, boolean truncated) {
    public TargetListing {
        found = List.copyOf(found);
        problems = List.copyOf(problems);
    }

    /** A role that is missing from the listing, and why. */
    public record Problem(String role, Exception cause) {}
}

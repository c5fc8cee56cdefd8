package dev.tufa.tuf.repository;

import java.time.Instant;
import java.util.List;

/**
 * What is to be signed again because of its age.
 *
 * @param plan signs what can be signed here; empty if nothing is due, or nothing that is can be signed here
 * @param here what the plan signs again, beside snapshot and timestamp where these have to follow
 * @param elsewhere what is due and cannot be signed here: too few of the private keys are in the folder
 */
public record Refresh(PublicationPlan plan, List<Due> here, List<Due> elsewhere) {
    public Refresh {
        here = List.copyOf(here);
        elsewhere = List.copyOf(elsewhere);
    }

    /** A role that is due. */
    public record Due(String role, Instant expires) {}
}

package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.member.MemberChange;
import java.util.List;

/**
 * What came of publishing.
 *
 * @param suites those that have a new release, in the order of the settings
 * @param tuf whether TUF metadata was published as well
 */
public record Published(List<OfSuite> suites, boolean tuf) {
    /** A result with its parts in order. */
    public Published {
        suites = List.copyOf(suites);
    }

    /**
     * A suite.
     *
     * @param name of the suite
     * @param packages how many packages it has now, for all architectures and source packages together
     * @param changes what is different from before
     * @param indexes how many files its release names
     */
    public record OfSuite(String name, int packages, List<MemberChange> changes, int indexes) {
        /** A suite with its changes in order. */
        public OfSuite {
            changes = List.copyOf(changes);
        }
    }
}

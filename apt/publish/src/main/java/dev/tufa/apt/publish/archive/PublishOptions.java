package dev.tufa.apt.publish.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an archive is published.
 *
 * @param suites those that are meant; empty for all
 * @param date what releases are dated; empty for the time of publication. With one, equal packages give equal bytes
 * @param renewal which suites get a new release
 * @param trial whether somebody tries it first
 */
public record PublishOptions(List<String> suites, Optional<Instant> date, Renewal renewal, Trial trial) {
    /** All suites that need it, tried first if the archive's settings say so. */
    public static final PublishOptions DEFAULT =
            new PublishOptions(List.of(), Optional.empty(), Renewal.WHEN_NEEDED, Trial.AS_CONFIGURED);

    /** Options with their parts in order. */
    public PublishOptions {
        suites = List.copyOf(suites);
    }

    /** Which suites get a new release. */
    public enum Renewal {
        /** Those in which something is different, or whose release is good for only half of its time any more. */
        WHEN_NEEDED,
        /** All that are meant; and TUF describes all that they have where its delegations lead now. */
        ALWAYS,
        /** Those whose release is good for only half of its time any more. What is staged stays staged. */
        DUE
    }

    /** Whether somebody tries what is about to be published. */
    public enum Trial {
        /** As the archive's settings say. */
        AS_CONFIGURED,
        /** Nobody does. */
        NONE
    }
}

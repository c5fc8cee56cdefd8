package dev.tufa.tuf.trust;

import dev.tufa.tuf.json.JsonLimits;

/**
 * How much of anything a client takes from a repository: the W, X, Y and Z of TUF 1.0.34 §5.3 to §5.6. Whatever runs over its
 * limit is refused; nothing that was trusted before is lost.
 *
 * @param rootBytes longest root file; stops endless data
 * @param timestampBytes longest timestamp file; stops endless data
 * @param snapshotBytes longest snapshot file when the timestamp does not state its length
 * @param targetsBytes longest targets file when the snapshot does not state its length
 * @param statedBytes longest file even when trusted metadata states its length; stops a stolen online key from filling memory
 * @param rootRotations most new root files in one update; stops a chain of roots without end. The next update goes on
 * @param visitedRoles most delegated roles visited in search of one target; stops a maze of delegations
 * @param listedRoles most roles read to list all targets; stops the same when everything is wanted
 * @param json bounds on each document
 */
public record Limits(
        int rootBytes,
        int timestampBytes,
        int snapshotBytes,
        int targetsBytes,
        int statedBytes,
        int rootRotations,
        int visitedRoles,
        int listedRoles,
        JsonLimits json) {
    /** Generous for every repository known, small beside a computer's memory. */
    public static final Limits DEFAULT =
            new Limits(1 << 20, 1 << 16, 16 << 20, 64 << 20, 256 << 20, 1024, 32, 100_000, JsonLimits.DEFAULT);

    public Limits {
        if (rootBytes < 1
                || timestampBytes < 1
                || snapshotBytes < 1
                || targetsBytes < 1
                || statedBytes < 1
                || rootRotations < 0
                || visitedRoles < 0
                || listedRoles < 1) {
            throw new IllegalArgumentException("limits: expected positive numbers");
        }
    }

    /** The same limits with another number of new root files in one update. */
    public Limits withRootRotations(int most) {
        return new Limits(
                rootBytes,
                timestampBytes,
                snapshotBytes,
                targetsBytes,
                statedBytes,
                most,
                visitedRoles,
                listedRoles,
                json);
    }

    /** The same limits with another number of delegated roles visited in search of one target. */
    public Limits withVisitedRoles(int most) {
        return new Limits(
                rootBytes,
                timestampBytes,
                snapshotBytes,
                targetsBytes,
                statedBytes,
                rootRotations,
                most,
                listedRoles,
                json);
    }
}

package dev.tufa.tuf.repository;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says what a good repository would do differently: a pure function of the evidence and the time. */
final class Linter {
    private Linter() {}

    /** The findings, the worst first. */
    static List<Finding> findings(Evidence evidence, Instant now) {
        List<Finding> all = new ArrayList<>();
        all.addAll(KeyFindings.of(evidence, now));
        all.addAll(LifetimeFindings.of(evidence, now));
        all.addAll(TargetFindings.of(evidence));
        all.addAll(DelegationFindings.of(evidence));
        all.addAll(BinFindings.of(evidence));
        all.sort(Comparator.comparing(Finding::severity));
        return all;
    }
}

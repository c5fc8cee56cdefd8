package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.repository.BinSizing;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** Options of the commands that make hash bins. */
final class Sizing {
    static final Option EXPECT = OptionSpecs.valued(
            "expect", "TARGETS", "as many hash bins as cost clients the least with this many targets; none for few");
    static final Option TOUCHED = OptionSpecs.valued(
            "touched",
            "K",
            "with --expect: how many targets one update of a client looks for; " + BinSizing.DEFAULT_TOUCHED
                    + " if not given");

    private static final int MOST = 1_000_000;

    private Sizing() {}

    /** The sizing that is asked for. */
    static Optional<BinSizing> of(Invocation invocation) throws UsageException {
        int touched = invocation.number("touched", 1, MOST).orElse(BinSizing.DEFAULT_TOUCHED);
        if (invocation.value("expect").isEmpty()) {
            return Optional.empty();
        }
        int targets = invocation.number("expect", 1, Integer.MAX_VALUE).orElseThrow();
        return Optional.of(new BinSizing(targets, touched));
    }
}

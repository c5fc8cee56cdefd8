package dev.tufa.cli.client;

import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.ProgressBar;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.client.NetworkUse;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.UpdaterBuilder;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of every command that fetches: whether to, how much at a time, and who hears of it. */
final class FetchOptions {
    private static final String OFFLINE = "offline";
    private static final String IF_REACHABLE = "if-reachable";
    private static final String AT_MOST_EVERY = "at-most-every";
    private static final String JOBS = "jobs";
    private static final int MOST_JOBS = 100;

    private FetchOptions() {}

    /** Adds the options to those of a command. */
    static Options addTo(Options options) {
        return options.addOption(OptionSpecs.flag(OFFLINE, "use what is here as long as it is valid; ask nobody"))
                .addOption(OptionSpecs.flag(
                        IF_REACHABLE,
                        "ask the repository; if it cannot be reached, use what is here as long as it is valid"))
                .addOption(OptionSpecs.valued(AT_MOST_EVERY, "TIME", "ask only if nobody has for so long"))
                .addOption(OptionSpecs.valued(
                        JOBS,
                        "N",
                        "most transfers at a time with one host; " + TransferPolicy.DEFAULT.connections()
                                + " if not given"))
                .addOption(eventsOption());
    }

    private static Option eventsOption() {
        return OptionSpecs.valued(
                "events",
                "FILE",
                "append what is decided about each file, as a line of JSON each; - is standard error");
    }

    /** Whether nobody is to be asked. */
    static boolean isOffline(Invocation invocation) {
        return invocation.has(OFFLINE);
    }

    /** Has an updater do as the options say. */
    static UpdaterBuilder apply(Invocation invocation, UpdaterBuilder builder) throws UsageException, IOException {
        OptionalInt jobs = invocation.number(JOBS, 1, MOST_JOBS);
        if (jobs.isPresent()) {
            builder.transferPolicy(TransferPolicy.DEFAULT.withConnections(jobs.getAsInt()));
        }
        Optional<String> events = invocation.value("events");
        if (events.isPresent()) {
            builder.events(EventLines.to(events.get(), invocation.terminal(), invocation.clock()));
        }
        return builder.network(networkUse(invocation))
                .progress(ProgressBar.on(invocation.terminal()))
                .clock(invocation.clock());
    }

    private static NetworkUse networkUse(Invocation invocation) throws UsageException {
        Optional<String> interval = invocation.value(AT_MOST_EVERY);
        int given = (isOffline(invocation) ? 1 : 0)
                + (invocation.has(IF_REACHABLE) ? 1 : 0)
                + (interval.isPresent() ? 1 : 0);
        if (given > 1) {
            throw new UsageException(
                    "expected one of --offline, --if-reachable and --at-most-every, got " + given + " of them");
        }
        if (interval.isPresent()) {
            return NetworkUse.atMostEvery(Durations.parse(AT_MOST_EVERY, interval.get()));
        }
        return isOffline(invocation)
                ? NetworkUse.NEVER
                : invocation.has(IF_REACHABLE) ? NetworkUse.IF_REACHABLE : NetworkUse.ALWAYS;
    }
}

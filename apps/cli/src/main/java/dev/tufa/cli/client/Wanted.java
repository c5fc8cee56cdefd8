package dev.tufa.cli.client;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Targets by their names. */
final class Wanted {
    private Wanted() {}

    /** The descriptions of all targets, in the order of their names; fails if there is one that nobody describes. */
    static List<TargetFile> find(Updater updater, List<String> names)
            throws IOException, TrustException, CommandFailure {
        return found(updater, names).stream()
                .map(DelegationSearch.Found::target)
                .toList();
    }

    /** The same, with the roles that describe them. */
    static List<DelegationSearch.Found> found(Updater updater, List<String> names)
            throws IOException, TrustException, CommandFailure {
        Map<String, DelegationSearch.Found> byName = updater.find(names);
        List<DelegationSearch.Found> found = new ArrayList<>();
        for (String name : names) {
            DelegationSearch.Found one = byName.get(name);
            if (one == null) {
                throw notThere(name);
            }
            found.add(one);
        }
        return found;
    }

    static CommandFailure notThere(String name) {
        return new CommandFailure(
                ExitCode.NOT_FOUND,
                Printable.of(name) + ": expected a target of the repository, got none of that path",
                "see tufa client list for what there is");
    }
}

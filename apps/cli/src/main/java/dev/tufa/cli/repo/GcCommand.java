package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.ProgressBar;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.CollectOptions;
import dev.tufa.tuf.repository.Collected;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa repo gc}. */
public final class GcCommand implements Command {
    private static final String GRACE = "grace";
    private static final String TARGETS_GRACE = "targets-grace";
    private static final String DRY_RUN = "dry-run";

    @Override
    public String name() {
        return "repo gc";
    }

    @Override
    public String summary() {
        return "Remove files that no client can ask for any more";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Removes metadata and target files that nothing published has named for longer than a grace, so that no client fails that was"
                + " in the middle of an update. The grace is at least 48h and two lives of a timestamp; target files stay 30d unless"
                + " tufa repo policy says otherwise. It begins when a publication ends a file's use, if the index in DIR/index was there,"
                + " else when gc first sees the file: the first run removes nothing. Roots stay for ever, and so do files that tufa has"
                + " not made. What is removed is written to DIR/journal/removed.log before.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued(
                        GRACE, "TIME", "how long metadata stays, such as 96h, instead of what the policy says"))
                .addOption(OptionSpecs.valued(TARGETS_GRACE, "TIME", "the same for target files"))
                .addOption(OptionSpecs.flag(DRY_RUN, "print what would be removed, and remove nothing"))
                .addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("repo gc --dry-run my-repository", "repo gc --targets-grace 90d my-repository");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        CollectOptions options = new CollectOptions(
                time(invocation, GRACE),
                time(invocation, TARGETS_GRACE),
                invocation.has(DRY_RUN) ? CollectOptions.Mode.DRY_RUN : CollectOptions.Mode.REMOVE);
        Collected collected =
                Repository.open(directory).collect(options, invocation.clock().instant());
        if (invocation.has("json")) {
            invocation.terminal().json(json(collected, options).build());
            return;
        }
        if (options.mode() == CollectOptions.Mode.DRY_RUN) {
            for (Collected.Removed file : collected.removed()) {
                invocation
                        .terminal()
                        .line("%12d  unnamed since %s  %s", file.length(), file.since(), Printable.of(file.path()));
            }
        }
        print(collected, options, invocation);
    }

    private static Optional<Duration> time(Invocation invocation, String option) throws UsageException {
        Optional<String> text = invocation.value(option);
        return text.isPresent() ? Optional.of(Durations.parse(option, text.get())) : Optional.empty();
    }

    private static void print(Collected collected, CollectOptions options, Invocation invocation) {
        invocation
                .terminal()
                .line(
                        "%s %d files, %s",
                        options.mode() == CollectOptions.Mode.DRY_RUN ? "would remove" : "removed",
                        collected.removed().size(),
                        ProgressBar.size(collected.bytes()));
        if (collected.waiting() > 0) {
            invocation
                    .terminal()
                    .line(
                            "%d files wait%s",
                            collected.waiting(),
                            collected
                                    .next()
                                    .map(at -> ", the first until " + at)
                                    .orElse(""));
        }
        if (collected.reserved() > 0) {
            invocation
                    .terminal()
                    .line(
                            "%d files stay because their version was given up and must not be used again",
                            collected.reserved());
        }
        if (collected.unknown() > 0) {
            invocation.terminal().line("%d files stay because tufa has not made them", collected.unknown());
        }
    }

    private static JsonOutput json(Collected collected, CollectOptions options) {
        JsonOutput output = new JsonOutput()
                .with("dry_run", options.mode() == CollectOptions.Mode.DRY_RUN)
                .with(
                        "removed",
                        collected.removed().stream()
                                .map(file -> new JsonOutput()
                                        .with("path", file.path())
                                        .with("length", file.length())
                                        .with("since", file.since())
                                        .build())
                                .toList())
                .with("bytes", collected.bytes())
                .with("waiting", collected.waiting())
                .with("reserved", collected.reserved())
                .with("unknown", collected.unknown());
        collected.next().ifPresent(at -> output.with("next", at));
        return output;
    }
}

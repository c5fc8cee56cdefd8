package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.SuiteStatus;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonValue;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa archive status}. */
public final class ArchiveStatusCommand extends ArchiveCommand {
    @Override
    public String name() {
        return "archive status";
    }

    @Override
    public String summary() {
        return "Say how an archive's suites stand";
    }

    @Override
    public String operands() {
        return "ARCHIVE";
    }

    @Override
    public String description() {
        return "Says of each suite when it was published, until when apt takes it, how many packages it has and what is staged. Of the keys"
                + " and roles of TUF, tufa repo status ARCHIVE/private/tuf says the same.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.flag("json", "one JSON array for scripts"))
                .addOption(OptionSpecs.valued(
                        "fail-within", "DURATION", "end with 5 if a release expires within this time, such as 5d"));
    }

    @Override
    public List<String> examples() {
        return List.of("archive status my-archive", "archive status --fail-within 5d my-archive");
    }

    @Override
    void run(Invocation invocation, Archive archive) throws UsageException, IOException, CommandFailure {
        invocation.expectOperands(1);
        List<SuiteStatus> suites = archive.status();
        if (invocation.has("json")) {
            invocation.terminal().json(json(suites));
        } else {
            suites.forEach(suite -> report(invocation, suite));
        }
        if (invocation.value("fail-within").isPresent()) {
            Instant limit = invocation
                    .clock()
                    .instant()
                    .plus(Durations.parse("fail-within", invocation.required("fail-within")));
            requireValid(suites, limit);
        }
    }

    private static void requireValid(List<SuiteStatus> suites, Instant limit) throws CommandFailure {
        for (SuiteStatus suite : suites) {
            if (suite.validUntil().filter(end -> !end.isAfter(limit)).isPresent()) {
                throw new CommandFailure(
                        ExitCode.DUE,
                        "suite %s: expected a release that is good after %s, got one until %s"
                                .formatted(
                                        suite.name(), limit, suite.validUntil().get()),
                        "tufa archive publish signs a new one");
            }
        }
    }

    private static void report(Invocation invocation, SuiteStatus suite) {
        List<String> packages = new ArrayList<>();
        suite.packages().forEach((component, number) -> packages.add("%d in %s".formatted(number, component)));
        invocation
                .terminal()
                .line(
                        "%s  %s",
                        suite.name(),
                        suite.serial() == 0
                                ? "never published"
                                : "publication %d of %s, %s, packages: %s"
                                        .formatted(
                                                suite.serial(),
                                                suite.date().orElseThrow(),
                                                suite.validUntil()
                                                        .map(end -> "good until " + end)
                                                        .orElse("good for ever"),
                                                String.join(", ", packages)));
        for (MemberChange change : suite.staged()) {
            invocation.terminal().line("  staged: %s", change.describe());
        }
    }

    private static JsonValue json(List<SuiteStatus> suites) {
        return JsonArray.of(suites.stream().map(ArchiveStatusCommand::json).toList());
    }

    private static JsonValue json(SuiteStatus suite) {
        JsonOutput output = new JsonOutput().with("suite", suite.name()).with("publication", suite.serial());
        suite.date().ifPresent(date -> output.with("date", date));
        suite.validUntil().ifPresent(end -> output.with("valid_until", end));
        suite.due().ifPresent(due -> output.with("due", due));
        JsonOutput packages = new JsonOutput();
        suite.packages().forEach(packages::with);
        return output.with("packages", packages.build())
                .with(
                        "staged",
                        suite.staged().stream().map(MemberChange::describe).toList())
                .build();
    }
}

package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Finding;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;

/** {@code tufa repo lint}. */
public final class LintCommand implements Command {
    @Override
    public String name() {
        return "repo lint";
    }

    @Override
    public String summary() {
        return "Say what a good repository would do differently";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Looks at keys, thresholds, lifetimes, hashes, delegations, hash bins and files, and prints what could be better: the worst"
                + " first, each with its reason and a command. Errors are what clients suffer from, warnings are one mistake or one"
                + " theft away from that, hints may be meant so. It ends with 7 when there are errors or warnings.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("repo lint my-repository", "repo lint --json my-repository");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, CommandFailure, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        List<Finding> findings =
                Repository.open(directory).lint(invocation.clock().instant());
        if (invocation.has("json")) {
            invocation
                    .terminal()
                    .json(new JsonOutput()
                            .with(
                                    "findings",
                                    findings.stream().map(LintCommand::json).toList())
                            .build());
        } else {
            findings.forEach(finding -> print(finding, invocation));
        }
        long serious = findings.stream()
                .filter(finding -> finding.severity() != Finding.Severity.HINT)
                .count();
        if (serious > 0) {
            throw new CommandFailure(ExitCode.FINDINGS, "expected no errors and no warnings, got " + serious, "");
        }
    }

    private static void print(Finding finding, Invocation invocation) {
        invocation.terminal().line("%-7s %s: %s", severity(finding), finding.code(), finding.what());
        invocation.terminal().line("        %s", finding.why());
        invocation.terminal().line("        %s", finding.advice());
    }

    private static JsonObject json(Finding finding) {
        return new JsonOutput()
                .with("code", finding.code())
                .with("severity", severity(finding))
                .with("what", finding.what())
                .with("why", finding.why())
                .with("advice", finding.advice())
                .build();
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}

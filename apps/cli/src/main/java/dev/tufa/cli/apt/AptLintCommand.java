package dev.tufa.cli.apt;

import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.publish.file.AptFileLint;
import dev.tufa.apt.publish.file.Finding;
import dev.tufa.apt.publish.file.LintRule;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** {@code tufa apt lint}. */
public final class AptLintCommand implements Command {
    @Override
    public String name() {
        return "apt lint";
    }

    @Override
    public String summary() {
        return "Say what a good .apt file would do differently";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String description() {
        return "Looks at a file that is accepted for what will do harm later: stanzas that no system can come to, a key that apt's verifiers will"
                + " refuse and when, archives that others can watch. Notes alone are no reason to fail: the exit code is "
                + ExitCode.FINDINGS.number() + " if there is an error or a warning.";
    }

    @Override
    public List<String> examples() {
        return List.of("apt lint example.apt");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        Path file = Path.of(invocation.operand(0, "FILE"));
        invocation.expectOperands(1);
        Instant now = invocation.clock().instant();
        VerifiedAptFile apt = AptInput.read(file, now);
        List<Finding> findings = AptFileLint.check(apt, now);
        findings.forEach(finding -> invocation.terminal().line("%s", finding));
        long serious = findings.stream()
                .filter(finding -> finding.rule().severity() != LintRule.Severity.NOTE)
                .count();
        if (serious > 0) {
            throw new CommandFailure(
                    ExitCode.FINDINGS,
                    "%d errors and warnings, %d notes".formatted(serious, findings.size() - serious),
                    "");
        }
        invocation.terminal().note("no errors and no warnings, %d notes", findings.size());
    }
}

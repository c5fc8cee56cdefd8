package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.verify.Finding;
import dev.tufa.apt.publish.verify.VerifyOptions;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa archive verify}. */
public final class ArchiveVerifyCommand extends ArchiveCommand {
    /** Characters of a finding: two digests and a path fit, and the rule stands at its end. */
    private static final int LONGEST = 2000;

    @Override
    public String name() {
        return "archive verify";
    }

    @Override
    public String summary() {
        return "Verify what an archive has published";
    }

    @Override
    public String operands() {
        return "ARCHIVE [SUITE...]";
    }

    @Override
    public String description() {
        return "Verifies an archive as its users have it: signatures, times, every index under each of its names, the pool, Contents, and"
                + " TUF as a client that has the first root alone; then apt-get reads the suites, downloads packages and simulates to"
                + " install the newest of each. It changes nothing. It ends with 7 when something is wrong.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.flag("deep", "read every byte of the pool, not only the lengths of its files"))
                .addOption(OptionSpecs.flag("no-apt", "do not have apt-get try it"))
                .addOption(OptionSpecs.flag(
                        "staged",
                        "verify what the next publication would publish; needs the keys, and publishes nothing"))
                .addOption(OptionSpecs.json())
                .addOption(Passphrase.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive verify my-archive",
                "archive verify --deep --no-apt my-archive stable",
                "archive verify --staged my-archive");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException, CommandFailure {
        VerifyOptions options = new VerifyOptions(
                invocation.operandsFrom(1),
                invocation.has("deep") ? VerifyOptions.Depth.DIGESTS : VerifyOptions.Depth.SIZES,
                invocation.has("no-apt") ? VerifyOptions.Trial.NONE : VerifyOptions.Trial.AS_CONFIGURED);
        List<Finding> findings = findings(invocation, archive, options);
        if (invocation.has("json")) {
            invocation
                    .terminal()
                    .json(new JsonOutput()
                            .with(
                                    "findings",
                                    findings.stream()
                                            .map(ArchiveVerifyCommand::json)
                                            .toList())
                            .build());
        } else {
            findings.forEach(finding -> invocation.terminal().line("%s", Printable.of(finding.toString(), LONGEST)));
        }
        if (!findings.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FINDINGS, "expected an archive without findings, got " + findings.size(), "");
        }
        if (!invocation.has("json")) {
            invocation.terminal().line("verified: nothing is wrong");
        }
    }

    private static List<Finding> findings(Invocation invocation, Archive archive, VerifyOptions options)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        Instant now = invocation.clock().instant();
        try (ProgressCounter counter = new ProgressCounter(invocation.terminal())) {
            if (!invocation.has("staged")) {
                return archive.verify(options, counter, now);
            }
            try (ArchiveKeys keys = ArchivePublication.keys(invocation, archive)) {
                return archive.verifyStaged(options, keys, counter, now);
            }
        }
    }

    private static JsonObject json(Finding finding) {
        return new JsonOutput()
                .with("rule", finding.rule().id())
                .with("place", finding.place())
                .with("message", finding.message())
                .build();
    }
}

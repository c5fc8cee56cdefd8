package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.BinSizing;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa repo bins}. */
public final class BinsCommand implements Command {
    static final String PREFIX = "bin";

    private static final int MOST_BITS = 16;

    @Override
    public String name() {
        return "repo bins";
    }

    @Override
    public String summary() {
        return "Stage hash bins, or another number of them";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Stages 2^N hash bins, which share targets by the hash of their path, so that a client downloads the bins that it needs and not"
                + " all metadata. If the role has bins, all targets in them move to the new ones with one publication, and clients find"
                + " everything all the time; bins that there were stay in the snapshot for ever, so do not do it every week.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("bits", "N", "make 2^N bins; 1 to 16"))
                .addOption(Sizing.EXPECT)
                .addOption(Sizing.TOUCHED)
                .addOption(OptionSpecs.valued("from", "ROLE", "the role that delegates; targets if not given"))
                .addOption(
                        OptionSpecs.valued(
                                "style",
                                "STYLE",
                                "succinct (small; TAP 15), or prefixes (larger, for clients without TAP 15); succinct if not given"))
                .addOption(RoleOptions.KEY)
                .addOption(RoleOptions.KEYS)
                .addOption(RoleOptions.THRESHOLD)
                .addOption(OptionSpecs.flag("dry-run", "say what would be staged and why, and stage nothing"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo bins --expect 1000000 --dry-run my-repository",
                "repo bins --bits 8 my-repository",
                "repo bins --bits 4 --from team-a --style prefixes my-repository");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        Change.BinStyle style = style(invocation);
        String delegator = invocation.value("from").orElse(RoleType.TARGETS.text());
        Optional<BinSizing> sizing = Sizing.of(invocation);
        if (sizing.isPresent() == invocation.value("bits").isPresent()) {
            throw new UsageException(
                    "bins: expected either --bits or --expect, got " + (sizing.isPresent() ? "both" : "neither"));
        }
        sizing.ifPresent(bins -> invocation.terminal().line("%s", bins.describe()));
        int bits = sizing.isPresent()
                ? sizing.get().bitLength()
                : invocation.number("bits", 1, MOST_BITS).orElseThrow();
        if (bits == 0) {
            return;
        }
        Repository repository = RepositoryLease.open(directory, invocation);
        Change change = change(invocation, repository, delegator, style, bits);
        if (invocation.has("dry-run")) {
            invocation.terminal().line("would stage: %s", Printable.of(change.describe()));
            return;
        }
        repository.stage(change);
        invocation.terminal().line("staged: %s", Printable.of(change.describe()));
    }

    private static Change change(
            Invocation invocation, Repository repository, String delegator, Change.BinStyle style, int bits)
            throws UsageException, TrustException, RepositoryException, IOException {
        String prefix = repository.freeBinPrefix(PREFIX);
        Optional<String> old = repository.binsOf(delegator);
        if (old.isEmpty()) {
            return new Change.DelegateBins(delegator, style, bits, prefix, RoleOptions.keys(invocation, repository));
        }
        if (invocation.value("keys").isPresent()
                || invocation.value("threshold").isPresent()) {
            throw new UsageException("--keys, --threshold: expected none, for the bins keep their keys; see tufa repo"
                    + " rotate and tufa repo threshold");
        }
        String oldPrefix = old.get().substring(0, old.get().length() - "-*".length());
        return new Change.Rebin(delegator, oldPrefix, style, bits, prefix);
    }

    private static Change.BinStyle style(Invocation invocation) throws UsageException {
        String style = invocation.value("style").orElse("succinct");
        return switch (style) {
            case "succinct" -> Change.BinStyle.SUCCINCT;
            case "prefixes" -> Change.BinStyle.PATH_HASH_PREFIXES;
            default -> throw new UsageException("--style: expected succinct or prefixes, got \"" + style + '"');
        };
    }
}

package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.AdoptOptions;
import dev.tufa.tuf.repository.Adopted;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa repo import}. */
public final class ImportCommand implements Command {
    private static final String ROOT = "root";
    private static final String TARGETS = "targets";
    private static final String LINK = "link-targets";

    @Override
    public String name() {
        return "repo import";
    }

    @Override
    public String summary() {
        return "Adopt a repository that other software has made";
    }

    @Override
    public String operands() {
        return "SOURCE DIR";
    }

    @Override
    public String description() {
        return "Makes the folder DIR from the published tree in the folder SOURCE, after verifying all of it as a client does from its first"
                + " root on; only what has expired is not refused. Every file keeps its bytes and nothing is signed. Compare the key ids"
                + " that it prints with what the owner of the repository says, or give a root that you trust. Private keys are not part"
                + " of a published tree. Target files stay where they are unless asked for: roles can be changed and published"
                + " without them.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued(
                        ROOT, "FILE", "a root that is trusted already; SOURCE's oldest if not given"))
                .addOption(OptionSpecs.flag(TARGETS, "copy the target files as well, each verified"))
                .addOption(OptionSpecs.flag(
                        LINK, "like --" + TARGETS + ", but with a second name for each file where that can be"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo import /srv/old-repository my-repository",
                "repo import --root root.json --targets /srv/old-repository my-repository");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, CommandFailure, TrustException, RepositoryException, IOException {
        String source = invocation.operand(0, "SOURCE");
        Path directory = Path.of(invocation.operand(1, "DIR"));
        invocation.expectOperands(2);
        Adopted adopted = Repository.adopt(
                Path.of(source),
                directory,
                options(invocation),
                invocation.clock().instant());
        invocation.terminal().line("imported %s into %s", Printable.of(source), directory);
        invocation
                .terminal()
                .line(
                        "verified from version %d of root, which %d of these keys sign:",
                        adopted.firstRoot(), adopted.rootThreshold());
        adopted.rootKeyIds().forEach(keyId -> invocation.terminal().line("  %s", Printable.of(keyId)));
        invocation.terminal().line("%d target files", adopted.artifacts());
        adopted.expired()
                .forEach(role -> invocation.terminal().line("expired: %s at %s", Printable.of(role.role()), role.at()));
        adopted.remarks().forEach(remark -> invocation.terminal().note("note: %s", remark));
    }

    private static AdoptOptions options(Invocation invocation) throws UsageException, IOException {
        if (invocation.has(TARGETS) && invocation.has(LINK)) {
            throw new UsageException("--%s: expected it without --%s, got both".formatted(TARGETS, LINK));
        }
        AdoptOptions options = AdoptOptions.DEFAULT.withArtifacts(
                invocation.has(LINK)
                        ? AdoptOptions.Artifacts.LINKED
                        : invocation.has(TARGETS) ? AdoptOptions.Artifacts.COPIED : AdoptOptions.Artifacts.LEFT_OUT);
        Optional<String> root = invocation.value(ROOT);
        return root.isPresent() ? options.withPinnedRoot(Files.readAllBytes(Path.of(root.get()))) : options;
    }
}

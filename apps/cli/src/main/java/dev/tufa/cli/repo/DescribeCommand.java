package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.AddOptions;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.PublicationPlan;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo describe}. */
public final class DescribeCommand implements Command {
    @Override
    public String name() {
        return "repo describe";
    }

    @Override
    public String summary() {
        return "Publish descriptions of target files that are not here";
    }

    @Override
    public String operands() {
        return "DIR FILE";
    }

    @Override
    public String description() {
        return "Reads FILE, a JSON object on each line such as {\"path\": \"a.txt\", \"length\": 3, \"hashes\": {\"sha256\": \"…\"}}, perhaps with"
                + " \"custom\", and publishes metadata that says so, together with what is staged. The files themselves are never needed: whoever"
                + " serves them has them under their hashed names. Targets go into the hash bins of targets or of --role; a million of them need"
                + " little memory.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.valued(
                        "role", "ROLE", "the role, or the one whose hash bins, describe the targets"))
                .addOption(OptionSpecs.flag("replace", "replace targets whose path is taken"))
                .addOption(OptionSpecs.flag("dry-run", "print what would be written, in order, and write nothing"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo describe my-repository targets.jsonl", "repo describe --dry-run my-repository targets.jsonl");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        Path file = Path.of(invocation.operand(1, "FILE"));
        invocation.expectOperands(2);
        AddOptions options = AddOptions.DEFAULT.withExisting(
                invocation.has("replace") ? AddOptions.Existing.REPLACE : AddOptions.Existing.REFUSE);
        if (invocation.value("role").isPresent()) {
            options = options.withRole(invocation.required("role"));
        }
        Repository repository = RepositoryLease.open(directory, invocation);
        try (DescriptionFile descriptions = new DescriptionFile(file.toString(), Files.newInputStream(file));
                KeyRing keys =
                        repository.unlock(Passphrase.of(repository, invocation), Passphrase.surroundings(invocation))) {
            PublicationPlan plan = repository.plan(
                    descriptions, options, keys, invocation.clock().instant(), PlanOptions.DEFAULT);
            if (invocation.has("dry-run")) {
                plan.describe().forEach(step -> invocation.terminal().line("%s", step));
                return;
            }
            if (plan.isEmpty()) {
                invocation
                        .terminal()
                        .line("nothing to publish: all %d targets are described so already", descriptions.count());
                return;
            }
            repository.publish(plan, invocation.clock().instant());
            invocation.terminal().line("described %d targets", descriptions.count());
        }
    }
}

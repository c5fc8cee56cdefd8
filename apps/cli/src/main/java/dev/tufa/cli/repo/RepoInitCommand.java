package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.InitOptions;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo init}. */
public final class RepoInitCommand implements Command {
    private static final int MOST_KEYS = 100;

    @Override
    public String name() {
        return "repo init";
    }

    @Override
    public String summary() {
        return "Make a repository with new keys";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Makes the folder DIR: DIR/repository is what clients see and what a web server serves; DIR/keys has the private keys, encrypted"
                + " and readable by you alone. Keep a copy of the keys, and the passphrase elsewhere: without them the repository cannot"
                + " go on. Give DIR/repository/metadata/1.root.json to your clients by a way that they trust.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.valued("root-keys", "N", "how many root keys to make; 1 if not given"))
                .addOption(OptionSpecs.valued("root-threshold", "M", "how many of them have to sign; 1 if not given"));
    }

    @Override
    public List<String> examples() {
        return List.of("repo init my-repository", "repo init --root-keys 3 --root-threshold 2 my-repository");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        int keys = number(invocation, "root-keys");
        int threshold = number(invocation, "root-threshold");
        if (threshold > keys) {
            throw new UsageException("--root-threshold: expected at most %d, got %d".formatted(keys, threshold));
        }
        Repository repository = Repository.init(
                directory,
                InitOptions.DEFAULT.withKeys(RoleType.ROOT, KeyRequest.of(keys, threshold)),
                Passphrase.get(invocation, Passphrase.Purpose.NEW),
                invocation.clock().instant());
        invocation.terminal().line("made a repository in %s", directory);
        invocation.terminal().line("clients see %s", repository.publishedFolder());
        invocation
                .terminal()
                .line(
                        "clients trust %s",
                        repository.publishedFolder().resolve("metadata").resolve("1.root.json"));
    }

    private static int number(Invocation invocation, String option) throws UsageException {
        String text = invocation.value(option).orElse("1");
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MOST_KEYS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new UsageException("--%s: expected a number from 1 to %d, got \"%s\"".formatted(option, MOST_KEYS, text));
    }
}

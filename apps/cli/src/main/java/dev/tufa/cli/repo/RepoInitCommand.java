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
import dev.tufa.tuf.repository.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
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
                .addOption(OptionSpecs.valued(
                        "key-iterations",
                        "N",
                        "how slow guessing the passphrase is, in iterations of PBKDF2; 600000 if not given"))
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
        int keys = number(invocation, "root-keys", 1, MOST_KEYS).orElse(1);
        int threshold = number(invocation, "root-threshold", 1, MOST_KEYS).orElse(1);
        if (threshold > keys) {
            throw new UsageException("--root-threshold: expected at most %d, got %d".formatted(keys, threshold));
        }
        Settings settings = Settings.DEFAULT.withKeyIterations(
                number(invocation, "key-iterations", 1000, 1_000_000_000).orElse(Settings.DEFAULT.keyIterations()));
        Repository repository = Repository.init(
                directory,
                InitOptions.DEFAULT.withSettings(settings).withKeys(RoleType.ROOT, KeyRequest.of(keys, threshold)),
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

    private static OptionalInt number(Invocation invocation, String option, int least, int most) throws UsageException {
        if (invocation.value(option).isEmpty()) {
            return OptionalInt.empty();
        }
        String text = invocation.required(option);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new UsageException(
                "--%s: expected a number from %d to %d, got \"%s\"".formatted(option, least, most, text));
    }
}

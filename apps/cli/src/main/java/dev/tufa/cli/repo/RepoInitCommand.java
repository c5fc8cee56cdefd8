package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.BinSizing;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.InitOptions;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
                + " go on. Give DIR/repository/metadata/1.root.json to your clients by a way that they trust. For many targets, --expect stages"
                + " as many hash bins as cost clients the least; the first tufa repo publish makes them.";
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
                .addOption(Sizing.EXPECT)
                .addOption(Sizing.TOUCHED)
                .addOption(OptionSpecs.flag("dry-run", "say what would be made, and make nothing"))
                .addOption(OptionSpecs.valued("root-threshold", "M", "how many of them have to sign; 1 if not given"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo init my-repository",
                "repo init --expect 1000000 my-repository",
                "repo init --root-keys 3 --root-threshold 2 my-repository");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        int keys = invocation.number("root-keys", 1, MOST_KEYS).orElse(1);
        int threshold = invocation.number("root-threshold", 1, MOST_KEYS).orElse(1);
        if (threshold > keys) {
            throw new UsageException("--root-threshold: expected at most %d, got %d".formatted(keys, threshold));
        }
        Settings settings = Settings.DEFAULT.withKeyIterations(
                invocation.number("key-iterations", 1000, 1_000_000_000).orElse(Settings.DEFAULT.keyIterations()));
        Optional<BinSizing> sizing = Sizing.of(invocation);
        sizing.ifPresent(bins -> invocation.terminal().line("%s", bins.describe()));
        if (invocation.has("dry-run")) {
            invocation
                    .terminal()
                    .line(
                            "would make %d root keys, threshold %d, and one key each for targets, snapshot and timestamp",
                            keys, threshold);
            return;
        }
        Repository repository = Repository.init(
                directory,
                InitOptions.DEFAULT.withSettings(settings).withKeys(RoleType.ROOT, KeyRequest.of(keys, threshold)),
                Passphrase.get(invocation, Passphrase.Purpose.NEW),
                invocation.clock().instant());
        if (sizing.isPresent() && sizing.get().bitLength() > 0) {
            Change.DelegateBins bins = new Change.DelegateBins(
                    RoleType.TARGETS.text(),
                    Change.BinStyle.SUCCINCT,
                    sizing.get().bitLength(),
                    BinsCommand.PREFIX,
                    KeyRequest.ONE);
            repository.stage(bins);
            invocation.terminal().line("staged: %s", bins.describe());
        }
        invocation.terminal().line("made a repository in %s", directory);
        invocation.terminal().line("clients see %s", repository.publishedFolder());
        invocation
                .terminal()
                .line(
                        "clients trust %s",
                        repository.publishedFolder().resolve("metadata").resolve("1.root.json"));
    }
}

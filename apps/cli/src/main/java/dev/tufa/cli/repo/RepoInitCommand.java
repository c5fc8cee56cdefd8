package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.BinSizing;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.InitOptions;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.signing.NewKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                .addOption(OptionSpecs.valued(
                        "key",
                        "ROLE=SOURCE",
                        "give ROLE a key that exists, as for tufa repo key add; several may be given, each with --key"))
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
                "repo init --root-keys 3 --root-threshold 2 my-repository",
                "repo init --key root=public:alice.json --key root=pkcs11:token=me;object=root my-repository");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        Settings settings = Settings.DEFAULT.withKeyIterations(
                invocation.number("key-iterations", 1000, 1_000_000_000).orElse(Settings.DEFAULT.keyIterations()));
        InitOptions options = withKeys(invocation, withRoot(invocation, InitOptions.DEFAULT.withSettings(settings)));
        Optional<BinSizing> sizing = Sizing.of(invocation);
        sizing.ifPresent(bins -> invocation.terminal().line("%s", bins.describe()));
        if (invocation.has("dry-run")) {
            KeyRequest root = options.keys().getOrDefault(RoleType.ROOT, KeyRequest.ONE);
            invocation
                    .terminal()
                    .line(
                            "would make %d root keys, threshold %d, and one key each for targets, snapshot and timestamp",
                            root.count() + root.registered().size(), root.threshold());
            return;
        }
        boolean makesKeys = options.keys().values().stream().anyMatch(request -> request.count() > 0);
        Repository repository = Repository.init(
                directory,
                options,
                makesKeys ? Passphrase.get(invocation, Passphrase.Purpose.NEW) : new char[0],
                invocation.clock().instant(),
                Passphrase.surroundings(invocation));
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

    private static InitOptions withRoot(Invocation invocation, InitOptions options) throws UsageException {
        if (invocation.values("key").stream().anyMatch(key -> key.startsWith("root="))) {
            return options;
        }
        int keys = invocation.number("root-keys", 1, MOST_KEYS).orElse(1);
        int threshold = invocation.number("root-threshold", 1, MOST_KEYS).orElse(1);
        if (threshold > keys) {
            throw new UsageException("--root-threshold: expected at most %d, got %d".formatted(keys, threshold));
        }
        return options.withKeys(RoleType.ROOT, KeyRequest.of(keys, threshold));
    }

    /** Keys that exist already, and the roles that they are for. */
    private static InitOptions withKeys(Invocation invocation, InitOptions start) throws UsageException, IOException {
        Map<RoleType, List<String>> keyIds = new EnumMap<>(RoleType.class);
        Map<String, NewKey> registered = new LinkedHashMap<>();
        try (KeyReader reader = new KeyReader(invocation)) {
            for (String option : invocation.values("key")) {
                int equals = option.indexOf('=');
                RoleType role = RoleType.named(equals < 0 ? option : option.substring(0, equals))
                        .filter(type -> type != RoleType.MIRRORS)
                        .orElseThrow(() -> new UsageException("--key: expected ROLE=SOURCE, got \"" + option + '"'));
                NewKey key = reader.read(option.substring(equals + 1));
                registered.put(key.stored().keyId(), key);
                keyIds.computeIfAbsent(role, type -> new ArrayList<>())
                        .add(key.stored().keyId());
            }
        }
        InitOptions options = start.withRegistered(List.copyOf(registered.values()));
        for (Map.Entry<RoleType, List<String>> role : keyIds.entrySet()) {
            boolean root = role.getKey() == RoleType.ROOT;
            int made = root ? invocation.number("root-keys", 0, MOST_KEYS).orElse(0) : 0;
            int all = made + role.getValue().size();
            int threshold = root ? invocation.number("root-threshold", 1, all).orElse(1) : 1;
            options = options.withKeys(
                    role.getKey(), new KeyRequest(made, threshold, SignatureScheme.ED25519, role.getValue()));
        }
        return options;
    }
}

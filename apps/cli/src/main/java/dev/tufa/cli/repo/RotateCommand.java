package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo rotate}. */
public final class RotateCommand implements Command {
    private static final int MOST_KEYS = 100;

    @Override
    public String name() {
        return "repo rotate";
    }

    @Override
    public String summary() {
        return "Stage other keys for a top-level role";
    }

    @Override
    public String operands() {
        return "DIR ROLE";
    }

    @Override
    public String description() {
        return "Stages the replacement of the keys of root, targets, snapshot or timestamp. With the next tufa repo publish, clients follow by"
                + " themselves, for the old keys and the new ones sign side by side for a while. Keys that somebody may have stolen must not:"
                + " give --drop for these. The role gets a new key, or those that --key names: see tufa repo key list.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued(
                        "key", "KEYID", "give the role this registered key; several may be given, each with --key"))
                .addOption(OptionSpecs.valued("new", "N", "make N new keys; 1 if not given, none beside --key"))
                .addOption(OptionSpecs.valued("threshold", "M", "how many keys have to sign; 1 if not given"))
                .addOption(OptionSpecs.flag("drop", "the old keys sign nothing any more, for they may be stolen"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo rotate my-repository root",
                "repo rotate --drop my-repository timestamp",
                "repo rotate --key 5f3a --key 91bc --key e044 --threshold 2 my-repository root");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        String name = invocation.operand(1, "ROLE");
        invocation.expectOperands(2);
        RoleType role = RoleType.named(name)
                .filter(type -> type != RoleType.MIRRORS)
                .orElseThrow(() ->
                        new UsageException("ROLE: expected root, targets, snapshot or timestamp, got \"" + name + '"'));
        Repository repository = Repository.open(directory);
        KeyRequest keys = keys(invocation, repository);
        repository.stage(new Change.RotateKeys(
                role, keys, invocation.has("drop") ? Change.OldKeys.DROP : Change.OldKeys.KEEP_SIGNING));
        invocation
                .terminal()
                .line(
                        "staged %s for %s",
                        keys.equals(KeyRequest.ONE)
                                ? "a new key"
                                : keys.count() + keys.registered().size() + " keys",
                        role.text());
    }

    private static KeyRequest keys(Invocation invocation, Repository repository)
            throws UsageException, TrustException, RepositoryException, IOException {
        List<String> keyIds = new ArrayList<>();
        for (String start : invocation.values("key")) {
            keyIds.add(
                    KeyIds.find(repository, start, invocation.clock().instant()).keyId());
        }
        int made = invocation.number("new", 0, MOST_KEYS).orElse(keyIds.isEmpty() ? 1 : 0);
        int all = made + keyIds.size();
        if (all == 0) {
            throw new UsageException("--new: expected at least 1 without --key, got 0");
        }
        int threshold = invocation.number("threshold", 1, all).orElse(1);
        return new KeyRequest(made, threshold, SignatureScheme.ED25519, keyIds);
    }
}

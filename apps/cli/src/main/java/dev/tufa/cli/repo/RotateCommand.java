package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa repo rotate}. */
public final class RotateCommand implements Command {
    @Override
    public String name() {
        return "repo rotate";
    }

    @Override
    public String summary() {
        return "Stage other keys for a role";
    }

    @Override
    public String operands() {
        return "DIR ROLE";
    }

    @Override
    public String description() {
        return "Stages the replacement of the keys of root, targets, snapshot or timestamp. With the next tufa repo publish, clients follow by"
                + " themselves, for the old keys and the new ones sign side by side for a while. Keys that somebody may have stolen must not:"
                + " give --drop for these. The role gets a new key, or those that --key names: see tufa repo key list. The keys of a delegated"
                + " role, or of hash bins as a whole such as 'bin-*', are replaced at once: the role gets a new version in the same"
                + " publication.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(RoleOptions.KEY)
                .addOption(RoleOptions.KEYS)
                .addOption(RoleOptions.THRESHOLD)
                .addOption(RoleOptions.FROM)
                .addOption(OptionSpecs.flag("drop", "the old keys sign nothing any more, for they may be stolen"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo rotate my-repository root",
                "repo rotate --drop my-repository timestamp",
                "repo rotate --key 5f3a --key 91bc --key e044 --threshold 2 my-repository root",
                "repo rotate my-repository plugins");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        String name = invocation.operand(1, "ROLE");
        invocation.expectOperands(2);
        Repository repository = RepositoryLease.open(directory, invocation);
        KeyRequest keys = RoleOptions.keys(invocation, repository);
        Optional<RoleType> role = RoleType.named(name).filter(type -> type != RoleType.MIRRORS);
        Change change = role.isPresent()
                ? new Change.RotateKeys(
                        role.get(), keys, invocation.has("drop") ? Change.OldKeys.DROP : Change.OldKeys.KEEP_SIGNING)
                : new Change.ReplaceKeys(RoleOptions.delegator(invocation, repository, name), name, keys);
        repository.stage(change);
        invocation
                .terminal()
                .line(
                        "staged %s for %s",
                        keys.equals(KeyRequest.ONE)
                                ? "a new key"
                                : keys.count() + keys.registered().size() + " keys",
                        Printable.of(name));
    }
}

package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo rotate}. */
public final class RotateCommand implements Command {
    @Override
    public String name() {
        return "repo rotate";
    }

    @Override
    public String summary() {
        return "Stage new keys for a top-level role";
    }

    @Override
    public String operands() {
        return "DIR ROLE";
    }

    @Override
    public String description() {
        return "Stages the replacement of the keys of root, targets, snapshot or timestamp. With the next tufa repo publish, clients follow by"
                + " themselves, for the old keys and the new ones sign side by side for a while. Keys that somebody may have stolen must not:"
                + " give --drop for these.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.flag("drop", "the old keys sign nothing any more, for they may be stolen"));
    }

    @Override
    public List<String> examples() {
        return List.of("repo rotate my-repository root", "repo rotate --drop my-repository timestamp");
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
        Repository.open(directory)
                .stage(new Change.RotateKeys(
                        role,
                        KeyRequest.ONE,
                        invocation.has("drop") ? Change.OldKeys.DROP : Change.OldKeys.KEEP_SIGNING));
        invocation.terminal().line("staged a new key for %s", role.text());
    }
}

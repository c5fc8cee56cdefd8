package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.PublishedTarget;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa repo find}. */
public final class FindCommand implements Command {
    @Override
    public String name() {
        return "repo find";
    }

    @Override
    public String summary() {
        return "Say what is published at a path";
    }

    @Override
    public String operands() {
        return "DIR PATH";
    }

    @Override
    public String description() {
        return "Looks for a target as a client does, and prints the role that describes it, the role's version, length, hashes and, if the"
                + " index in DIR/index was there then, when it was published. It ends with 4 when clients find nothing at PATH.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("repo find my-repository plugins/search.jar");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, CommandFailure, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        String path = invocation.operand(1, "PATH");
        invocation.expectOperands(2);
        Optional<PublishedTarget> found = Repository.open(directory).find(path);
        if (found.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "%s: expected a published target, got nothing".formatted(path),
                    "tufa repo status says what is staged");
        }
        if (invocation.has("json")) {
            invocation.terminal().json(TargetReport.json(found.get()));
        } else {
            print(found.get(), invocation.terminal());
        }
    }

    private static void print(PublishedTarget target, Terminal terminal) {
        terminal.line("%-9s %s", "path", Printable.of(target.path()));
        terminal.line("%-9s %s, version %d", "role", Printable.of(target.role()), target.version());
        terminal.line("%-9s %d", "length", target.length());
        target.hashes().forEach((function, hash) -> terminal.line("%-9s %s", Printable.of(function), hash));
        if (target.publication().isPresent()) {
            String at = target.published().map(time -> time + ", ").orElse("");
            terminal.line(
                    "%-9s %swith timestamp %d",
                    "published", at, target.publication().getAsLong());
        }
    }
}

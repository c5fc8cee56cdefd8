package dev.tufa.cli.key;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.KeyIds;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RegisteredKey;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo key show}. */
public final class KeyShowCommand implements Command {
    @Override
    public String name() {
        return "repo key show";
    }

    @Override
    public String summary() {
        return "Show one key";
    }

    @Override
    public String operands() {
        return "DIR KEYID";
    }

    @Override
    public String description() {
        return "Prints what a repository knows of a key, its public half included. The first letters of the key id will do.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("repo key show my-repository 5f3a");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        String keyId = invocation.operand(1, "KEYID");
        invocation.expectOperands(2);
        RegisteredKey key = KeyIds.find(
                Repository.open(directory), keyId, invocation.clock().instant());
        if (invocation.has("json")) {
            invocation.terminal().json(KeyFacts.json(key));
            return;
        }
        invocation.terminal().line("key id  %s", Printable.of(key.keyId()));
        invocation.terminal().line("scheme  %s", Printable.of(key.key().scheme()));
        invocation.terminal().line("roles   %s", KeyFacts.roles(key));
        invocation.terminal().line("where   %s", KeyFacts.place(key));
        invocation.terminal().line("public  %s", JsonText.compact(key.key().toJson()));
    }
}

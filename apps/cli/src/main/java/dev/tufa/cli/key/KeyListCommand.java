package dev.tufa.cli.key;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RegisteredKey;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo key list}. */
public final class KeyListCommand implements Command {
    @Override
    public String name() {
        return "repo key list";
    }

    @Override
    public String summary() {
        return "Show the keys that a repository knows";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Prints every key with its scheme, the roles that it signs, and where its private half is: file, env, pkcs11, exec, ssh-agent, or elsewhere.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("repo key list my-repository");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        List<RegisteredKey> keys =
                Repository.open(directory).keys(invocation.clock().instant());
        if (invocation.has("json")) {
            invocation
                    .terminal()
                    .json(new JsonOutput()
                            .with("keys", keys.stream().map(KeyFacts::json).toList())
                            .build());
            return;
        }
        for (RegisteredKey key : keys) {
            invocation
                    .terminal()
                    .line(
                            "%s  %-19s  %-28s  %s",
                            Printable.of(key.keyId()),
                            Printable.of(key.key().scheme()),
                            KeyFacts.roles(key),
                            KeyFacts.place(key));
        }
    }
}

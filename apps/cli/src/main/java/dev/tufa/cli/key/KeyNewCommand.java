package dev.tufa.cli.key;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.KeyReader;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.NewKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo key new}. */
public final class KeyNewCommand implements Command {
    @Override
    public String name() {
        return "repo key new";
    }

    @Override
    public String summary() {
        return "Make a key for later";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Makes a private key in an encrypted file and registers it. No role has it before tufa repo rotate --key gives it to one.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(KeyReader.schemeOption())
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of("repo key new my-repository");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        SignatureScheme scheme = KeyReader.scheme(invocation).orElse(SignatureScheme.ED25519);
        Repository repository = RepositoryLease.open(directory, invocation);
        try (KeyRing ring = repository.unlock(Passphrase.get(invocation, Passphrase.Purpose.KNOWN))) {
            ring.checkPassphrase();
            NewKey key = ring.generate(scheme);
            repository.register(key);
            invocation.terminal().line("made key %s", key.stored().keyId());
        }
    }
}

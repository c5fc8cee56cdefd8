package dev.tufa.cli.key;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.KeyReader;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.NewKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa key new}. */
public final class NewKeyFileCommand implements Command {
    @Override
    public String name() {
        return "key new";
    }

    @Override
    public String summary() {
        return "Make a private key in a file";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String description() {
        return "Makes a private key in the encrypted file FILE, for whoever holds a key and has no repository, and prints the public half: give it to the repository, which takes it with tufa repo key add DIR public:FILE.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(KeyReader.schemeOption())
                .addOption(OptionSpecs.valued(
                        "key-iterations",
                        "N",
                        "how slow guessing the passphrase is, in iterations of PBKDF2; 600000 if not given"));
    }

    @Override
    public List<String> examples() {
        return List.of("key new root-alice.pem > root-alice.json");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException {
        Path file = Path.of(invocation.operand(0, "FILE"));
        invocation.expectOperands(1);
        SignatureScheme scheme = KeyReader.scheme(invocation).orElse(SignatureScheme.ED25519);
        int iterations =
                invocation.number("key-iterations", 1000, 1_000_000_000).orElse(Settings.DEFAULT.keyIterations());
        char[] passphrase = Passphrase.get(invocation, Passphrase.Purpose.NEW);
        try (KeyRing ring = new KeyRing(new KeyReader.NoFiles(), KeyIndex.EMPTY, passphrase, iterations)) {
            NewKey key = ring.generate(scheme);
            NewSecretFile.create(file, key.pem().orElseThrow());
            invocation.terminal().json(key.stored().key().toJson());
            invocation.terminal().note("made key %s in %s", key.stored().keyId(), Printable.of(file.toString()));
        }
    }
}

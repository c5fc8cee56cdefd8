package dev.tufa.cli.key;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.KeyReader;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.NewKey;
import dev.tufa.tuf.repository.signing.PrivateKeyFile;
import dev.tufa.tuf.repository.signing.source.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa repo key import}. */
public final class KeyImportCommand implements Command {
    @Override
    public String name() {
        return "repo key import";
    }

    @Override
    public String summary() {
        return "Take over a private key of another program";
    }

    @Override
    public String operands() {
        return "DIR FILE";
    }

    @Override
    public String description() {
        return "Reads a private key - PKCS#8 in PEM, the older PEM of RSA and EC, JSON of securesystemslib, or an Ed25519 key in hex - and registers it in an encrypted file. FILE stays as it is: remove it when the repository has the key. A file that others can read as well is refused unless it is encrypted.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.valued(
                        "opens-with",
                        "FILE2",
                        "the first line of FILE2 is the passphrase of FILE, if that is another one"))
                .addOption(OptionSpecs.valued(
                        "keyid",
                        "KEYID",
                        "the key id that metadata lists the key under, if it is not computed from it"))
                .addOption(KeyReader.schemeOption())
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of("repo key import my-repository old-root.pem");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        Path file = Path.of(invocation.operand(1, "FILE"));
        invocation.expectOperands(2);
        Optional<SignatureScheme> scheme = KeyReader.scheme(invocation);
        Repository repository = RepositoryLease.open(directory, invocation);
        char[] passphrase = Passphrase.get(invocation, Passphrase.Purpose.KNOWN);
        char[] ofFile = invocation.value("opens-with").isPresent()
                ? SecretFile.firstLine(Path.of(invocation.required("opens-with")))
                : passphrase.clone();
        try (KeyRing ring = repository.unlock(passphrase)) {
            ring.checkPassphrase();
            NewKey key = ring.adopt(read(file, ofFile, scheme));
            if (invocation.value("keyid").isPresent()) {
                key = key.withKeyId(invocation.required("keyid"));
            }
            repository.register(key);
            invocation
                    .terminal()
                    .line("imported key %s", Printable.of(key.stored().keyId()));
        } finally {
            Arrays.fill(ofFile, '\0');
        }
    }

    private static PrivateKeyFile read(Path file, char[] passphrase, Optional<SignatureScheme> scheme)
            throws IOException {
        byte[] content = Files.readAllBytes(file);
        try {
            if (!PrivateKeyFile.isEncrypted(content)) {
                SecretFile.requirePrivate(file);
            }
            return PrivateKeyFile.read(file.toString(), content, name -> passphrase, scheme);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }
}

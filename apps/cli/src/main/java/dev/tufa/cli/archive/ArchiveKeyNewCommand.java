package dev.tufa.cli.archive;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.key.NewSecretFile;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa archive key new}. */
public final class ArchiveKeyNewCommand implements Command {
    @Override
    public String name() {
        return "archive key new";
    }

    @Override
    public String summary() {
        return "Make an OpenPGP key for an archive and its .apt files";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String description() {
        return "Makes an Ed25519 key in the encrypted file FILE, which gpg can import as well, and prints its certificate, the public half. Publish"
                + " the fingerprint where people can compare it.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.valued(
                        "user-id", "TEXT", "whose it is, such as \"Example archive <apt@example.org>\"; must be given"))
                .addOption(OptionSpecs.valued(
                        "expires", "DURATION", "how long it is good, such as 730d; for ever if not given"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive key new --user-id 'Example archive <apt@example.org>' --expires 1095d archive.key > archive.asc");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException {
        Path file = Path.of(invocation.operand(0, "FILE"));
        invocation.expectOperands(1);
        String userId = invocation.required("user-id");
        Optional<Duration> life = invocation.value("expires").isPresent()
                ? Optional.of(Durations.parse("expires", invocation.required("expires")))
                : Optional.empty();
        char[] passphrase = Passphrase.get(invocation, Passphrase.Purpose.NEW);
        Instant now = invocation.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            byte[] key = SigningKey.create(userId, now, life, passphrase.clone());
            Certificate certificate = SigningKey.read(key, passphrase).certificate();
            NewSecretFile.create(file, key);
            invocation.terminal().line("%s", certificate.armored().stripTrailing());
            invocation
                    .terminal()
                    .note("made key %s in %s", certificate.fingerprint().grouped(), Printable.of(file.toString()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (OpenPgpException e) {
            throw new IllegalStateException("a new key can be read", e);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}

package dev.tufa.cli.event;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.KeyFileSigner;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import org.apache.commons.cli.Options;

/** Opens the private key of whoever signs: the one place that knows where such keys can be. */
final class KeyHolder {
    private KeyHolder() {}

    static Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("key", "FILE", "your private key: encrypted PKCS#8 in PEM"))
                .addOption(Passphrase.option());
    }

    /** The signer of one of the keys that an event asks for. */
    static Signer signer(Invocation invocation, Collection<Key> wanted)
            throws UsageException, CommandFailure, IOException {
        Path file = Path.of(invocation.required("key"));
        byte[] pem = Files.readAllBytes(file);
        char[] passphrase = Passphrase.get(invocation, Passphrase.Purpose.KNOWN);
        try {
            return KeyFileSigner.open(file.toString(), pem, passphrase, wanted)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.REFUSED,
                            "%s: expected a key that the event asks for, got another".formatted(file),
                            "tufa event show lists the keys that are asked for"));
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}

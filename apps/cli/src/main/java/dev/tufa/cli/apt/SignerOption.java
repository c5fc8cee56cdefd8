package dev.tufa.cli.apt;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.openpgp.signer.CommandSigner;
import dev.tufa.apt.openpgp.signer.GpgSigner;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;

/** Whose OpenPGP key signs: one in a file, one that gpg has, or one behind a program. */
final class SignerOption {
    /** A person may have to find a card and type its PIN. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private SignerOption() {}

    static Options addTo(Options options) {
        return options.addOption(
                        OptionSpecs.valued("key", "FILE", "sign with the key in FILE, made by tufa archive key new"))
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.valued("gpg", "FINGERPRINT", "sign with a key that gpg has"))
                .addOption(OptionSpecs.valued(
                        "signer",
                        "PROGRAM",
                        "sign by a program that reads bytes and prints a signature; with --certificate"))
                .addOption(OptionSpecs.valued("certificate", "FILE", "the public key of --signer"));
    }

    static ReleaseSigner signer(Invocation invocation) throws UsageException, IOException, CommandFailure {
        long given = Stream.of("key", "gpg", "signer")
                .filter(option -> invocation.value(option).isPresent())
                .count();
        if (given != 1) {
            throw new UsageException(
                    "expected one of --key, --gpg and --signer, got %s".formatted(given == 0 ? "none" : given));
        }
        Optional<String> gpg = invocation.value("gpg");
        try {
            if (gpg.isPresent()) {
                return new GpgSigner(List.of("gpg"), Optional.empty(), fingerprint(gpg.get()), PATIENCE);
            }
            if (invocation.value("signer").isPresent()) {
                Path certificate = Path.of(invocation.required("certificate"));
                return new CommandSigner(
                        List.of(invocation.required("signer")),
                        Certificate.read(Files.readAllBytes(certificate)),
                        PATIENCE);
            }
            byte[] file = Files.readAllBytes(Path.of(invocation.required("key")));
            return SigningKey.read(file, Passphrase.get(invocation, Passphrase.Purpose.KNOWN));
        } catch (OpenPgpException e) {
            throw new CommandFailure(ExitCode.REFUSED, String.valueOf(e.getMessage()), "");
        }
    }

    private static Fingerprint fingerprint(String text) throws UsageException {
        try {
            return Fingerprint.of(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--gpg: expected the 40 hex digits of a fingerprint, got \"%s\"".formatted(text));
        }
    }
}

package dev.tufa.apt.publish.archive;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.openpgp.signer.CommandSigner;
import dev.tufa.apt.openpgp.signer.GpgSigner;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whoever signs for an archive, from where its settings say that the keys are. */
final class Signers {
    /** A person may have to find a card and type its PIN. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Disk disk;
    private final ArchiveLayout layout;

    Signers(Disk disk, ArchiveLayout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    /**
     * All signers, in the order of the settings.
     *
     * @param passphrase of those in files; overwritten
     */
    List<ReleaseSigner> open(List<KeySource> sources, char[] passphrase) throws IOException, ArchiveException {
        List<ReleaseSigner> signers = new ArrayList<>();
        for (KeySource source : sources) {
            try {
                signers.add(open(source, passphrase.clone()));
            } catch (OpenPgpException e) {
                throw new ArchiveException("key %s: %s".formatted(source.text(), e.getMessage()), e);
            }
        }
        Arrays.fill(passphrase, '\0');
        return signers;
    }

    /** The public half of a key, for which no passphrase is needed. */
    Certificate certificate(KeySource source) throws IOException, OpenPgpException {
        return source instanceof KeySource.SecretFile secret
                ? SigningKey.certificate(disk.read(file(secret)))
                : open(source, new char[0]).certificate();
    }

    private ReleaseSigner open(KeySource source, char[] passphrase) throws IOException, OpenPgpException {
        if (source instanceof KeySource.SecretFile secret) {
            return SigningKey.read(disk.read(file(secret)), passphrase);
        }
        if (source instanceof KeySource.Program program) {
            Path certificate = layout.secret().resolve(program.certificate());
            return new CommandSigner(List.of(program.program()), Certificate.read(disk.read(certificate)), PATIENCE);
        }
        KeySource.Gpg gpg = (KeySource.Gpg) source;
        Fingerprint fingerprint = gpg.fingerprint();
        Optional<Path> home = gpg.home().map(Path::of);
        return new GpgSigner(List.of("gpg"), home, fingerprint, PATIENCE);
    }

    private Path file(KeySource.SecretFile secret) {
        return layout.secret().resolve(secret.file());
    }
}

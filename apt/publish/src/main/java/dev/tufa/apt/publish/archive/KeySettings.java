package dev.tufa.apt.publish.archive;

import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.publish.archive.ArchiveKey.Place;
import dev.tufa.apt.publish.archive.ArchiveKey.Standing;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConfText;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.apt.publish.conf.SignedWithText;
import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys that an archive's settings name. */
final class KeySettings {
    private final Disk disk;
    private final ArchiveLayout layout;
    private final Signers signers;

    KeySettings(Disk disk, ArchiveLayout layout) {
        this.disk = disk;
        this.layout = layout;
        this.signers = new Signers(disk, layout);
    }

    /** The keys in the order of the settings, then those that have signed what is published and are not in the settings any more. */
    List<ArchiveKey> list() throws IOException {
        List<Certificate> published = published();
        List<ArchiveKey> keys = new ArrayList<>();
        List<Certificate> known = new ArrayList<>();
        for (KeySource source : conf().signedWith()) {
            Optional<Certificate> certificate = certificate(source);
            certificate.ifPresent(known::add);
            keys.add(new ArchiveKey(
                    Optional.of(source),
                    certificate,
                    certificate
                            .map(each -> published.contains(each) ? Standing.SIGNS : Standing.NEXT)
                            .orElse(Standing.UNREACHABLE)));
        }
        for (Certificate certificate : published) {
            if (!known.contains(certificate)) {
                keys.add(new ArchiveKey(Optional.empty(), Optional.of(certificate), Standing.LEAVES));
            }
        }
        return keys;
    }

    private List<Certificate> published() throws IOException {
        Path keyring = layout.published(ArchiveLayout.KEYS);
        try {
            return disk.exists(keyring) ? Certificate.readKeyring(disk.read(keyring)) : List.of();
        } catch (OpenPgpException e) {
            throw new IOException("%s: %s".formatted(ArchiveLayout.KEYS, e.getMessage()), e);
        }
    }

    /** The public half of a key, as far as it is within reach. */
    private Optional<Certificate> certificate(KeySource source) {
        try {
            return Optional.of(signers.certificate(source));
        } catch (IOException | OpenPgpException e) {
            return Optional.empty();
        }
    }

    /** Notes one more key, which has to be one that will be able to sign and that apt accepts. */
    ArchiveKey add(KeySource source, Place place, char[] passphrase, Instant now) throws IOException, ArchiveException {
        List<KeySource> others = conf().signedWith().stream()
                .filter(other ->
                        certificate(other).isPresent()) // one that is lost is no reason to refuse its successor
                .toList();
        List<KeySource> all = new ArrayList<>(others);
        all.add(source);
        List<ReleaseSigner> opened = signers.open(all, passphrase); // with one passphrase, as a publication will
        Certificate certificate = opened.get(others.size()).certificate();
        for (int i = 0; i < others.size(); i++) {
            if (opened.get(i).certificate().equals(certificate)) {
                throw new ArchiveException("key %s: expected one that the archive does not have, got %s, which is %s"
                        .formatted(
                                source.text(),
                                certificate.fingerprint().hex(),
                                others.get(i).text()));
            }
        }
        try {
            certificate.check(now);
        } catch (OpenPgpException e) {
            throw new ArchiveException("key %s: %s".formatted(source.text(), e.getMessage()), e);
        }
        SignedWithText text = new SignedWithText(disk.read(layout.conf()));
        write(place == Place.FIRST ? text.withFirst(source) : text.withLast(source));
        return new ArchiveKey(
                Optional.of(source),
                Optional.of(certificate),
                published().contains(certificate) ? Standing.SIGNS : Standing.NEXT);
    }

    RemovedKey remove(KeySource source, Instant now) throws IOException, ArchiveException {
        List<KeySource> all = conf().signedWith();
        if (!all.contains(source)) {
            throw new ArchiveException("key: expected one of %s, got %s"
                    .formatted(all.stream().map(KeySource::text).toList(), source.text()));
        }
        if (all.size() == 1) {
            throw new ArchiveException("key %s: expected another one that stays, got none".formatted(source.text()));
        }
        ArchiveKey key = list().stream()
                .filter(each -> each.source().equals(Optional.of(source)))
                .findFirst()
                .orElseThrow();
        List<String> aptFiles =
                key.certificate().isPresent() ? aptFilesBy(key.certificate().get(), now) : List.of();
        write(new SignedWithText(disk.read(layout.conf())).without(source));
        return new RemovedKey(key, aptFiles);
    }

    private List<String> aptFilesBy(Certificate signer, Instant now) throws IOException {
        AptFiles files = new AptFiles(disk, layout);
        List<String> signed = new ArrayList<>();
        for (String name : files.names()) {
            try {
                if (VerifiedAptFile.read(disk.read(layout.published(name)), now)
                        .signer()
                        .equals(signer)) {
                    signed.add(name);
                }
            } catch (AptFileException e) {
                // nobody accepts it whatever key signs
            }
        }
        return signed;
    }

    private ArchiveConf conf() throws IOException {
        return ArchiveConfText.read(disk.read(layout.conf()));
    }

    private void write(byte[] text) throws IOException {
        DurableBatch batch = new DurableBatch(disk);
        batch.replace(layout.conf(), text, Access.PUBLIC);
        batch.write();
    }
}

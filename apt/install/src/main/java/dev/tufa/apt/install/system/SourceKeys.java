package dev.tufa.apt.install.system;

import dev.tufa.apt.archive.sources.SignedBy;
import dev.tufa.apt.archive.sources.Source;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.apt.openpgp.OpenPgpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that an entry of a list of sources names. A keyring that is not there, or holds nothing that is a key, gives none: apt takes
 * nothing that would be signed with it.
 */
public final class SourceKeys {
    private SourceKeys() {}

    /** Their fingerprints. */
    static Set<Fingerprint> fingerprints(SystemRoot root, Source source) throws IOException {
        Set<Fingerprint> keys = new HashSet<>();
        certificates(root, source).forEach(certificate -> keys.add(certificate.fingerprint()));
        if (source.signedBy().isPresent() && source.signedBy().get() instanceof SignedBy.Named named) {
            named.fingerprints().stream()
                    .map(text -> text.replace("!", ""))
                    .map(Fingerprint::of)
                    .forEach(keys::add);
        }
        return keys;
    }

    /** Those that are in the entry, or in a keyring that it names. */
    public static List<Certificate> certificates(SystemRoot root, Source source) throws IOException {
        List<Certificate> certificates = new ArrayList<>();
        if (source.signedBy().isEmpty()) {
            return certificates;
        }
        if (source.signedBy().get() instanceof SignedBy.Embedded embedded) {
            certificates.addAll(read(embedded.armored().getBytes(StandardCharsets.UTF_8)));
        } else if (source.signedBy().get() instanceof SignedBy.Named named) {
            for (String file : named.files()) {
                Path keyring = root.locate(file);
                if (Files.isRegularFile(keyring)) {
                    certificates.addAll(read(AptConfiguration.bytes(keyring)));
                }
            }
        }
        return certificates;
    }

    private static List<Certificate> read(byte[] keyring) {
        try {
            return Certificate.readKeyring(keyring);
        } catch (OpenPgpException e) {
            return List.of();
        }
    }
}

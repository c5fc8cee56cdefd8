package dev.tufa.apt.publish.migrate;

import dev.tufa.apt.archive.sources.SignedBy;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.apt.openpgp.KeyFacts;
import dev.tufa.apt.openpgp.OpenPgpException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the key that signs a {@code .apt} file is one that the archives are verified by today. A {@code .apt} file has one key, and
 * archives that it does not sign are refused, so there is nothing to choose: it is the signer's.
 */
public final class KeyChoice {
    private KeyChoice() {}

    /**
     * Looks for the signer's key among those of a keyring, in armor or not.
     *
     * @param what messages call the keyring
     * @return for the vendor: that other keys are left out; empty if there are none
     */
    public static Optional<String> require(Certificate signer, String what, byte[] keyring) throws MigrationException {
        List<Certificate> keys;
        try {
            keys = Certificate.readKeyring(keyring);
        } catch (OpenPgpException e) {
            throw new MigrationException("%s: %s".formatted(what, e.getMessage()), e);
        }
        return require(signer, what, keys.stream().map(Certificate::fingerprint).toList());
    }

    /** The same for keys that stand in a list of sources: embedded ones, or fingerprints. Files are for the caller to read. */
    public static Optional<String> require(Certificate signer, SignedBy keys) throws MigrationException {
        if (keys instanceof SignedBy.Embedded embedded) {
            return require(signer, "Signed-By", embedded.armored().getBytes(StandardCharsets.US_ASCII));
        }
        SignedBy.Named named = (SignedBy.Named) keys;
        List<Fingerprint> fingerprints = named.fingerprints().stream()
                .map(fingerprint -> Fingerprint.of(fingerprint.substring(0, 40)))
                .toList();
        return fingerprints.isEmpty() ? Optional.empty() : require(signer, "Signed-By", fingerprints);
    }

    private static Optional<String> require(Certificate signer, String what, List<Fingerprint> keys)
            throws MigrationException {
        String all = keys.stream().map(Fingerprint::hex).collect(Collectors.joining(", "));
        List<Fingerprint> own = Stream.concat(
                        Stream.of(signer.fingerprint()),
                        signer.subkeys().stream().map(KeyFacts::fingerprint))
                .toList();
        if (keys.stream().noneMatch(own::contains)) {
            throw new MigrationException(
                    "%s: expected the key that signs the .apt file, %s, since no other may sign the archives then, got %s"
                            .formatted(what, signer.fingerprint(), keys.isEmpty() ? "no key" : all));
        }
        List<String> others = keys.stream()
                .filter(key -> !own.contains(key))
                .map(Fingerprint::hex)
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s: %s is taken, since it signs the .apt file; archives that only %s signs will be refused"
                                .formatted(what, signer.fingerprint(), String.join(" or ", others)));
    }
}

package dev.tufa.apt.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs by which apt verifies an archive, and what each of them refuses: for a publisher to know before users do. What is
 * accepted here is not always accepted by {@link Certificate#check}, which is as strict as the strictest.
 */
public enum AptVerifier {
    /** GnuPG's, with apt up to 2.9: Debian 12, Ubuntu 24.04. */
    GPGV,
    /** Sequoia's, with apt 3 and later: Debian 13, Ubuntu 25.04. */
    SQV;

    /** From then on, Sequoia's policy refuses signatures by a key over its own parts with SHA-1, and signatures of version 3. */
    static final Instant SHA1_BINDING_UNTIL = Instant.parse("2026-02-01T00:00:00Z");

    /** What it has against a key, or will have, as of a certain time. */
    public List<Prognosis> of(Certificate certificate, Instant now) {
        List<Prognosis> prognoses = new ArrayList<>(of(certificate.primary()));
        certificate.ownSubkeys().stream()
                .filter(key -> key.bindings().stream().anyMatch(binding -> binding.hasFlag(Signature.FLAG_SIGN)))
                .forEach(key -> prognoses.addAll(of(key)));
        boolean good = certificate.selfSignatures().stream().anyMatch(Signature::hasGoodDigest);
        if (this == SQV && !good) {
            prognoses.add(new Prognosis(
                    this,
                    PolicyRule.SELF_SIGNATURE_DIGEST,
                    Optional.of(SHA1_BINDING_UNTIL),
                    "key %s: sqv takes no signature of a key by itself over SHA1 from %s on"
                            .formatted(certificate.fingerprint(), SHA1_BINDING_UNTIL)));
        }
        certificate
                .expires(now)
                .ifPresent(end -> prognoses.add(new Prognosis(
                        this,
                        PolicyRule.KEY_EXPIRED,
                        Optional.of(end),
                        "key %s: it expires at %s".formatted(certificate.fingerprint(), end))));
        return List.copyOf(prognoses);
    }

    /** What it has against a signature. */
    public List<Prognosis> of(SignatureFacts signature) {
        List<Prognosis> prognoses = new ArrayList<>();
        if (List.of("MD5", "SHA1", "RIPEMD160").contains(signature.digest())) {
            prognoses.add(new Prognosis(
                    this,
                    PolicyRule.SIGNATURE_DIGEST,
                    Optional.empty(),
                    "signature: apt takes none over %s".formatted(signature.digest())));
        }
        if (this == SQV && signature.version() < 4) {
            prognoses.add(new Prognosis(
                    this,
                    PolicyRule.SIGNATURE_VERSION,
                    Optional.of(SHA1_BINDING_UNTIL),
                    "signature: sqv takes none of version %d from %s on"
                            .formatted(signature.version(), SHA1_BINDING_UNTIL)));
        }
        return List.copyOf(prognoses);
    }

    private List<Prognosis> of(OwnKey key) {
        KeyKind kind = key.kind();
        return switch (kind.family()) {
            case DSA, OTHER -> this == SQV ? refuses(key, PolicyRule.KEY_ALGORITHM, Optional.empty()) : List.of();
            case OTHER_CURVE -> this == SQV ? refuses(key, PolicyRule.KEY_CURVE, Optional.empty()) : List.of();
            case ED25519 -> this == GPGV ? refuses(key, PolicyRule.KEY_ALGORITHM, Optional.empty()) : List.of();
            case RSA ->
                this == SQV && kind.bits() < Policy.SMALLEST_LASTING_RSA
                        ? refuses(
                                key,
                                PolicyRule.KEY_SIZE,
                                kind.bits() < Policy.SMALLEST_RSA
                                        ? Optional.empty()
                                        : Optional.of(Policy.RSA_2048_UNTIL))
                        : List.of();
            case ECDSA, ED25519_LEGACY -> List.of();
        };
    }

    private List<Prognosis> refuses(OwnKey key, PolicyRule rule, Optional<Instant> from) {
        String program = this == GPGV ? "gpgv" : "sqv";
        String words = "key %s: %s does not take %s"
                .formatted(key.fingerprint(), program, key.kind().words());
        return List.of(new Prognosis(
                this, rule, from, from.map(at -> words + " from " + at + " on").orElse(words)));
    }
}

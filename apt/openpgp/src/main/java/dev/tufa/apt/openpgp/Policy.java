package dev.tufa.apt.openpgp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * What may be trusted at one moment: every rule, and nothing else decides. All is judged as of now, also for signatures made long
 * ago: the key of a source vouches for what comes next, and a key that has ended by now should not. Rules that apt's own verifiers
 * do not have on every system are stricter on purpose, so that what is accepted here is accepted by all of them.
 */
final class Policy {
    /** What another computer's clock may be ahead. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    static final int SMALLEST_RSA = 2048;
    static final int SMALLEST_LASTING_RSA = 3072;

    /** From then on, sqv refuses RSA keys with less than 3072 bits. */
    static final Instant RSA_2048_UNTIL = Instant.parse("2030-02-01T00:00:00Z");

    private static final Comparator<Signature> BY_TIME =
            Comparator.comparing(statement -> statement.created().orElse(Instant.MIN));

    private final Instant now;
    private final Instant latest;

    Policy(Instant now) {
        this.now = now;
        this.latest = now.plus(CLOCK_TOLERANCE);
    }

    /** The primary key can be trusted, whether it signs itself or by a subkey. */
    List<Warning> requirePrimary(Certificate certificate) throws OpenPgpException {
        OwnKey primary = certificate.primary();
        List<Warning> warnings = new ArrayList<>(requireKind(primary));
        requireMade(primary);
        requireNotRevoked(primary, PGPSignature.KEY_REVOCATION, PolicyRule.KEY_REVOKED);
        requireNotExpired(primary, selfSignatures(certificate), PolicyRule.KEY_EXPIRED);
        return List.copyOf(warnings);
    }

    /** One of the certificate's keys may sign documents; the primary key has been looked at before. */
    List<Warning> requireSigning(Certificate certificate, OwnKey key) throws OpenPgpException {
        if (key.equals(certificate.primary())) {
            requireSignFlag(key, selfSignatures(certificate));
            return List.of();
        }
        List<Warning> warnings = requireKind(key);
        requireMade(key);
        requireNotRevoked(key, PGPSignature.SUBKEY_REVOCATION, PolicyRule.SUBKEY_REVOKED);
        Signature binding = newest(key.bindings().stream())
                .orElseThrow(() -> refused(
                        PolicyRule.SUBKEY_UNBOUND,
                        key,
                        "expected a signature by the primary key %s that binds it and is in force, got none"
                                .formatted(certificate.fingerprint())));
        requireSignFlag(key, List.of(binding));
        requireBackSignature(certificate.primary(), key, binding);
        requireNotExpired(key, List.of(binding), PolicyRule.SUBKEY_EXPIRED);
        return warnings;
    }

    /** What a signature says of itself can be accepted, before anyone works out whether it is right. */
    void requireSignature(Signature signature, OwnKey key, List<Integer> types) throws OpenPgpException {
        if (signature.version() != 4) {
            throw refused(
                    PolicyRule.SIGNATURE_VERSION, "expected version 4, got version %d".formatted(signature.version()));
        }
        if (!types.contains(signature.type())) {
            throw refused(
                    PolicyRule.SIGNATURE_TYPE,
                    "expected a signature over a document, got one of type 0x%02X".formatted(signature.type()));
        }
        if (!signature.hasGoodDigest()) {
            throw weakDigest(signature.digestName());
        }
        if (signature.unknown().isPresent()) {
            throw refused(
                    PolicyRule.CRITICAL_SUBPACKET,
                    "expected to know all that it demands, got %s"
                            .formatted(signature.unknown().get()));
        }
        Instant created = signature
                .created()
                .orElseThrow(() -> refused(PolicyRule.SIGNATURE_TIME, "expected the time it was made, got none"));
        if (created.isAfter(latest)) {
            throw refused(PolicyRule.SIGNATURE_TIME, "expected a time before %s, got %s".formatted(latest, created));
        }
        if (created.isBefore(made(key))) {
            throw refused(
                    PolicyRule.SIGNATURE_TIME,
                    "expected a time after its key was made at %s, got %s".formatted(made(key), created));
        }
        if (signature.expires().isPresent() && !signature.expires().get().isAfter(now)) {
            throw refused(
                    PolicyRule.SIGNATURE_EXPIRED,
                    "expected one that expires after %s, got %s"
                            .formatted(now, signature.expires().get()));
        }
    }

    /** When the primary key ends. */
    Optional<Instant> expires(Certificate certificate) {
        return end(certificate.primary(), current(certificate));
    }

    /** The algorithm and its size alone, whatever the key says of itself. */
    List<Warning> requireKind(OwnKey key) throws OpenPgpException {
        KeyKind kind = key.kind();
        switch (kind.family()) {
            case RSA -> {
                return requireRsa(key);
            }
            case ECDSA, ED25519_LEGACY -> {
                return List.of();
            }
            case OTHER_CURVE ->
                throw refused(
                        PolicyRule.KEY_CURVE, key, "expected Ed25519 or a NIST curve, got %s".formatted(kind.words()));
            default ->
                throw refused(
                        PolicyRule.KEY_ALGORITHM,
                        key,
                        "expected Ed25519, ECDSA or RSA, got %s".formatted(kind.words()));
        }
    }

    private List<Warning> requireRsa(OwnKey key) throws OpenPgpException {
        int bits = key.kind().bits();
        int smallest = now.isBefore(RSA_2048_UNTIL) ? SMALLEST_RSA : SMALLEST_LASTING_RSA;
        if (bits < smallest) {
            throw refused(
                    PolicyRule.KEY_SIZE, key, "expected RSA with at least %d bits, got %d".formatted(smallest, bits));
        }
        if (bits >= SMALLEST_LASTING_RSA) {
            return List.of();
        }
        return List.of(new Warning(
                PolicyRule.KEY_SIZE,
                RSA_2048_UNTIL,
                "key %s: RSA with %d bits will be refused from %s on; from then on it takes %d bits"
                        .formatted(key.fingerprint(), bits, RSA_2048_UNTIL, SMALLEST_LASTING_RSA)));
    }

    private void requireMade(OwnKey key) throws OpenPgpException {
        if (made(key).isAfter(latest)) {
            throw refused(
                    PolicyRule.KEY_NOT_YET_VALID,
                    key,
                    "expected one made before %s, got %s".formatted(latest, made(key)));
        }
    }

    /** A key that was lost or says nothing of why is revoked at all times, one that was retired from then on. */
    private void requireNotRevoked(OwnKey key, int type, PolicyRule rule) throws OpenPgpException {
        for (Signature revocation : key.ofType(type)) {
            Instant from = revocation.created().orElse(Instant.MIN);
            if (revocation.hardRevocation() || !from.isAfter(latest)) {
                throw refused(rule, key, "expected one in use, got one revoked at %s".formatted(from));
            }
        }
    }

    private static void requireSignFlag(OwnKey key, List<Signature> statements) throws OpenPgpException {
        boolean signs = statements.stream()
                .filter(statement -> statement.keyFlags().isPresent())
                .findFirst()
                .filter(statement -> statement.hasFlag(Signature.FLAG_SIGN))
                .isPresent();
        if (!signs) {
            throw refused(PolicyRule.KEY_FLAGS, key, "expected a key for signing, got one for other uses");
        }
    }

    /** RFC 9580 §5.2.1.9: else anyone could bind another's signing key to his own and so claim what it signed. */
    private void requireBackSignature(OwnKey primary, OwnKey subkey, Signature binding) throws OpenPgpException {
        boolean signed = binding.embedded().stream()
                .map(body -> new Packet(Packet.SIGNATURE, body))
                .flatMap(packet -> BouncyCastle.signature(packet).stream())
                .filter(back -> back.version() == 4 && back.type() == PGPSignature.PRIMARYKEY_BINDING)
                .filter(back -> back.isLive(latest, now))
                .anyMatch(back -> BouncyCastle.verifiesBinding(back, subkey.key(), primary.key(), subkey.key()));
        if (!signed) {
            throw refused(
                    PolicyRule.SUBKEY_UNBOUND,
                    subkey,
                    "expected its own signature that it belongs to %s, got none".formatted(primary.fingerprint()));
        }
    }

    private void requireNotExpired(OwnKey key, List<Signature> statements, PolicyRule rule) throws OpenPgpException {
        Optional<Instant> end = end(key, statements);
        if (end.isPresent() && !end.get().isAfter(now)) {
            throw refused(rule, key, "expected one that expires after %s, got %s".formatted(now, end.get()));
        }
    }

    /** The earliest end that is stated. */
    private static Optional<Instant> end(OwnKey key, List<Signature> statements) {
        return statements.stream()
                .flatMap(statement -> statement.keyLife().stream())
                .min(Comparator.naturalOrder())
                .map(life -> made(key).plus(life));
    }

    /** What the primary key says of itself now, the newest first. */
    private List<Signature> selfSignatures(Certificate certificate) throws OpenPgpException {
        List<Signature> current = current(certificate);
        if (!current.isEmpty()) {
            return current;
        }
        Optional<Signature> weak = certificate.selfSignatures().stream()
                .filter(one -> !one.hasGoodDigest())
                .findFirst();
        if (weak.isPresent()) {
            throw refused(
                    PolicyRule.SELF_SIGNATURE_DIGEST,
                    certificate.primary(),
                    "expected a signature of itself over SHA256, SHA384 or SHA512, got %s"
                            .formatted(weak.get().digestName()));
        }
        throw refused(
                PolicyRule.SELF_SIGNATURE,
                certificate.primary(),
                "expected a signature of itself that is in force, got none");
    }

    /**
     * A newer self-signature replaces an older one of its kind (RFC 9580 §5.2.3.10); one of the key and one of a user id stand beside
     * each other.
     */
    private List<Signature> current(Certificate certificate) {
        return Stream.of(newest(direct(certificate)), newest(certifications(certificate)))
                .flatMap(Optional::stream)
                .sorted(BY_TIME.reversed())
                .toList();
    }

    private static Stream<Signature> direct(Certificate certificate) {
        return certificate.primary().ofType(PGPSignature.DIRECT_KEY).stream();
    }

    private Stream<Signature> certifications(Certificate certificate) {
        return certificate.ownUserIds().stream()
                .flatMap(id -> id.certifications().stream()
                        .filter(certification -> !id.isRevokedAfter(certification, latest)));
    }

    private Optional<Signature> newest(Stream<Signature> statements) {
        return statements.filter(statement -> statement.isLive(latest, now)).max(BY_TIME);
    }

    private static Instant made(OwnKey key) {
        return key.key().getCreationTime().toInstant();
    }

    /** For a signature over something else than a good digest. */
    static OpenPgpException weakDigest(String name) {
        return refused(PolicyRule.SIGNATURE_DIGEST, "expected SHA256, SHA384 or SHA512, got %s".formatted(name));
    }

    private static OpenPgpException refused(PolicyRule rule, OwnKey key, String problem) {
        return new OpenPgpException(
                OpenPgpRefusal.KEY_POLICY, rule, "key %s: %s".formatted(key.fingerprint(), problem));
    }

    private static OpenPgpException refused(PolicyRule rule, String problem) {
        return new OpenPgpException(OpenPgpRefusal.SIGNATURE_POLICY, rule, "signature: " + problem);
    }
}

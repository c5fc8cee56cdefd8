package dev.tufa.apt.openpgp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.NotationData;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;

/**
 * What a signature says of itself (RFC 9580 §5.2). Only the hashed part is listened to, except for who signed: that is a hint where
 * to look, and no more.
 *
 * @param issuers keys that it may be by
 * @param created nothing in signatures that do not say it in the hashed part
 * @param expires when it ends by itself
 * @param keyFlags what a key is for (RFC 9580 §5.2.3.29)
 * @param keyLife how long a key lives from when it was made
 * @param hardRevocation whether it is a revocation that takes effect at all times, as it says no milder reason (RFC 9580 §5.2.3.31)
 * @param unknown what it demands and nobody here knows
 * @param embedded signatures inside, as bodies of packets
 */
record Signature(
        Packet packet,
        int version,
        int type,
        int keyAlgorithm,
        int digestId,
        List<KeyIdentifier> issuers,
        Optional<Instant> created,
        Optional<Instant> expires,
        OptionalInt keyFlags,
        Optional<Duration> keyLife,
        boolean hardRevocation,
        Optional<String> unknown,
        List<byte[]> embedded) {
    static final int FLAG_CERTIFY = 0x01;
    static final int FLAG_SIGN = 0x02;

    /** Reads what the library has parsed; whatever is wrong in a subpacket comes out here. */
    static Signature of(Packet packet, PGPSignature parsed) {
        PGPSignatureSubpacketVector hashed = parsed.getHashedSubPackets();
        boolean hasSubpackets = hashed != null;
        Optional<Instant> created = hasSubpackets && hashed.getSignatureCreationTime() != null
                ? Optional.of(hashed.getSignatureCreationTime().toInstant())
                : Optional.empty();
        long life = hasSubpackets ? hashed.getSignatureExpirationTime() : 0;
        long keyLife = hasSubpackets ? hashed.getKeyExpirationTime() : 0;
        return new Signature(
                packet,
                parsed.getVersion(),
                parsed.getSignatureType(),
                parsed.getKeyAlgorithm(),
                parsed.getHashAlgorithm(),
                List.copyOf(parsed.getKeyIdentifiers()),
                created,
                life == 0 ? Optional.empty() : created.map(from -> from.plusSeconds(life)),
                hasSubpackets && hashed.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS)
                        ? OptionalInt.of(hashed.getKeyFlags())
                        : OptionalInt.empty(),
                keyLife == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(keyLife)),
                parsed.isHardRevocation(),
                hasSubpackets ? unknown(hashed) : Optional.empty(),
                hasSubpackets ? embedded(parsed) : List.of());
    }

    /** RFC 9580 §5.2.3.7: whoever does not know a critical subpacket has to take the signature for wrong. */
    private static Optional<String> unknown(PGPSignatureSubpacketVector hashed) {
        for (SignatureSubpacket subpacket : hashed.toArray()) {
            if (!subpacket.isCritical()) {
                continue;
            }
            if (subpacket instanceof NotationData notation) {
                return Optional.of("the notation "
                        + Printable.of(notation.getNotationName().getBytes(StandardCharsets.UTF_8)));
            }
            if (subpacket.getClass().equals(SignatureSubpacket.class)) {
                return Optional.of("subpacket " + subpacket.getType());
            }
        }
        return Optional.empty();
    }

    private static List<byte[]> embedded(PGPSignature parsed) {
        List<byte[]> bodies = new ArrayList<>();
        for (PGPSignatureSubpacketVector subpackets :
                List.of(parsed.getHashedSubPackets(), parsed.getUnhashedSubPackets())) {
            for (SignatureSubpacket subpacket : subpackets.getSubpackets(SignatureSubpacketTags.EMBEDDED_SIGNATURE)) {
                bodies.add(subpacket.getData());
            }
        }
        return List.copyOf(bodies);
    }

    Optional<Digest> digest() {
        return Digest.of(digestId);
    }

    String digestName() {
        return digest().map(Digest::name).orElse("digest " + digestId);
    }

    boolean hasGoodDigest() {
        return digest().filter(digest -> digest.strength == Digest.Strength.GOOD)
                .isPresent();
    }

    boolean hasFlag(int flag) {
        return (keyFlags.orElse(0) & flag) != 0;
    }

    /** Whether it says that it is by a key. */
    boolean mayBeBy(PGPPublicKey key) {
        return issuers.stream().anyMatch(issuer -> issuer.matchesExplicit(key.getKeyIdentifier()));
    }

    /** Who signed, as exactly as it says: a fingerprint, or a key id. */
    Optional<String> issuer() {
        Optional<String> keyId = Optional.empty();
        for (KeyIdentifier issuer : issuers) {
            byte[] fingerprint = issuer.getFingerprint();
            if (fingerprint != null) {
                return Optional.of(HexFormat.of().withUpperCase().formatHex(fingerprint));
            }
            keyId = Optional.of("%016X".formatted(issuer.getKeyId()));
        }
        return keyId;
    }

    /** Whether it is in force: strong enough, made by then and not over. */
    boolean isLive(Instant latest, Instant now) {
        return hasGoodDigest()
                && unknown.isEmpty()
                && created.filter(from -> !from.isAfter(latest)).isPresent()
                && expires.filter(end -> !end.isAfter(now)).isEmpty();
    }

    SignatureFacts facts() {
        return new SignatureFacts(version, issuer(), digestName(), created, expires);
    }
}

package dev.tufa.apt.openpgp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * Puts the packets of a certificate together (RFC 9580 §10.1). What its primary key did not sign, or signed wrongly, is left out:
 * signatures by others, user ids that anyone could have added, pictures.
 */
final class CertificateReader {
    private final List<Packet> packets;
    private final PGPPublicKey primary;
    private final Packet primaryPacket;

    private CertificateReader(List<Packet> packets, PGPPublicKey primary, Packet primaryPacket) {
        this.packets = packets;
        this.primary = primary;
        this.primaryPacket = primaryPacket;
    }

    /** Reads the one certificate that the packets have to be. */
    static Certificate readOne(byte[] bytes, String what) throws OpenPgpException {
        List<List<Packet>> certificates = parts(bytes, what, Limits.KEY_PACKETS);
        if (certificates.size() != 1) {
            throw refused("%s: expected one certificate, got %d".formatted(what, certificates.size()));
        }
        return read(certificates.get(0), what);
    }

    /** Reads certificates that stand one after the other. */
    static List<Certificate> readAll(byte[] bytes, String what) throws OpenPgpException {
        List<Certificate> certificates = new ArrayList<>();
        for (List<Packet> packets : parts(bytes, what, Integer.MAX_VALUE)) {
            certificates.add(read(packets, what));
        }
        return List.copyOf(certificates);
    }

    private static List<List<Packet>> parts(byte[] bytes, String what, int most) throws OpenPgpException {
        List<List<Packet>> parts = new ArrayList<>();
        for (Packet packet : Packet.readAll(bytes, what, OpenPgpRefusal.KEY_BLOCK, most)) {
            switch (packet.tag()) {
                case Packet.PUBLIC_KEY -> parts.add(new ArrayList<>(List.of(packet)));
                case Packet.SECRET_KEY, Packet.SECRET_SUBKEY ->
                    throw refused(what + ": expected a public key, got a secret one");
                case Packet.SIGNATURE, Packet.USER_ID, Packet.USER_ATTRIBUTE, Packet.PUBLIC_SUBKEY, Packet.TRUST -> {
                    if (parts.isEmpty()) {
                        throw refused("%s: expected a primary key first, got a packet of type %d"
                                .formatted(what, packet.tag()));
                    }
                    parts.get(parts.size() - 1).add(packet);
                }
                default ->
                    throw refused(
                            "%s: expected packets of a certificate, got one of type %d".formatted(what, packet.tag()));
            }
        }
        return parts;
    }

    private static Certificate read(List<Packet> packets, String what) throws OpenPgpException {
        Packet first = packets.get(0);
        int version = first.body().length == 0 ? 0 : first.body()[0];
        if (version != 4) {
            throw new OpenPgpException(
                    OpenPgpRefusal.KEY_POLICY,
                    PolicyRule.KEY_VERSION,
                    "%s: expected a key of version 4, got version %d".formatted(what, version));
        }
        PGPPublicKey primary = BouncyCastle.key(first)
                .orElseThrow(() -> refused(what + ": expected a primary key that can be read, got another"));
        return new CertificateReader(packets, primary, first).read();
    }

    private Certificate read() {
        List<Signature> keyStatements = new ArrayList<>();
        List<OwnUserId> userIds = new ArrayList<>();
        List<OwnKey> subkeys = new ArrayList<>();
        int position = 1;
        while (position < packets.size()) {
            Packet packet = packets.get(position);
            int end = position + 1;
            while (end < packets.size() && isSaidOfTheOneBefore(packets.get(end))) {
                end++;
            }
            switch (packet.tag()) {
                case Packet.SIGNATURE -> keyStatements.addAll(keyStatements(packets.subList(position, end)));
                case Packet.USER_ID ->
                    userId(packet, packets.subList(position + 1, end)).ifPresent(userIds::add);
                case Packet.PUBLIC_SUBKEY ->
                    subkey(packet, packets.subList(position + 1, end)).ifPresent(subkeys::add);
                default -> {
                    // a picture or a keyring's own note, with what was signed about it
                }
            }
            position = end;
        }
        return new Certificate(OwnKey.of(primary, primaryPacket, keyStatements), userIds, subkeys);
    }

    private static boolean isSaidOfTheOneBefore(Packet packet) {
        return packet.tag() == Packet.SIGNATURE || packet.tag() == Packet.TRUST;
    }

    private List<Signature> keyStatements(List<Packet> said) {
        return said.stream()
                .flatMap(packet -> ownSignature(packet).stream())
                .filter(signature ->
                        signature.type() == PGPSignature.DIRECT_KEY || signature.type() == PGPSignature.KEY_REVOCATION)
                .filter(signature -> BouncyCastle.verifiesKey(signature, primary))
                .toList();
    }

    private Optional<OwnUserId> userId(Packet id, List<Packet> said) {
        List<Signature> statements = said.stream()
                .flatMap(packet -> ownSignature(packet).stream())
                .filter(signature -> PGPSignature.isCertification(signature.type())
                        || signature.type() == PGPSignature.CERTIFICATION_REVOCATION)
                .filter(signature -> BouncyCastle.verifiesUserId(signature, primary, id.body()))
                .toList();
        return statements.isEmpty() ? Optional.empty() : Optional.of(new OwnUserId(id, statements));
    }

    private Optional<OwnKey> subkey(Packet packet, List<Packet> said) {
        Optional<PGPPublicKey> subkey = BouncyCastle.key(packet).filter(key -> key.getVersion() == 4);
        if (subkey.isEmpty()) {
            return Optional.empty();
        }
        List<Signature> statements = said.stream()
                .flatMap(statement -> ownSignature(statement).stream())
                .filter(signature -> signature.type() == PGPSignature.SUBKEY_BINDING
                        || signature.type() == PGPSignature.SUBKEY_REVOCATION)
                .filter(signature -> BouncyCastle.verifiesBinding(signature, primary, primary, subkey.get()))
                .toList();
        return Optional.of(OwnKey.of(subkey.get(), packet, statements));
    }

    /** A signature that claims to be by the primary key; bindings may leave out by whom they are. */
    private Optional<Signature> ownSignature(Packet packet) {
        return Optional.of(packet)
                .filter(one -> one.tag() == Packet.SIGNATURE)
                .flatMap(BouncyCastle::signature)
                .filter(signature -> signature.version() == 4)
                .filter(signature -> signature.issuers().isEmpty() || signature.mayBeBy(primary));
    }

    private static OpenPgpException refused(String message) {
        return new OpenPgpException(OpenPgpRefusal.KEY_BLOCK, message);
    }
}

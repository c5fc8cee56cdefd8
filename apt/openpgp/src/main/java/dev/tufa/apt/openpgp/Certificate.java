package dev.tufa.apt.openpgp;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * A public key with what its owner signed about it: user ids, subkeys, when it ends (RFC 9580 §10.1). Reading one decides nothing
 * about trust; {@link #check} and {@link #verify} do. Two are the same identity when their primary keys have the same fingerprint,
 * whatever else they hold.
 */
public final class Certificate {
    private final OwnKey primary;
    private final List<OwnUserId> userIds;
    private final List<OwnKey> subkeys;

    Certificate(OwnKey primary, List<OwnUserId> userIds, List<OwnKey> subkeys) {
        this.primary = primary;
        this.userIds = List.copyOf(userIds);
        this.subkeys = List.copyOf(subkeys);
    }

    /** Reads the one certificate of a file, in armor or not. */
    public static Certificate read(byte[] bytes) throws OpenPgpException {
        requireSize(bytes, Limits.KEY_BLOCK);
        byte[] packets = Armor.isArmored(bytes) ? Armor.PUBLIC_KEY.readAlone(bytes, 2 * Limits.KEY_BLOCK) : bytes;
        return CertificateReader.readOne(packets, "key");
    }

    /** Reads the certificates of a keyring as apt takes one, in armor or not, in the order they stand in. */
    public static List<Certificate> readKeyring(byte[] bytes) throws OpenPgpException {
        requireSize(bytes, Limits.KEYRING);
        byte[] packets = Armor.isArmored(bytes) ? Armor.PUBLIC_KEY.readAlone(bytes, 2 * Limits.KEYRING) : bytes;
        return CertificateReader.readAll(packets, "keyring");
    }

    private static void requireSize(byte[] bytes, int most) throws OpenPgpException {
        if (bytes.length > most) {
            throw new OpenPgpException(
                    OpenPgpRefusal.KEY_BLOCK, "key: expected at most %d bytes, got %d".formatted(most, bytes.length));
        }
    }

    /** The fingerprint of the primary key: the identity. */
    public Fingerprint fingerprint() {
        return primary.fingerprint();
    }

    /** The primary key. */
    public KeyFacts key() {
        return primary.facts();
    }

    /** The subkeys, bound or not, in the order they stand in. */
    public List<KeyFacts> subkeys() {
        return subkeys.stream().map(OwnKey::facts).toList();
    }

    /** When the key ends, as its owner says by a certain time; empty if it does not end, or if nothing valid says so by then. */
    public Optional<Instant> expires(Instant now) {
        return new Policy(now).expires(this);
    }

    /**
     * The user ids that the key has signed itself, without control and bidirectional characters. They prove nothing: anyone can make
     * a key with any name on it. Show them, if at all, as what the key claims.
     */
    public List<String> userIds() {
        return userIds.stream().map(id -> Printable.of(id.packet().body())).toList();
    }

    /**
     * Whether the key may be trusted at a time; says what will end soon.
     *
     * @throws OpenPgpException {@link OpenPgpRefusal#KEY_POLICY}, with the rule
     */
    public List<Warning> check(Instant now) throws OpenPgpException {
        return new Policy(now).requirePrimary(this);
    }

    /**
     * Verifies a clear-signed text by this certificate alone. Every signature that claims to be by one of its keys has to be right;
     * those by other keys are told, and count for nothing.
     */
    public VerifiedText verify(ClearSigned signed, Instant now) throws OpenPgpException {
        return new Verification(this, now).verify(signed);
    }

    /** The same for a document and the signatures in a file beside it, as Release and Release.gpg are. */
    public VerifiedText verify(byte[] document, DetachedSignature signature, Instant now) throws OpenPgpException {
        return new Verification(this, now).verify(document.clone(), document, signature.signatures());
    }

    /**
     * The certificate in armor, as a source's {@code Signed-By} holds it, with what apt's verifiers need and nothing else: no
     * signatures by others, no pictures, no subkeys for encryption. The same packets give the same text.
     */
    public String armored() {
        return Armor.PUBLIC_KEY.write(encoded());
    }

    /** Several as one block in armor, as {@link #readKeyring} reads it: apt stops at the end of the first block of a file. */
    public static String armored(List<Certificate> certificates) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        certificates.forEach(certificate -> all.writeBytes(certificate.encoded()));
        return Armor.PUBLIC_KEY.write(all.toByteArray());
    }

    /** The same without armor. */
    public byte[] encoded() {
        List<Packet> packets = new ArrayList<>();
        add(packets, primary.packet(), primary.statements());
        userIds.forEach(id -> add(packets, id.packet(), id.statements()));
        subkeys.stream()
                .filter(subkey -> subkey.bindings().stream().anyMatch(binding -> binding.hasFlag(Signature.FLAG_SIGN)))
                .forEach(subkey -> add(packets, subkey.packet(), subkey.statements()));
        return Packet.encoded(packets);
    }

    private static void add(List<Packet> packets, Packet packet, List<Signature> statements) {
        packets.add(packet);
        statements.forEach(statement -> packets.add(statement.packet()));
    }

    OwnKey primary() {
        return primary;
    }

    /** What the primary key signed of itself and of its user ids, whether it is in force or not. */
    List<Signature> selfSignatures() {
        return Stream.concat(
                        primary.ofType(PGPSignature.DIRECT_KEY).stream(),
                        userIds.stream().flatMap(id -> id.certifications().stream()))
                .toList();
    }

    List<OwnUserId> ownUserIds() {
        return userIds;
    }

    List<OwnKey> ownSubkeys() {
        return subkeys;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && fingerprint().equals(that.fingerprint());
    }

    @Override
    public int hashCode() {
        return fingerprint().hashCode();
    }

    @Override
    public String toString() {
        return "certificate " + fingerprint();
    }
}

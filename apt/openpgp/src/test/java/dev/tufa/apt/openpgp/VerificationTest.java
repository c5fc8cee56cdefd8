package dev.tufa.apt.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("a signature that no program makes")
class VerificationTest {
    private static final Instant NOW = MadeKey.MADE.plusSeconds(86_400);
    private static final byte[] RELEASE = "Origin: Acme\nSuite: x\n".getBytes(US_ASCII);

    private final MadeKey key = new MadeKey();
    private final MadeKey other = new MadeKey();

    private static VerifiedText verify(Certificate certificate, Packet... signatures) throws OpenPgpException {
        byte[] packets = Packet.encoded(List.of(signatures));
        return certificate.verify(RELEASE, DetachedSignature.read(packets), NOW);
    }

    private static OpenPgpException refused(Certificate certificate, Packet... signatures) {
        return catchThrowableOfType(OpenPgpException.class, () -> verify(certificate, signatures));
    }

    private static PolicyRule rule(Certificate certificate, Packet... signatures) {
        return refused(certificate, signatures).rule().orElseThrow();
    }

    private MadeKey.Statement document() {
        return key.statement(PGPSignature.BINARY_DOCUMENT);
    }

    private static byte[] clear(Packet signature) {
        return (new String(CanonicalText.framed(RELEASE, "SHA512"), US_ASCII)
                        + Armor.SIGNATURE.write(signature.encoded()))
                .getBytes(US_ASCII);
    }

    @Test
    void isRightWhenItIsOverTheDocument() throws Exception {
        VerifiedText verified = verify(key.certificate(), document().overBytes(RELEASE));

        assertThat(verified.text()).isEqualTo(RELEASE);
        assertThat(verified.signers()).containsExactly(key.fingerprint());
        assertThat(verified.signatures())
                .containsExactly(new SignatureFacts(
                        4,
                        Optional.of(key.fingerprint().hex()),
                        "SHA512",
                        Optional.of(MadeKey.MADE),
                        Optional.empty()));
    }

    /** Go's library signs clear text so. */
    @Test
    void mayBeOverTheBytesOfClearText() throws Exception {
        byte[] signed = clear(document().overBytes(CanonicalText.of(RELEASE)));

        assertThat(key.certificate().verify(ClearSigned.read(signed), NOW).text())
                .isEqualTo(RELEASE);
        assertThat(Gpg.gpgvAccepts(key.certificate().encoded(), signed)).isTrue();
    }

    @Test
    void isNotOverTextWhenItIsDetached() throws Exception {
        Packet text = key.statement(PGPSignature.CANONICAL_TEXT_DOCUMENT).overBytes(RELEASE);

        assertThat(rule(key.certificate(), text)).isEqualTo(PolicyRule.SIGNATURE_TYPE);
    }

    @ParameterizedTest
    @CsvSource({"2", "64", "80"})
    void isOverADocument(int type) throws Exception {
        byte[] signed = clear(key.statement(type).overBytes(CanonicalText.of(RELEASE)));

        OpenPgpException e = catchThrowableOfType(
                OpenPgpException.class, () -> key.certificate().verify(ClearSigned.read(signed), NOW));
        assertThat(e.rule()).contains(PolicyRule.SIGNATURE_TYPE);
    }

    @Test
    void countsForNothingByAnotherKey() throws Exception {
        Packet others = other.statement(PGPSignature.BINARY_DOCUMENT).overBytes(RELEASE);

        VerifiedText verified = verify(key.certificate(), others, document().overBytes(RELEASE));

        assertThat(verified.signers()).containsExactly(key.fingerprint());
        assertThat(verified.alsoSignedBy())
                .extracting(facts -> facts.issuer().orElseThrow())
                .containsExactly(other.fingerprint().hex());
        OpenPgpException e = refused(key.certificate(), others);
        assertThat(e.refusal()).isEqualTo(OpenPgpRefusal.OTHER_KEY);
        assertThat(e)
                .hasMessage(
                        "signature: expected one by key %s, got %s".formatted(key.fingerprint(), other.fingerprint()));
    }

    @Test
    void isRightEachTime() throws Exception {
        Packet wrong = document().overBytes("other".getBytes(US_ASCII));

        assertThat(verify(
                                key.certificate(),
                                document().overBytes(RELEASE),
                                document().overBytes(RELEASE))
                        .signers())
                .hasSize(2);
        assertThat(refused(key.certificate(), document().overBytes(RELEASE), wrong)
                        .refusal())
                .isEqualTo(OpenPgpRefusal.BAD_SIGNATURE);
        assertThat(refused(key.certificate(), wrong, document().overBytes(RELEASE))
                        .refusal())
                .isEqualTo(OpenPgpRefusal.BAD_SIGNATURE);
    }

    @Test
    void isNotByAKeyThatOnlyClaimsIt() throws Exception {
        Packet claimed = other.statement(PGPSignature.BINARY_DOCUMENT)
                .says(subpackets -> {
                    subpackets.removePacketsOfType(33);
                    subpackets.setIssuerFingerprint(false, key.key());
                })
                .overBytes(RELEASE);

        assertThat(refused(key.certificate(), claimed).refusal()).isEqualTo(OpenPgpRefusal.BAD_SIGNATURE);
    }

    @Test
    void demandsNothingUnknown() throws Exception {
        Packet notation = document()
                .says(subpackets -> subpackets.addNotationData(true, true, "x@example.org", "1"))
                .overBytes(RELEASE);
        Packet harmless = document()
                .says(subpackets -> subpackets.addNotationData(false, true, "x@example.org", "1"))
                .overBytes(RELEASE);

        assertThat(refused(key.certificate(), notation))
                .hasMessage("signature: expected to know all that it demands, got the notation x@example.org");
        assertThat(rule(key.certificate(), notation)).isEqualTo(PolicyRule.CRITICAL_SUBPACKET);
        assertThat(verify(key.certificate(), harmless).text()).isEqualTo(RELEASE);
    }

    @Test
    void isNotOlderThanItsKey() throws Exception {
        Packet early = document().at(MadeKey.MADE.minusSeconds(1)).overBytes(RELEASE);

        assertThat(refused(key.certificate(), early))
                .hasMessage("signature: expected a time after its key was made at 2026-01-01T00:00:00Z,"
                        + " got 2025-12-31T23:59:59Z");
    }

    @Test
    void saysWhenItWasMade() throws Exception {
        byte[] body = document().overBytes(RELEASE).body();
        assertThat(body[7]).as("the time, critical").isEqualTo((byte) 0x82);
        body[7] = 101;

        assertThat(refused(key.certificate(), new Packet(Packet.SIGNATURE, body)))
                .hasMessage("signature: expected the time it was made, got none");
    }

    /** A body of version 3 (RFC 9580 §5.2.2): version, 5, type, time, key id, algorithms, two bytes of the digest, numbers. */
    @Test
    void isNotOfVersion3() throws Exception {
        byte[] made = document().overBytes(RELEASE).body();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {3, 5, 0, 0x69, 0x55, (byte) 0xb9, 0});
        body.writeBytes(HexFormat.of().parseHex(key.fingerprint().keyId()));
        body.writeBytes(new byte[] {PublicKeyAlgorithmTags.EDDSA_LEGACY, HashAlgorithmTags.SHA512});
        body.write(made, made.length - 70, 70);
        Packet version3 = new Packet(Packet.SIGNATURE, body.toByteArray());

        assertThat(refused(key.certificate(), version3)).hasMessage("signature: expected version 4, got version 3");
        assertThat(AptVerifier.SQV.of(
                        DetachedSignature.read(version3.encoded()).facts().get(0)))
                .extracting(Prognosis::message)
                .containsExactly("signature: sqv takes none of version 3 from 2026-02-01T00:00:00Z on");
        assertThat(AptVerifier.GPGV.of(
                        DetachedSignature.read(version3.encoded()).facts().get(0)))
                .isEmpty();
    }

    private Packet binding(MadeKey primary, PGPPublicKey subkey, Optional<Packet> back) {
        return primary.statement(PGPSignature.SUBKEY_BINDING)
                .says(subpackets -> {
                    subpackets.setKeyFlags(true, MadeKey.SIGN);
                    back.ifPresent(packet -> embed(subpackets, packet));
                })
                .over(primary.key(), subkey);
    }

    private static void embed(PGPSignatureSubpacketGenerator subpackets, Packet back) {
        try {
            subpackets.addEmbeddedSignature(
                    false, new PGPSignature(new BCPGInputStream(new ByteArrayInputStream(back.encoded()))));
        } catch (IOException | PGPException e) {
            throw new AssertionError(e);
        }
    }

    /** Else an enemy could put another's key under his own and have said what that one signed (RFC 9580 §5.2.1.9). */
    @Test
    void isNotByASubkeyThatDidNotAgree() throws Exception {
        Packet signature = document().overBytes(RELEASE);
        Packet agreed = key.statement(PGPSignature.PRIMARYKEY_BINDING).over(other.key(), key.key());
        Packet agreedToOther = key.statement(PGPSignature.PRIMARYKEY_BINDING).over(new MadeKey().key(), key.key());
        Certificate good = other.certificate(key.subkeyPacket(), binding(other, key.key(), Optional.of(agreed)));
        Certificate silent = other.certificate(key.subkeyPacket(), binding(other, key.key(), Optional.empty()));
        Certificate elsewhere =
                other.certificate(key.subkeyPacket(), binding(other, key.key(), Optional.of(agreedToOther)));
        Certificate unbound = other.certificate(key.subkeyPacket());

        assertThat(verify(good, signature).signers()).containsExactly(key.fingerprint());
        assertThat(rule(silent, signature)).isEqualTo(PolicyRule.SUBKEY_UNBOUND);
        assertThat(rule(elsewhere, signature)).isEqualTo(PolicyRule.SUBKEY_UNBOUND);
        assertThat(rule(unbound, signature)).isEqualTo(PolicyRule.SUBKEY_UNBOUND);
        assertThat(Gpg.gpgvAccepts(good.encoded(), signature.encoded(), RELEASE))
                .isTrue();
        assertThat(Gpg.gpgvAccepts(silent.encoded(), signature.encoded(), RELEASE))
                .isFalse();
        assertThat(refused(silent, signature))
                .hasMessage("key %s: expected its own signature that it belongs to %s, got none"
                        .formatted(key.fingerprint(), other.fingerprint()));
    }

    @Test
    void isByAKeyThatSaysWhatItIsFor() throws Exception {
        Packet signature = document().overBytes(RELEASE);
        Packet withoutFlags = key.statement(PGPSignature.POSITIVE_CERTIFICATION).overUserId("A");
        Packet direct = key.statement(PGPSignature.DIRECT_KEY)
                .says(subpackets -> subpackets.setKeyFlags(true, MadeKey.CERTIFY_AND_SIGN))
                .overKey();

        assertThat(rule(certificate(key.primaryPacket()), signature)).isEqualTo(PolicyRule.SELF_SIGNATURE);
        assertThat(rule(certificate(key.primaryPacket(), MadeKey.userId(), withoutFlags), signature))
                .isEqualTo(PolicyRule.KEY_FLAGS);
        assertThat(verify(certificate(key.primaryPacket(), direct), signature).text())
                .isEqualTo(RELEASE);
        assertThat(verify(certificate(key.primaryPacket(), direct, MadeKey.userId(), withoutFlags), signature)
                        .text())
                .isEqualTo(RELEASE);
    }

    private static Certificate certificate(Packet... packets) throws OpenPgpException {
        return Certificate.read(Packet.encoded(List.of(packets)));
    }

    @Test
    void isByAKeyWhoseUserIdIsNotWithdrawn() throws Exception {
        Packet signature = document().overBytes(RELEASE);
        Packet withdrawn = key.statement(PGPSignature.CERTIFICATION_REVOCATION)
                .at(MadeKey.MADE.plusSeconds(1))
                .overUserId("A");
        Packet anew = key.statement(PGPSignature.POSITIVE_CERTIFICATION)
                .at(MadeKey.MADE.plusSeconds(2))
                .says(subpackets -> subpackets.setKeyFlags(true, MadeKey.CERTIFY_AND_SIGN))
                .overUserId("A");

        assertThat(rule(key.certificate(withdrawn), signature)).isEqualTo(PolicyRule.SELF_SIGNATURE);
        assertThat(verify(key.certificate(withdrawn, anew), signature).text()).isEqualTo(RELEASE);
    }

    @Test
    void isByAKeyThatOthersCannotChange() throws Exception {
        Packet signature = document().overBytes(RELEASE);
        Packet foreign = other.statement(PGPSignature.POSITIVE_CERTIFICATION).overUserId("A");
        Packet forgedExpiry = other.statement(PGPSignature.DIRECT_KEY)
                .says(subpackets -> {
                    subpackets.removePacketsOfType(33);
                    subpackets.setIssuerFingerprint(false, key.key());
                    subpackets.setKeyExpirationTime(true, 1);
                })
                .overKey();
        Certificate certificate = certificate(
                key.primaryPacket(),
                forgedExpiry,
                MadeKey.userId(),
                key.certification(),
                foreign,
                new Packet(Packet.USER_ID, "Debian".getBytes(US_ASCII)));

        assertThat(verify(certificate, signature).text()).isEqualTo(RELEASE);
        assertThat(certificate.userIds()).containsExactly("A");
        assertThat(certificate.armored()).isEqualTo(key.certificate().armored());
    }

    @Test
    void isNotByAKeyOfVersion6() {
        MadeKey version6 = new MadeKey(6, PublicKeyAlgorithmTags.Ed25519);

        assertThatThrownBy(() -> certificate(version6.primaryPacket()))
                .hasMessage("key: expected a key of version 4, got version 6");
    }

    /** gpgv 2.2 knows Ed25519 by its old number alone. */
    @Test
    void isNotByTheNewFormOfEd25519WhichGpgvDoesNotKnow() throws Exception {
        MadeKey modern = new MadeKey(4, PublicKeyAlgorithmTags.Ed25519);
        Packet signature = modern.statement(PGPSignature.BINARY_DOCUMENT).overBytes(RELEASE);
        Certificate certificate = modern.certificate();

        assertThat(rule(certificate, signature)).isEqualTo(PolicyRule.KEY_ALGORITHM);
        assertThat(refused(certificate, signature))
                .hasMessage("key %s: expected Ed25519, ECDSA or RSA, got Ed25519 in the form of RFC 9580"
                        .formatted(modern.fingerprint()));
        assertThat(Gpg.gpgvAccepts(certificate.encoded(), signature.encoded(), RELEASE))
                .isFalse();
        assertThat(AptVerifier.GPGV.of(certificate, NOW))
                .extracting(Prognosis::message)
                .containsExactly(
                        "key %s: gpgv does not take Ed25519 in the form of RFC 9580".formatted(modern.fingerprint()));
    }

    @Test
    void showsUserIdsWithoutWhatMovesTheCursor() throws Exception {
        String evil = "Debian\u202e\u0007\n <a@b>";
        Packet id = new Packet(Packet.USER_ID, evil.getBytes(UTF_8));
        Packet certified = key.statement(PGPSignature.POSITIVE_CERTIFICATION).overUserId(evil);

        assertThat(certificate(key.primaryPacket(), id, certified).userIds())
                .containsExactly("Debian\uFFFD\uFFFD\uFFFD <a@b>");
    }
}

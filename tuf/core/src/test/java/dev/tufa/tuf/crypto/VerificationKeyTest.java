package dev.tufa.tuf.crypto;

import static dev.tufa.tuf.crypto.Pairs.DOCUMENT;
import static dev.tufa.tuf.crypto.Pairs.document;
import static dev.tufa.tuf.crypto.Pairs.sign;
import static dev.tufa.tuf.crypto.Pairs.usable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.metadata.Key;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {
    static Stream<SignatureScheme> schemes() {
        return Pairs.SCHEMES.stream();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void itsOwnSignatureVerifies(SignatureScheme scheme) {
        String signature = sign(scheme, DOCUMENT);
        assertThat(usable(scheme).verifies(DOCUMENT, signature)).isTrue();
        assertThat(usable(scheme).verifies(DOCUMENT, signature.toUpperCase(Locale.ROOT)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void aSignatureOverSomethingElseDoesNot(SignatureScheme scheme) {
        String signature = sign(scheme, document("{\"a\":[\"\\u00e9\\n\",null],\"b\":2}"));
        assertThat(usable(scheme).verifies(DOCUMENT, signature)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void aSignatureByAnySchemeButItsOwnDoesNot(SignatureScheme scheme) {
        for (SignatureScheme other : Pairs.SCHEMES) {
            assertThat(usable(scheme).verifies(DOCUMENT, sign(other, DOCUMENT)))
                    .as("signed by %s", other)
                    .isEqualTo(other == scheme);
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void whatIsNoSignatureAtAllDoesNot(SignatureScheme scheme) {
        String signature = sign(scheme, DOCUMENT);
        List<String> others = List.of(
                "",
                "0",
                "00",
                "zz",
                " " + signature,
                signature + "\n",
                "0x" + signature,
                signature.substring(1),
                signature.substring(2),
                signature.substring(0, signature.length() - 1),
                signature.substring(0, signature.length() - 2),
                signature + "00",
                signature + "0000",
                "00" + signature,
                signature + signature,
                "00".repeat(signature.length() / 2),
                "ff".repeat(signature.length() / 2),
                "00".repeat(100_000),
                "\u0660".repeat(signature.length()),
                "-----BEGIN SIGNATURE-----");
        for (String other : others) {
            assertThat(usable(scheme).verifies(DOCUMENT, other))
                    .as(other.length() > 50 ? other.substring(0, 50) : other)
                    .isFalse();
        }
    }

    @Test
    void aSignatureIsOverTheCanonicalFormWhateverTheTextWas() {
        String signature =
                sign(SignatureScheme.ED25519, document("{ \"a\" : [ \"\u00e9\\u000a\" , null ] , \"b\" : 1 }"));
        assertThat(usable(SignatureScheme.ED25519).verifies(DOCUMENT, signature))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "rsassa-pss-sha256, SHA-256, 2048, 222",
        "rsassa-pss-sha384, SHA-384, 2048, 206",
        "rsassa-pss-sha512, SHA-512, 2048, 190",
        "rsassa-pss-sha256, SHA-256, 2049, 222",
        "rsassa-pss-sha256, SHA-256, 2055, 223"
    })
    void theSaltOfPssMayBeAsLongAsTheKeyAllows(String scheme, String digest, int bits, int saltLength)
            throws GeneralSecurityException {
        KeyPair pair = Pairs.rsa(bits);
        VerificationKey key =
                Pairs.decode(Key.of("rsa", scheme, Pairs.pem(pair.getPublic().getEncoded())));
        assertThat(key.verifies(DOCUMENT, sign(pss(digest, saltLength), pair, DOCUMENT)))
                .isTrue();
        assertThat(key.verifies(DOCUMENT, sign(pss(digest, saltLength - 1), pair, DOCUMENT)))
                .isFalse();
        int digestLength = Integer.parseInt(digest.substring(4)) / 8;
        assertThat(key.verifies(DOCUMENT, sign(pss(digest, digestLength), pair, DOCUMENT)))
                .isTrue();
        assertThat(key.verifies(DOCUMENT, sign(pss(digest, 0), pair, DOCUMENT))).isFalse();
    }

    @Test
    void theMaskOfPssIsByTheSameDigest() throws GeneralSecurityException {
        Signature other = Signature.getInstance("RSASSA-PSS");
        other.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA1, 32, 1));
        String signature = sign(other, Pairs.rsa(2048), DOCUMENT);
        assertThat(usable(SignatureScheme.RSA_PSS_SHA256).verifies(DOCUMENT, signature))
                .isFalse();
    }

    private static Signature pss(String digest, int saltLength) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), saltLength, 1));
        return signature;
    }

    /** RFC 8032 §7.1, test 1: the signature of the empty message, which no document is. */
    @Test
    void aRightSignatureOfTheEmptyMessageIsNotOneOfTheEmptyObject() {
        VerificationKey key = Pairs.decode(
                Key.of("ed25519", "ed25519", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
        assertThat(
                        key.verifies(
                                document("{}"),
                                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"))
                .isFalse();
    }

    /** Adding the group's order to the second half gives another text that satisfies the equation. */
    @Test
    void anEd25519SignatureHasOneTextOnly() {
        String signature = sign(SignatureScheme.ED25519, DOCUMENT);
        byte[] bytes = HexFormat.of().parseHex(signature);
        byte[] order = HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; i++) {
            carry += (bytes[32 + i] & 0xFF) + (order[i] & 0xFF);
            bytes[32 + i] = (byte) carry;
            carry >>= 8;
        }
        assertThat(usable(SignatureScheme.ED25519)
                        .verifies(DOCUMENT, HexFormat.of().formatHex(bytes)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3006020100020100",
                "3006020101020100",
                "3006020100020101",
                "300602010102010100",
                "3000",
                "30",
                "3080",
                "308000",
                "30060201ff0201ff"
            })
    void anEcdsaSignatureOfSmallNumbersDoesNotVerify(String signature) {
        assertThat(usable(SignatureScheme.ECDSA_P256).verifies(DOCUMENT, signature))
                .isFalse();
    }

    @Test
    void mlDsaSignsAPrefixAndADigest() {
        assertThat(HexFormat.of().formatHex(VerificationKey.mlDsaMessage(document("{}"))))
                .isEqualTo(
                        "74756601" // printf '{}' | sha512sum
                                + "27c74670adb75075fad058d5ceaf7b20c4e7786c83bae8a32f626f9782af34c9"
                                + "a33c2046ef60fd2a7878d378e29fec851806bbd9a67878f3a9f1cda4830763fd");
    }
}

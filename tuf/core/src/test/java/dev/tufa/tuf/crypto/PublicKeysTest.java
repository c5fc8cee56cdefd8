package dev.tufa.tuf.crypto;

import static dev.tufa.tuf.crypto.Pairs.DOCUMENT;
import static dev.tufa.tuf.crypto.Pairs.hex;
import static dev.tufa.tuf.crypto.Pairs.pem;
import static dev.tufa.tuf.crypto.Pairs.sign;
import static dev.tufa.tuf.crypto.SignatureScheme.ECDSA_P256;
import static dev.tufa.tuf.crypto.SignatureScheme.ECDSA_P384;
import static dev.tufa.tuf.crypto.SignatureScheme.ECDSA_P521;
import static dev.tufa.tuf.crypto.SignatureScheme.ED25519;
import static dev.tufa.tuf.crypto.SignatureScheme.RSA_PSS_SHA256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {
    private static final String NOT_ED25519 = "not a public key of scheme ed25519";
    private static final String NOT_P256 = "not a public key of scheme ecdsa-sha2-nistp256";

    @Nested
    @DisplayName("one public key, however it is written")
    class Spellings {
        @Test
        void ed25519InHexOrPem() {
            assertOneKey(
                    ED25519, List.of("ed25519"), hex(ED25519), hex(ED25519).toUpperCase(Locale.ROOT), pem(ED25519));
        }

        @ParameterizedTest
        @EnumSource(names = {"ECDSA_P256", "ECDSA_P384", "ECDSA_P521"})
        void ecdsaAsPointOrPemUnderBothKeyTypes(SignatureScheme scheme) {
            assertOneKey(
                    scheme,
                    List.of("ecdsa", scheme.text()),
                    hex(scheme),
                    hex(scheme).toUpperCase(Locale.ROOT),
                    pem(scheme));
        }

        @ParameterizedTest
        @EnumSource(names = {"ED25519", "ECDSA_P256", "RSA_PSS_SHA256"})
        void pemWithOtherWhiteSpace(SignatureScheme scheme) {
            String pem = pem(scheme);
            String base64 = Base64.getEncoder()
                    .encodeToString(Pairs.of(scheme).getPublic().getEncoded());
            assertOneKey(
                    scheme,
                    List.of(scheme.keyType()),
                    pem,
                    pem.strip(),
                    pem.replace("\n", "\r\n"),
                    pem.replace("\n", "\n\n"),
                    pem.replace("\n", " \n\t"),
                    "\n\n" + pem + "\n\n",
                    "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----",
                    "-----BEGIN PUBLIC KEY-----" + base64 + "-----END PUBLIC KEY-----",
                    "Comment: mine\n" + pem + "more comment");
        }

        @Test
        void rsaUnderEverySchemeOfRsa() {
            Set<String> fingerprints = new HashSet<>();
            for (SignatureScheme scheme : Pairs.SCHEMES) {
                if (scheme.keyType().equals("rsa")) {
                    fingerprints.add(Pairs.usable(scheme).fingerprint());
                }
            }
            assertThat(fingerprints).hasSize(1);
        }

        /** The parameters of the algorithm are NULL, say nothing, or are of another type that platforms take for NULL. */
        @ParameterizedTest
        @ValueSource(strings = {"0500", "", "0000", "0300", "0700"})
        void rsaWithOtherParameters(String parameters) throws UnusableKeyException {
            byte[] usual = Pairs.rsa(2048).getPublic().getEncoded();
            String bitString = HexFormat.of().formatHex(Arrays.copyOfRange(usual, 4 + 15, usual.length));
            String algorithm = "06092a864886f70d010101" + parameters;
            String content = "30%02x".formatted(algorithm.length() / 2) + algorithm + bitString;
            byte[] encoded = HexFormat.of().parseHex("3082%04x".formatted(content.length() / 2) + content);
            Key key = Key.of("rsa", RSA_PSS_SHA256.text(), pem(encoded));
            assertThat(fingerprintIfUsable(key))
                    .isSubsetOf(Pairs.usable(RSA_PSS_SHA256).fingerprint());
        }

        /** The bit string says that its last bits are unused, which they are not. */
        @ParameterizedTest
        @EnumSource(names = {"ED25519", "ECDSA_P256", "ECDSA_P384", "ECDSA_P521"})
        void bitsThatAreNotUnused(SignatureScheme scheme) throws UnusableKeyException {
            byte[] encoded = Pairs.of(scheme).getPublic().getEncoded();
            int unusedBits = encoded.length - hex(scheme).length() / 2 - 1;
            assertThat(encoded[unusedBits]).isZero();
            for (byte bits = 1; bits < 9; bits++) {
                encoded[unusedBits] = bits;
                Key key = Key.of(scheme.keyType(), scheme.text(), pem(encoded));
                assertThat(fingerprintIfUsable(key))
                        .isSubsetOf(Pairs.usable(scheme).fingerprint());
            }
        }

        private static Set<String> fingerprintIfUsable(Key key) {
            try {
                return Set.of(PublicKeys.decode(key).fingerprint());
            } catch (UnusableKeyException e) {
                return Set.of();
            }
        }

        private static void assertOneKey(SignatureScheme scheme, List<String> keyTypes, String... texts) {
            String signature = sign(scheme, DOCUMENT);
            for (String keyType : keyTypes) {
                for (String text : texts) {
                    VerificationKey key = Pairs.decode(Key.of(keyType, scheme.text(), text));
                    assertThat(key.fingerprint()).isEqualTo(Pairs.usable(scheme).fingerprint());
                    assertThat(key.verifies(DOCUMENT, signature)).isTrue();
                }
            }
        }

        @Test
        void differentKeysHaveDifferentFingerprints() {
            Set<String> fingerprints = new HashSet<>();
            for (SignatureScheme scheme : List.of(ED25519, ECDSA_P256, ECDSA_P384, ECDSA_P521, RSA_PSS_SHA256)) {
                fingerprints.add(Pairs.usable(scheme).fingerprint());
            }
            assertThat(fingerprints).hasSize(5).allMatch(fingerprint -> fingerprint.matches("[0-9a-f]{64}"));
        }
    }

    @Nested
    @DisplayName("refuses")
    class Refuses {
        static Stream<Arguments> ed25519() {
            String key = hex(ED25519);
            return Stream.of(
                    arguments("", "expected an Ed25519 key of 32 bytes, got 0"),
                    arguments("00", "expected an Ed25519 key of 32 bytes, got 1"),
                    arguments(key.substring(2), "expected an Ed25519 key of 32 bytes, got 31"),
                    arguments(key + "00", "expected an Ed25519 key of 32 bytes, got 33"),
                    arguments(key + key, "expected an Ed25519 key of 32 bytes, got 64"),
                    arguments("00".repeat(100_000), "expected an Ed25519 key of 32 bytes, got 100000"),
                    arguments(key.substring(1), NOT_ED25519),
                    arguments(" " + key, NOT_ED25519),
                    arguments(key + "\n", NOT_ED25519),
                    arguments("0x" + key, NOT_ED25519),
                    arguments("zz".repeat(32), NOT_ED25519),
                    arguments("\u0660".repeat(64), NOT_ED25519),
                    arguments(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key)), NOT_ED25519),
                    arguments("-----BEGIN PUBLIC KEY-----", "expected a complete PEM block, got only its beginning"),
                    arguments("-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----", NOT_ED25519),
                    arguments(
                            "-----END PUBLIC KEY----------BEGIN PUBLIC KEY-----",
                            "expected a complete PEM block, got only its beginning"),
                    arguments("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", NOT_ED25519),
                    arguments("-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----", NOT_ED25519),
                    arguments("-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----", NOT_ED25519),
                    arguments("-----BEGIN PUBLIC KEY-----\n====\n-----END PUBLIC KEY-----", NOT_ED25519),
                    arguments(pem(ED25519).replace("PUBLIC", "PRIVATE"), NOT_ED25519),
                    arguments(pem(ED25519).toLowerCase(Locale.ROOT), NOT_ED25519),
                    arguments(pem(ECDSA_P256), NOT_ED25519),
                    arguments(pem(RSA_PSS_SHA256), NOT_ED25519));
        }

        @ParameterizedTest
        @MethodSource("ed25519")
        void ed25519KeysThatAreNone(String text, String message) {
            assertUnusable(Key.of("ed25519", "ed25519", text), message);
        }

        static Stream<Arguments> p256() {
            String point = hex(ECDSA_P256);
            String body = point.substring(2);
            return Stream.of(
                    arguments("", "expected an uncompressed point of 65 bytes, got 0 bytes"),
                    arguments("04", "expected an uncompressed point of 65 bytes, got 1 bytes"),
                    arguments(body, "expected an uncompressed point of 65 bytes, got 64 bytes"),
                    arguments(point + "00", "expected an uncompressed point of 65 bytes, got 66 bytes"),
                    arguments("02" + body.substring(0, 64), "expected an uncompressed point of 65 bytes, got 33 bytes"),
                    arguments("06" + body, "expected an uncompressed point of 65 bytes, got 65 bytes"),
                    arguments("00" + body, "expected an uncompressed point of 65 bytes, got 65 bytes"),
                    arguments(hex(ECDSA_P384), "expected an uncompressed point of 65 bytes, got 97 bytes"),
                    arguments("zz", NOT_P256),
                    arguments(pem(ECDSA_P384), "expected a key on secp256r1, got a key on another curve"),
                    arguments(pem(ED25519), NOT_P256),
                    arguments(pem(RSA_PSS_SHA256), NOT_P256));
        }

        @ParameterizedTest
        @MethodSource("p256")
        void ecdsaKeysThatAreNone(String text, String message) {
            assertUnusable(Key.of("ecdsa", "ecdsa-sha2-nistp256", text), message);
        }

        /** secp256k1 and brainpoolP256r1, whose sizes are those of P-256. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "3056301006072a8648ce3d020106052b8104000a03420004"
                            + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                            + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
                    "305a301406072a8648ce3d020106092b240303020801010703420004"
                            + "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262"
                            + "547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997"
                })
        void keysOnOtherCurvesOfTheSameSize(String encoded) {
            assertUnusable(
                    Key.of("ecdsa", "ecdsa-sha2-nistp256", pem(HexFormat.of().parseHex(encoded))),
                    "expected a key on secp256r1, got a key on another curve");
        }

        @ParameterizedTest
        @ValueSource(strings = {"00", "11", "ff"})
        void pointsThatAreNotOnTheCurveVerifyNothing(String repeated) {
            Key key = Key.of("ecdsa", "ecdsa-sha2-nistp256", "04" + repeated.repeat(64));
            assertThat(Pairs.decode(key).verifies(DOCUMENT, sign(ECDSA_P256, DOCUMENT)))
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource({"512", "1024", "2047"})
        void rsaKeysUnder2048Bits(int bits) {
            assertUnusable(
                    Key.of(
                            "rsa",
                            "rsassa-pss-sha256",
                            pem(Pairs.rsa(bits).getPublic().getEncoded())),
                    "expected an RSA key of 2048 to 16384 bits, got " + bits);
        }

        @ParameterizedTest
        @ValueSource(ints = {2048, 2049, 3072, 4096, 16384})
        void noRsaKeyOf2048BitsAndMore(int bits) throws GeneralSecurityException {
            RSAPublicKeySpec numbers = new RSAPublicKeySpec(
                    BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE), BigInteger.valueOf(65537));
            byte[] encoded =
                    KeyFactory.getInstance("RSA").generatePublic(numbers).getEncoded();
            assertThat(Pairs.decode(Key.of("rsa", "rsassa-pss-sha256", pem(encoded)))
                            .verifies(DOCUMENT, "00"))
                    .isFalse();
        }

        @Test
        void rsaKeysOver16384Bits() {
            Key key = Key.of("rsa", "rsassa-pss-sha256", pem(HexFormat.of().parseHex(rsa(16385))));
            assertThatThrownBy(() -> PublicKeys.decode(key)).isInstanceOf(UnusableKeyException.class);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void rsaKeysWithTheSmallestExponents(int exponent) {
            RSAPublicKey key = (RSAPublicKey) Pairs.rsa(2048).getPublic();
            String text = pem(HexFormat.of().parseHex(rsa(key.getModulus(), BigInteger.valueOf(exponent))));
            assertUnusable(Key.of("rsa", "rsassa-pss-sha256", text), "not a public key of scheme rsassa-pss-sha256");
        }

        @Test
        void rsaKeysInHex() {
            assertUnusable(
                    Key.of("rsa", "rsassa-pss-sha256", "00"), "expected a PEM public key for scheme rsassa-pss-sha256");
        }

        @Test
        void rsaKeysInTheirOwnPemFormat() {
            assertUnusable(
                    Key.of("rsa", "rsassa-pss-sha256", pem(RSA_PSS_SHA256).replace("PUBLIC", "RSA PUBLIC")),
                    "not a public key of scheme rsassa-pss-sha256");
        }

        @Test
        void keysOfAnotherTypeThanTheScheme() {
            for (SignatureScheme scheme : SignatureScheme.values()) {
                for (String keyType : List.of("rsa", "ecdsa", "ed25519", "ml-dsa", "ecdsa-sha2-nistp256", "", "RSA")) {
                    boolean known = keyType.equals(scheme.keyType())
                            || scheme == ECDSA_P256 && keyType.equals("ecdsa-sha2-nistp256");
                    assertThat(SignatureScheme.of(keyType, scheme.text()).isPresent())
                            .as("%s with %s", keyType, scheme.text())
                            .isEqualTo(known);
                    if (!known) {
                        assertUnusable(
                                Key.of(keyType, scheme.text(), pem(ED25519)),
                                "unknown key type " + keyType + " with scheme " + scheme.text());
                    }
                }
            }
        }

        @ParameterizedTest
        @CsvSource({
            "ed25519, ed25519ph",
            "ed25519, Ed25519",
            "ed25519, ''",
            "ecdsa, ecdsa-sha2-nistp224",
            "ecdsa-sha2-nistp256, ecdsa-sha2-nistp384",
            "rsa, rsassa-pss-sha1",
            "rsa, rsa-pkcs1v15-sha1",
            "ml-dsa, ml-dsa-65",
            "ml-dsa, ml-dsa-65/2",
            "ml-dsa, ml-dsa-65/01",
            "ml-dsa-65, ml-dsa-65/1",
            "sigstore-oidc, Fulcio"
        })
        void schemesThatNobodyHasHeardOf(String keyType, String scheme) {
            assertUnusable(
                    Key.of(keyType, scheme, pem(ED25519)), "unknown key type " + keyType + " with scheme " + scheme);
        }

        /** This module's tests have no provider but those of the platform, which has ML-DSA since Java 24. */
        @Test
        void keysThatNoProviderKnows() {
            assertUnusable(
                    Key.of("ml-dsa", "ml-dsa-65/1", pem(ED25519)),
                    Runtime.version().feature() < 24
                            ? "no security provider here has scheme ml-dsa-65/1"
                            : "not a public key of scheme ml-dsa-65/1");
        }

        @Test
        void keysWithoutText() {
            assertUnusable(new Key("ed25519", "ed25519", JsonObject.EMPTY, JsonObject.EMPTY), "no public key text");
            JsonObject number = JsonObject.of(Map.of("public", JsonInteger.of(1)));
            assertUnusable(new Key("ed25519", "ed25519", number, JsonObject.EMPTY), "no public key text");
        }

        private static String rsa(int bits) {
            return rsa(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE), BigInteger.valueOf(65537));
        }

        private static String rsa(BigInteger modulus, BigInteger exponent) {
            String numbers = element("30", integer(modulus) + integer(exponent));
            return element("30", "300d06092a864886f70d0101010500" + element("03", "00" + numbers));
        }

        private static String integer(BigInteger number) {
            return element("02", HexFormat.of().formatHex(number.toByteArray()));
        }

        private static String element(String tag, String content) {
            int length = content.length() / 2;
            String text = length < 128 ? "%02x".formatted(length) : "82%04x".formatted(length);
            return tag + text + content;
        }

        private static void assertUnusable(Key key, String message) {
            assertThatThrownBy(() -> PublicKeys.decode(key))
                    .isInstanceOf(UnusableKeyException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void newKeysAreOfTheTypesOfTheSpecification() {
        assertThat(Stream.of(SignatureScheme.values())
                        .map(SignatureScheme::keyType)
                        .distinct())
                .containsExactly("ed25519", "ecdsa", "rsa", "ml-dsa");
    }
}

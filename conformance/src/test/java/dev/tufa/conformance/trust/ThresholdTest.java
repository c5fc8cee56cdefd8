package dev.tufa.conformance.trust;

import static dev.tufa.conformance.trust.Verified.Signatures.by;
import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestKeys.withKey;
import static dev.tufa.testkit.TestKeys.withKeyId;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aTimestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tufa.conformance.trust.Verified.Signatures;
import dev.tufa.testkit.TestKeys;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.PrivateKeySigner;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.trust.TimestampStage;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("TUF §5.3.4, §5.4.2, §5.5.3 and §5.6.3 arbitrary software attack")
class ThresholdTest {
    private static final Signer A = key("a");
    private static final Signer B = key("b");
    private static final Signer C = key("c");
    private static final Signer[] ABC = {A, B, C};

    /** What every document with the wrong signatures is refused with. */
    private static String refusal(Verified place, int threshold, int signers, String detail) {
        return "%s.json: expected signatures by %d distinct keys of role %s, got %d%s"
                .formatted(place.role, threshold, place.role, signers, detail);
    }

    private static void assertRefused(
            Verified place, int threshold, Signer[] listed, Signatures signatures, int signers, String detail) {
        assertThatThrownBy(() -> place.offer(threshold, listed, signatures))
                .isInstanceOfSatisfying(SignatureException.class, e -> {
                    assertThat(e.role()).isEqualTo(place.role);
                    assertThat(e.file()).isEqualTo(place.role + ".json");
                    assertThat(e.threshold()).isEqualTo(threshold);
                    assertThat(e.signers()).isEqualTo(signers);
                })
                .hasMessage(refusal(place, threshold, signers, detail));
    }

    private static void assertAccepted(Verified place, int threshold, Signer[] listed, Signatures signatures) {
        assertThatCode(() -> place.offer(threshold, listed, signatures)).doesNotThrowAnyException();
    }

    @Nested
    @DisplayName("a threshold of keys")
    class Counting {
        @ParameterizedTest
        @EnumSource
        void oneSignatureTooFewIsRefused(Verified place) {
            assertRefused(place, 2, ABC, by(B), 1, "");
            assertRefused(place, 3, ABC, by(A, C), 2, "");
        }

        @ParameterizedTest
        @EnumSource
        void justEnoughSignaturesAreAccepted(Verified place) {
            assertAccepted(place, 1, ABC, by(C));
            assertAccepted(place, 2, ABC, by(C, A));
            assertAccepted(place, 3, ABC, by(C, A, B));
        }

        @ParameterizedTest
        @EnumSource
        void moreThanEnoughAreAccepted(Verified place) {
            assertAccepted(place, 1, ABC, by(A, B, C));
        }

        @ParameterizedTest
        @EnumSource
        void noSignatureIsRefused(Verified place) {
            assertRefused(place, 1, ABC, by(), 0, "");
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEXT_ROOT_BY_THE_TRUSTED_ONE")
        void aThresholdAboveTheNumberOfKeysAcceptsNothing(Verified place) {
            assertRefused(place, 4, ABC, by(A, B, C), 3, "");
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEXT_ROOT_BY_THE_TRUSTED_ONE")
        void aRoleWithoutKeysAcceptsNothing(Verified place) {
            assertRefused(place, 1, new Signer[0], by(A), 0, "");
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEXT_ROOT_BY_THE_TRUSTED_ONE")
        void aThresholdOfZeroOrLessIsMalformed(Verified place) {
            for (int threshold : new int[] {0, -1}) {
                assertThatThrownBy(() -> place.offer(threshold, ABC, by()))
                        .isInstanceOf(MalformedMetadataException.class)
                        .hasMessageEndingWith("threshold: expected integer from 1 to 2147483647, got " + threshold);
            }
        }

        @ParameterizedTest
        @EnumSource
        void aKeyOfAnotherRoleDoesNotCount(Verified place) {
            assertRefused(place, 2, ABC, by(A, key("timestamp"), key("targets"), key("d")), 1, "");
        }

        @ParameterizedTest
        @EnumSource
        void signaturesByStrangersAreIgnored(Verified place) {
            assertAccepted(place, 2, ABC, by(key("stranger"), A, key("another"), B));
        }
    }

    @Nested
    @DisplayName("signatures that are none")
    class WrongSignatures {
        @ParameterizedTest
        @EnumSource
        void aSignatureOverSomethingElseDoesNotCount(Verified place) {
            Signatures wrong = document -> document.signedBy(A).wronglySignedBy(B);
            assertRefused(place, 2, ABC, wrong, 1, " (wrong signature by key " + B.keyId() + ")");
        }

        @ParameterizedTest
        @EnumSource
        void aWrongSignatureBesideEnoughRightOnesIsIgnored(Verified place) {
            assertAccepted(
                    place, 2, ABC, document -> document.wronglySignedBy(A).signedBy(B, C));
            assertAccepted(
                    place, 2, ABC, document -> document.wronglySignedBy(C).signedBy(A, B));
        }

        @ParameterizedTest
        @EnumSource
        void anEmptySignatureBesideEnoughRightOnesIsIgnored(Verified place) {
            assertAccepted(
                    place, 2, ABC, document -> document.signature(A.keyId(), "").signedBy(B, C));
            assertRefused(
                    place,
                    2,
                    ABC,
                    document -> document.signature(A.keyId(), "").signedBy(B),
                    1,
                    " (wrong signature by key " + A.keyId() + ")");
        }

        @ParameterizedTest
        @EnumSource
        void aSignatureThatIsNotHexDoesNotCount(Verified place) {
            assertRefused(
                    place,
                    1,
                    new Signer[] {A},
                    document -> document.signature(A.keyId(), "not hex"),
                    0,
                    " (wrong signature by key " + A.keyId() + ")");
        }

        @ParameterizedTest
        @EnumSource
        void aSignatureUnderTheNameOfAnotherKeyDoesNotCount(Verified place) {
            assertRefused(
                    place,
                    1,
                    new Signer[] {A},
                    by(withKeyId(A.keyId(), B)),
                    0,
                    " (wrong signature by key " + A.keyId() + ")");
        }

        @ParameterizedTest
        @EnumSource
        void everyKeyThatDoesNotCountIsNamed(Verified place) {
            Signer first = withKeyId("1", A);
            Signer second = withKeyId("2", B);
            assertRefused(
                    place,
                    1,
                    new Signer[] {first, second},
                    document -> document.wronglySignedBy(second, first),
                    0,
                    " (wrong signature by key 1; wrong signature by key 2)");
        }

        @ParameterizedTest
        @EnumSource
        void twoSignaturesUnderOneKeyIdAreMalformed(Verified place) {
            assertThatThrownBy(() -> place.offer(2, ABC, by(A, A)))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessageEndingWith("keyid: expected distinct key ids, got \"" + A.keyId() + "\" twice");
        }

        @ParameterizedTest
        @EnumSource
        void aMessageIsSafeToShowWhateverTheKeyIdIs(Verified place) {
            Signer evil = withKeyId("\u001b[2J\u202e\n", A);
            assertRefused(
                    place,
                    1,
                    new Signer[] {evil, B},
                    document -> document.wronglySignedBy(evil),
                    0,
                    " (wrong signature by key \ufffd[2J\ufffd\ufffd)");
        }
    }

    @Nested
    @DisplayName("\"each KEY MUST only contribute one SIGNATURE\"")
    class OneKey {
        static Stream<Arguments> spellings() {
            Signer plain = key("a");
            String hex = plain.key().publicText().orElseThrow();
            byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + hex);
            String base64 = Base64.getEncoder().encodeToString(encoded);
            String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
            return Stream.of(
                    arguments("the same text", plain, withKeyId("zz", plain)),
                    arguments("upper case", plain, ed25519(hex.toUpperCase(Locale.ROOT))),
                    arguments("PEM and hex", plain, ed25519(pem)),
                    arguments("PEM with other line ends", ed25519(pem), ed25519(pem.replace("\n", "\r\n"))),
                    arguments("PEM with other white space", ed25519(pem), ed25519(" " + pem.replace("\n", "\n\n"))),
                    arguments("an unknown field", plain, withUnknownField(plain)),
                    arguments(
                            "two schemes of RSA",
                            key("rsa", SignatureScheme.RSA_PSS_SHA256),
                            key("rsa", SignatureScheme.RSA_PSS_SHA512)),
                    arguments(
                            "two paddings of RSA",
                            key("rsa", SignatureScheme.RSA_PSS_SHA256),
                            key("rsa", SignatureScheme.RSA_PKCS1_SHA256)),
                    arguments(
                            "two key types of ECDSA",
                            key("ec", SignatureScheme.ECDSA_P256),
                            ofType("ecdsa-sha2-nistp256", key("ec", SignatureScheme.ECDSA_P256))));
        }

        private static Signer ed25519(String text) {
            return withKey(Key.of("ed25519", "ed25519", text), key("a"));
        }

        private static Signer withUnknownField(Signer signer) {
            Key key = signer.key();
            JsonObject unknown = JsonObject.of(Map.of("keyid_hash_algorithms", JsonArray.of(List.of())));
            return withKey(new Key(key.keyType(), key.scheme(), key.keyval(), unknown), signer);
        }

        private static Signer ofType(String keyType, Signer signer) {
            Key key = signer.key();
            return withKey(Key.of(keyType, key.scheme(), key.publicText().orElseThrow()), signer);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("spellings")
        void underTwoKeyIdsCountsOnce(String how, Signer one, Signer other) {
            assertThat(one.keyId()).isNotEqualTo(other.keyId());
            for (Verified place : Verified.values()) {
                assertRefused(place, 2, new Signer[] {one, other, B}, by(one, other), 1, "");
                assertAccepted(place, 2, new Signer[] {one, other, B}, by(one, other, B));
                assertAccepted(place, 1, new Signer[] {one, other, B}, by(other));
            }
        }

        @ParameterizedTest
        @EnumSource
        void listedManyTimesCountsOnce(Verified place) {
            Signer[] listed = new Signer[20];
            for (int i = 0; i < listed.length - 1; i++) {
                listed[i] = withKeyId("alias " + i, A);
            }
            listed[listed.length - 1] = B;
            assertRefused(
                    place, 2, listed, document -> document.signedBy(listed).edited(withoutSignatureOf(B)), 1, "");
            assertAccepted(place, 2, listed, by(listed));
        }

        /** Signatures are looked up by key id, so another key id hides one. */
        private static UnaryOperator<String> withoutSignatureOf(Signer signer) {
            return text -> text.replace("\"keyid\":\"" + signer.keyId() + '"', "\"keyid\":\"nobody\"");
        }
    }

    @Nested
    @DisplayName("TUF §4.2.1 keys")
    class Keys {
        @ParameterizedTest
        @EnumSource
        void keyIdsAreOpaque(Verified place) {
            Signer[] opaque = {withKeyId("", A), withKeyId("../../etc/passwd", B), withKeyId("\ud83d\ude00", C)};
            assertAccepted(place, 3, opaque, by(opaque));
        }

        @Test
        void aKeyThatIsNamedButNotListedDoesNotCount() throws TrustException {
            String listed = "keys/" + TestMetadata.TIMESTAMP_KEY.keyId();
            TimestampStage stage = Stages.load(aRoot().without(listed)).finish();
            assertThatThrownBy(() -> stage.accept(aTimestamp().build()))
                    .isInstanceOf(SignatureException.class)
                    .hasMessage("timestamp.json: expected signatures by 1 distinct keys of role timestamp, got 0");
        }

        @ParameterizedTest
        @EnumSource
        void aKeyOfAnUnknownTypeBesideEnoughOthersIsIgnored(Verified place) {
            Signer unknown = withKey(Key.of("unheard-of", "scheme", "text"), A);
            assertAccepted(place, 2, new Signer[] {unknown, B, C}, by(unknown, B, C));
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEXT_ROOT_BY_THE_TRUSTED_ONE")
        void aKeyOfAnUnknownTypeDoesNotCount(Verified place) {
            Signer unknown = withKeyId("1", withKey(Key.of("unheard-of", "scheme", "text"), A));
            assertRefused(
                    place,
                    2,
                    new Signer[] {unknown, B},
                    by(unknown, B),
                    1,
                    " (key 1 is unusable: unknown key type unheard-of with scheme scheme)");
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEXT_ROOT_BY_THE_TRUSTED_ONE")
        void anRsaKeyUnder2048BitsDoesNotCount(Verified place) {
            Signer weak =
                    withKeyId("1", PrivateKeySigner.of(SignatureScheme.RSA_PSS_SHA256, TestKeys.rsa("weak", 2047)));
            assertRefused(
                    place,
                    1,
                    new Signer[] {weak, B},
                    by(weak),
                    0,
                    " (key 1 is unusable: expected an RSA key of 2048 to 16384 bits, got 2047)");
        }

        @ParameterizedTest
        @EnumSource
        void anRsaKeyOf2048BitsCounts(Verified place) {
            Signer rsa = key("rsa", SignatureScheme.RSA_PSS_SHA256);
            assertAccepted(place, 1, new Signer[] {rsa}, by(rsa));
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEXT_ROOT_BY_THE_TRUSTED_ONE")
        void anEd25519KeyOfTheWrongLengthDoesNotCount(Verified place) {
            Signer cut = withKeyId("1", withKey(Key.of("ed25519", "ed25519", "00".repeat(31)), A));
            assertRefused(
                    place,
                    1,
                    new Signer[] {cut, B},
                    by(cut),
                    0,
                    " (key 1 is unusable: expected an Ed25519 key of 32 bytes, got 31)");
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEXT_ROOT_BY_THE_TRUSTED_ONE")
        void garbageInPemDoesNotCount(Verified place) {
            String garbage = "-----BEGIN PUBLIC KEY-----\ngarbage!\n-----END PUBLIC KEY-----\n";
            Signer broken = withKeyId("1", withKey(Key.of("ecdsa", "ecdsa-sha2-nistp256", garbage), A));
            assertRefused(
                    place,
                    1,
                    new Signer[] {broken, B},
                    by(broken),
                    0,
                    " (key 1 is unusable: not a public key of scheme ecdsa-sha2-nistp256)");
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEXT_ROOT_BY_THE_TRUSTED_ONE")
        void aKeyUnderTheSchemeOfAnotherTypeDoesNotCount(Verified place) {
            String hex = A.key().publicText().orElseThrow();
            Signer confused = withKeyId("1", withKey(Key.of("rsa", "ed25519", hex), A));
            assertRefused(
                    place,
                    1,
                    new Signer[] {confused, B},
                    by(confused),
                    0,
                    " (key 1 is unusable: unknown key type rsa with scheme ed25519)");
        }

        @ParameterizedTest
        @EnumSource
        void keysOfDifferentSchemesCountTogether(Verified place) {
            Signer[] listed = {
                A,
                key("ec", SignatureScheme.ECDSA_P256),
                key("ec", SignatureScheme.ECDSA_P384),
                key("ec", SignatureScheme.ECDSA_P521),
                key("rsa", SignatureScheme.RSA_PSS_SHA256),
                key("lattice", SignatureScheme.ML_DSA_44)
            };
            assertAccepted(place, listed.length, listed, by(listed));
        }
    }
}

package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.CorpusCase.refused;
import static dev.tufa.conformance.aptfile.CorpusKey.MADE;
import static dev.tufa.conformance.aptfile.KeyBlock.life;
import static dev.tufa.conformance.aptfile.MadeAptFile.AT;
import static dev.tufa.conformance.aptfile.MadeAptFile.KEY;
import static dev.tufa.conformance.aptfile.MadeAptFile.anAptFile;
import static dev.tufa.conformance.aptfile.MadeAptFile.ofVersion0;

import dev.tufa.apt.openpgp.PolicyRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.RevocationReasonTags;
import org.bouncycastle.openpgp.PGPSignature;

/** Files that are refused for their key or their signature: chapter 4. */
final class KeyCases {
    static final CorpusKey OTHER = CorpusKey.ed25519("other vendor");
    static final CorpusKey SUBKEY = CorpusKey.ed25519("signing subkey");
    static final CorpusKey RSA_1024 = CorpusKey.rsa("vendor", 1024);
    static final CorpusKey RSA_2048 = CorpusKey.rsa("vendor", 2048);
    static final CorpusKey RSA_3072 = CorpusKey.rsa("vendor", 3072);
    static final Instant RSA_2048_ENDS = Instant.parse("2030-02-01T00:00:00Z");
    static final Duration LIFE = Duration.ofDays(310);

    private KeyCases() {}

    static Stream<CorpusCase> all() {
        return Stream.of(signatures(), kinds(), lives(), subkeys(), signaturePolicy())
                .flatMap(cases -> cases);
    }

    private static Stream<CorpusCase> signatures() {
        return Stream.of(
                refused(
                        "other-key",
                        "other-key",
                        "4.2",
                        "A signature by another key than the one behind it.",
                        anAptFile().signed(Statement.ofText(OTHER))),
                refused(
                        "other-key-exchanged",
                        "other-key",
                        "4.2",
                        "A key in the place of the one that signed.",
                        anAptFile().key(KeyBlock.of(OTHER))),
                refused(
                        "bad-signature-text",
                        "bad-signature",
                        "4.2",
                        "A text with one letter changed since it was signed.",
                        anAptFile().frame(MadeAptFileEdits.replaced("example-editor", "example-edit0r"))),
                refused(
                        "bad-signature-added-line",
                        "bad-signature",
                        "4.2",
                        "A text with a line added since it was signed.",
                        anAptFile().frame(MadeAptFileEdits.replaced("Install:", "Pin: bash\nInstall:"))),
                refused(
                        "bad-signature-other-text",
                        "bad-signature",
                        "4.2",
                        "A signature over another text.",
                        anAptFile()
                                .signedBy(
                                        signed -> List.of(Statement.ofText(KEY).over(new byte[] {'A'})))),
                refused(
                        "bad-signature-claimed",
                        "bad-signature",
                        "4.2",
                        "A right signature, and one by another key that says it is by the appended one.",
                        anAptFile()
                                .signedBy(signed -> List.of(
                                        Statement.ofText(KEY).over(signed),
                                        Statement.ofText(OTHER)
                                                .says(hashed -> hashed.removePacketsOfType(33))
                                                .says(hashed -> hashed.setIssuerFingerprint(
                                                        false, KEY.pair().getPublicKey()))
                                                .over(signed)))));
    }

    private static Stream<CorpusCase> kinds() {
        CorpusKey dsa = CorpusKey.dsa("vendor of 2006", 1024, 160);
        return Stream.of(
                signaturePolicy(
                        PolicyRule.SIGNATURE_DIGEST,
                        "dsa-1024-sha1",
                        "The text of the proposal of 2006, signed as then: DSA with 1024 bits over SHA-1.",
                        ofVersion0(Seed.SIGNED)
                                .headers("Hash: SHA1\n")
                                .signed(Statement.ofText(dsa).digest(HashAlgorithmTags.SHA1))
                                .key(KeyBlock.bare(dsa).userId(HashAlgorithmTags.SHA1, hashed -> {}))),
                keyPolicy(
                        PolicyRule.KEY_ALGORITHM,
                        "dsa-1024",
                        "The same key over SHA-256.",
                        ofVersion0(Seed.SIGNED)
                                .headers("Hash: SHA256\n")
                                .signed(Statement.ofText(dsa).digest(HashAlgorithmTags.SHA256))
                                .key(KeyBlock.bare(dsa).userId(HashAlgorithmTags.SHA256, hashed -> {}))),
                keyPolicy(
                        PolicyRule.KEY_ALGORITHM,
                        "ed25519-of-rfc-9580",
                        "An Ed25519 key in the form that came with RFC 9580, which gpgv does not read.",
                        anAptFile().by(CorpusKey.ed25519("vendor", MADE, 4, PublicKeyAlgorithmTags.Ed25519))),
                keyPolicy(
                        PolicyRule.KEY_ALGORITHM,
                        "dsa-2048",
                        "A DSA key with 2048 bits.",
                        anAptFile().by(CorpusKey.dsa("vendor", 2048, 256))),
                keyPolicy(
                        PolicyRule.KEY_SIZE,
                        "rsa-1024",
                        "An RSA key with 1024 bits.",
                        anAptFile().by(RSA_1024)),
                keyPolicy(
                                PolicyRule.KEY_SIZE,
                                "rsa-2048-in-2030",
                                "An RSA key with 2048 bits on the day that apt's verifiers stop taking it.",
                                anAptFile().by(RSA_2048))
                        .at(RSA_2048_ENDS),
                keyPolicy(
                        PolicyRule.KEY_CURVE,
                        "brainpool",
                        "A key over the curve brainpoolP256r1.",
                        anAptFile().by(CorpusKey.ecdsa("vendor", "brainpoolP256r1"))),
                keyPolicy(
                        PolicyRule.KEY_CURVE,
                        "secp256k1",
                        "A key over the curve secp256k1.",
                        anAptFile().by(CorpusKey.ecdsa("vendor", "secp256k1"))),
                keyPolicy(
                        PolicyRule.KEY_VERSION,
                        "version-6",
                        "A key of version 6, which apt's verifiers do not share.",
                        anAptFile()
                                .key(KeyBlock.bare(
                                        CorpusKey.ed25519("vendor", MADE, 6, PublicKeyAlgorithmTags.Ed25519)))));
    }

    private static Stream<CorpusCase> lives() {
        return Stream.of(
                keyPolicy(
                        PolicyRule.SELF_SIGNATURE,
                        "bare",
                        "A key that says nothing of itself.",
                        anAptFile().key(KeyBlock.bare(KEY))),
                keyPolicy(
                        PolicyRule.SELF_SIGNATURE_DIGEST,
                        "sha1-self-signature",
                        "A key whose signature of itself is over SHA-1.",
                        anAptFile().key(KeyBlock.bare(KEY).userId(HashAlgorithmTags.SHA1, hashed -> {}))),
                keyPolicy(
                                PolicyRule.KEY_EXPIRED,
                                "expired",
                                "A key on the second that it expires.",
                                anAptFile()
                                        .key(KeyBlock.bare(KEY)
                                                .userId(HashAlgorithmTags.SHA512, life(LIFE.toSeconds()))))
                        .at(MADE.plus(LIFE)),
                keyPolicy(
                        PolicyRule.KEY_REVOKED,
                        "revoked",
                        "A key that is revoked since the file was signed.",
                        anAptFile()
                                .key(KeyBlock.bare(KEY)
                                        .revoked(RevocationReasonTags.KEY_RETIRED, AT.plusSeconds(1))
                                        .userId(HashAlgorithmTags.SHA512, hashed -> {}))),
                keyPolicy(
                        PolicyRule.KEY_REVOKED,
                        "compromised-later",
                        "A key that is revoked as compromised, from a later day on: it never was to be trusted.",
                        anAptFile()
                                .key(KeyBlock.bare(KEY)
                                        .revoked(
                                                RevocationReasonTags.KEY_COMPROMISED,
                                                CorpusCase.JUDGED.plus(Duration.ofDays(1)))
                                        .userId(HashAlgorithmTags.SHA512, hashed -> {}))),
                keyPolicy(PolicyRule.KEY_NOT_YET_VALID, "from-the-future", "A key that was made tomorrow.", tomorrow()),
                keyPolicy(
                        PolicyRule.KEY_FLAGS,
                        "no-flags",
                        "A key that does not say what it is for.",
                        anAptFile()
                                .key(KeyBlock.bare(KEY)
                                        .userId(
                                                HashAlgorithmTags.SHA512,
                                                0,
                                                hashed -> hashed.removePacketsOfType(27)))),
                keyPolicy(
                        PolicyRule.KEY_FLAGS,
                        "only-certifies",
                        "A key that is not for signing, by its own flags.",
                        anAptFile()
                                .key(KeyBlock.bare(KEY)
                                        .userId(HashAlgorithmTags.SHA512, KeyBlock.CERTIFY, hashed -> {}))));
    }

    private static MadeAptFile tomorrow() {
        Instant made = CorpusCase.JUDGED.plus(Duration.ofDays(1));
        CorpusKey key = CorpusKey.ed25519("vendor", made);
        return anAptFile()
                .signed(Statement.ofText(key))
                .key(KeyBlock.bare(key)
                        .add(OpenPgpBytes.userId(KeyBlock.USER_ID))
                        .add(Statement.of(key, PGPSignature.POSITIVE_CERTIFICATION)
                                .at(made)
                                .says(hashed -> hashed.setKeyFlags(true, KeyBlock.SIGN))
                                .overUserId(KeyBlock.USER_ID)));
    }

    private static Stream<CorpusCase> subkeys() {
        MadeAptFile[] files = Stream.generate(() -> anAptFile().signed(Statement.ofText(SUBKEY)))
                .limit(4)
                .toArray(MadeAptFile[]::new);
        return Stream.of(
                keyPolicy(
                        PolicyRule.SUBKEY_UNBOUND,
                        "subkey-without-back-signature",
                        "A signing subkey that did not sign that it belongs to the key.",
                        files[0].key(KeyBlock.of(KEY).subkeyWithoutBackSignature(SUBKEY, hashed -> {}))),
                keyPolicy(
                        PolicyRule.SUBKEY_EXPIRED,
                        "subkey-expired",
                        "A subkey that has expired.",
                        files[1].key(KeyBlock.of(KEY).subkey(SUBKEY, life(LIFE.toSeconds())))),
                keyPolicy(
                        PolicyRule.SUBKEY_REVOKED,
                        "subkey-revoked",
                        "A subkey that is revoked.",
                        files[2].key(KeyBlock.of(KEY)
                                .subkey(SUBKEY)
                                .revokedSubkey(SUBKEY, RevocationReasonTags.KEY_SUPERSEDED, AT.plusSeconds(1)))),
                keyPolicy(
                        PolicyRule.KEY_SIZE,
                        "subkey-weak",
                        "An RSA subkey with 1024 bits of a good key.",
                        anAptFile()
                                .signed(Statement.ofText(RSA_1024))
                                .key(KeyBlock.of(KEY).subkey(RSA_1024))),
                keyPolicy(
                        PolicyRule.KEY_EXPIRED,
                        "primary-of-subkey-expired",
                        "A good subkey of a key that has expired.",
                        files[3].key(KeyBlock.bare(KEY)
                                .userId(HashAlgorithmTags.SHA512, life(LIFE.toSeconds()))
                                .subkey(SUBKEY))));
    }

    private static CorpusCase keyPolicy(PolicyRule rule, String name, String shows, MadeAptFile file) {
        return refused("key-policy-" + name, "key-policy", "4.3", shows, file).by(rule);
    }

    private static Stream<CorpusCase> signaturePolicy() {
        return Stream.of(
                signaturePolicy(
                        PolicyRule.SIGNATURE_DIGEST,
                        "sha1",
                        "A signature over SHA-1.",
                        anAptFile()
                                .headers("Hash: SHA1\n")
                                .signed(Statement.ofText(KEY).digest(HashAlgorithmTags.SHA1))),
                signaturePolicy(
                        PolicyRule.SIGNATURE_DIGEST,
                        "md5",
                        "A signature over MD5.",
                        anAptFile()
                                .headers("Hash: MD5\n")
                                .signed(Statement.ofText(RSA_3072).digest(HashAlgorithmTags.MD5))
                                .key(KeyBlock.of(RSA_3072))),
                signaturePolicy(
                        PolicyRule.SIGNATURE_VERSION,
                        "version-3",
                        "A signature of version 3.",
                        anAptFile()
                                .signedBy(signed ->
                                        List.of(Statement.ofText(RSA_3072).ofVersion3(signed)))
                                .key(KeyBlock.of(RSA_3072))),
                signaturePolicy(
                        PolicyRule.SIGNATURE_TIME,
                        "from-the-future",
                        "A signature that was made eleven minutes from now: clocks may differ by ten.",
                        anAptFile().signed(Statement.ofText(KEY).at(CorpusCase.JUDGED.plus(Duration.ofMinutes(11))))),
                signaturePolicy(
                        PolicyRule.SIGNATURE_TIME,
                        "before-its-key",
                        "A signature that is older than its key.",
                        anAptFile().signed(Statement.ofText(KEY).at(MADE.minusSeconds(1)))),
                signaturePolicy(
                        PolicyRule.SIGNATURE_EXPIRED,
                        "expired",
                        "A signature that has expired by itself.",
                        anAptFile()
                                .signed(Statement.ofText(KEY)
                                        .says(hashed -> hashed.setSignatureExpirationTime(true, 60)))),
                signaturePolicy(
                        PolicyRule.CRITICAL_SUBPACKET,
                        "unknown-demand",
                        "A signature that demands something nobody knows.",
                        anAptFile()
                                .signed(Statement.ofText(KEY)
                                        .says(hashed ->
                                                hashed.addNotationData(true, true, "demand@example.org", "x")))),
                signaturePolicy(
                        PolicyRule.SIGNATURE_TYPE,
                        "of-a-certification",
                        "A signature that is not over a document.",
                        anAptFile()
                                .signed(Statement.of(KEY, PGPSignature.STAND_ALONE)
                                        .at(AT))),
                signaturePolicy(
                        PolicyRule.SIGNATURE_DIGEST,
                        "sha1-beside-a-good-one",
                        "A good signature and one over SHA-1, both by the key.",
                        anAptFile()
                                .signedBy(signed -> List.of(
                                        Statement.ofText(KEY).over(signed),
                                        Statement.ofText(KEY)
                                                .digest(HashAlgorithmTags.SHA1)
                                                .over(signed)))));
    }

    private static CorpusCase signaturePolicy(PolicyRule rule, String name, String shows, MadeAptFile file) {
        return refused("signature-policy-" + name, "signature-policy", "4.4", shows, file)
                .by(rule);
    }
}

package dev.tufa.apt.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of key, as gpg makes it, before ours, gpgv, apt with gpgv, and sqv. */
@DisplayName("keys and digests")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyAcceptanceTest {
    private static final byte[] RELEASE = "Origin: Acme\nSuite: stable\n".getBytes(US_ASCII);

    private final Gpg gpg = new Gpg();

    @AfterAll
    void close() {
        gpg.close();
    }

    enum By {
        GPGV,
        APT_WITH_GPGV,
        SQV
    }

    /**
     * A kind of key and of signature.
     *
     * @param rule by which it is refused here; empty if it is accepted
     * @param accepting who else may accept it, by its version; gpgv does
     */
    record Kind(
            String algorithm,
            int bits,
            String selfDigest,
            String digest,
            Optional<PolicyRule> rule,
            Set<By> accepting) {
        @Override
        public String toString() {
            return "%s%s, self-signed over %s, Release over %s"
                    .formatted(algorithm, bits == 0 ? "" : bits, selfDigest, digest);
        }
    }

    private static Kind accepted(String algorithm, int bits, String selfDigest, String digest) {
        return new Kind(algorithm, bits, selfDigest, digest, Optional.empty(), EnumSet.allOf(By.class));
    }

    private static Kind refused(
            String algorithm, int bits, String selfDigest, String digest, PolicyRule rule, Set<By> accepting) {
        return new Kind(algorithm, bits, selfDigest, digest, Optional.of(rule), accepting);
    }

    private static Stream<Kind> kinds() {
        Set<By> gpgvAlone = EnumSet.of(By.GPGV);
        Set<By> olderApt = EnumSet.of(By.GPGV, By.APT_WITH_GPGV);
        Set<By> all = EnumSet.allOf(By.class);
        return Stream.of(
                accepted("ed25519", 0, "SHA512", "SHA512"),
                accepted("ed25519", 0, "SHA256", "SHA256"),
                accepted("nistp256", 0, "SHA256", "SHA384"),
                accepted("nistp384", 0, "SHA384", "SHA384"),
                accepted("nistp521", 0, "SHA512", "SHA512"),
                accepted("rsa", 3072, "SHA512", "SHA512"),
                accepted("rsa", 2048, "SHA256", "SHA256"),
                refused("rsa", 3072, "SHA512", "SHA1", PolicyRule.SIGNATURE_DIGEST, gpgvAlone),
                refused("ed25519", 0, "SHA512", "SHA1", PolicyRule.SIGNATURE_DIGEST, gpgvAlone),
                refused("ed25519", 0, "SHA512", "RIPEMD160", PolicyRule.SIGNATURE_DIGEST, gpgvAlone),
                refused("ed25519", 0, "SHA512", "SHA224", PolicyRule.SIGNATURE_DIGEST, all),
                refused("rsa", 3072, "SHA1", "SHA256", PolicyRule.SELF_SIGNATURE_DIGEST, olderApt),
                refused("rsa", 1024, "SHA256", "SHA256", PolicyRule.KEY_SIZE, olderApt),
                refused("DSA", 2048, "SHA256", "SHA256", PolicyRule.KEY_ALGORITHM, all),
                refused("DSA", 1024, "SHA1", "SHA1", PolicyRule.KEY_ALGORITHM, gpgvAlone),
                refused("brainpoolP256r1", 0, "SHA256", "SHA256", PolicyRule.KEY_CURVE, olderApt),
                refused("secp256k1", 0, "SHA256", "SHA256", PolicyRule.KEY_CURVE, olderApt));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void areAcceptedOrRefusedByName(Kind kind) throws Exception {
        String[] selfSigned = {"--cert-digest-algo", kind.selfDigest, "--allow-weak-key-signatures"};
        Fingerprint key = kind.algorithm.equals("DSA")
                ? gpg.newKeyOf("DSA", kind.bits, selfSigned)
                : gpg.newKey(kind.algorithm + (kind.bits == 0 ? "" : kind.bits), "sign", "never", selfSigned);
        byte[] keyring = gpg.export(key);
        byte[] inRelease = gpg.clearSign(RELEASE, key, "--digest-algo", kind.digest);
        byte[] detached = gpg.run(RELEASE, "--digest-algo", kind.digest, "--local-user", key.hex(), "--detach-sign");
        Certificate certificate = Certificate.read(keyring);

        Set<By> accepting = EnumSet.noneOf(By.class);
        if (Gpg.gpgvAccepts(keyring, inRelease)) {
            accepting.add(By.GPGV);
        }
        if (Gpg.aptAccepts(keyring, inRelease)) {
            accepting.add(By.APT_WITH_GPGV);
        }
        if (Gpg.sqvAccepts(keyring, detached, RELEASE)) {
            accepting.add(By.SQV);
        }
        assertThat(kind.accepting).containsAll(accepting);
        assertThat(accepting).contains(By.GPGV);
        if (kind.rule.isEmpty()) {
            assertThat(accepting).isEqualTo(kind.accepting);
            assertThat(certificate
                            .verify(ClearSigned.read(inRelease), Instant.now())
                            .text())
                    .isEqualTo(RELEASE);
            assertThat(certificate
                            .verify(RELEASE, DetachedSignature.read(detached), Instant.now())
                            .text())
                    .isEqualTo(RELEASE);
        } else {
            OpenPgpException e = catchThrowableOfType(
                    OpenPgpException.class, () -> certificate.verify(ClearSigned.read(inRelease), Instant.now()));
            assertThat(e.rule()).as(e.getMessage()).isEqualTo(kind.rule);
            assertThat(e.refusal())
                    .isEqualTo(
                            kind.rule.get() == PolicyRule.SIGNATURE_DIGEST
                                    ? OpenPgpRefusal.SIGNATURE_POLICY
                                    : OpenPgpRefusal.KEY_POLICY);
        }
        foretells(accepting, certificate, ClearSigned.read(inRelease).facts().get(0));
    }

    /** What one of apt's verifiers refuses today, a publisher could have known. */
    private static void foretells(Set<By> accepting, Certificate certificate, SignatureFacts signature) {
        Instant now = Instant.now();
        for (AptVerifier verifier : AptVerifier.values()) {
            boolean foretold = Stream.concat(verifier.of(certificate, now).stream(), verifier.of(signature).stream())
                    .anyMatch(prognosis -> !prognosis.from().orElse(Instant.MIN).isAfter(now));
            By by = verifier == AptVerifier.GPGV ? By.APT_WITH_GPGV : By.SQV;
            assertThat(foretold || accepting.contains(by))
                    .as(verifier.toString())
                    .isTrue();
        }
    }
}

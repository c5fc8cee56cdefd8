package dev.tufa.cli.startup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.crypto.PreferredProvider;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.signatures.Ed25519Provider;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("the provider for very many signatures")
class FastSignaturesTest {
    private static final String BOUNCY_CASTLE = "org.bouncycastle.jce.provider.BouncyCastleProvider";
    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final ClassLoader LOADER = FastSignaturesTest.class.getClassLoader();

    static Stream<Arguments> all() {
        return Stream.of(BOUNCY_CASTLE, CORRETTO)
                .flatMap(type -> Stream.of("Ed25519", "SHA256withECDSA", "SHA384withECDSA")
                        .map(algorithm -> Arguments.of(type, algorithm)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void agreesWithThePlatform(String type, String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.endsWith("ECDSA") ? "EC" : "Ed25519");
        KeyPair pair = generator.generateKeyPair();
        Provider other = FastSignatures.find(type, LOADER).orElseThrow(() -> new AssertionError("no " + type));
        for (int length : List.of(0, 1, 1000, 1 << 20)) {
            byte[] message = "x".repeat(length).getBytes(UTF_8);
            byte[] changed = (message.length == 0 ? "y" : "y" + "x".repeat(length - 1)).getBytes(UTF_8);
            for (Signature signer :
                    List.of(Signature.getInstance(algorithm), Signature.getInstance(algorithm, other))) {
                signer.initSign(pair.getPrivate());
                signer.update(message);
                byte[] signature = signer.sign();

                for (Signature verifier :
                        List.of(Signature.getInstance(algorithm), Signature.getInstance(algorithm, other))) {
                    assertThat(verifies(verifier, pair, message, signature)).isTrue();
                    assertThat(verifies(verifier, pair, changed, signature)).isFalse();
                }
            }
        }
    }

    private static boolean verifies(Signature verifier, KeyPair pair, byte[] message, byte[] signature)
            throws Exception {
        verifier.initVerify(pair.getPublic());
        verifier.update(message);
        return verifier.verify(signature);
    }

    @Test
    void isTakenWhenThereTurnOutToBeMany() {
        FastSignatures.whenMany();
        for (int i = 0; i < 5000; i++) {
            PreferredProvider.over(SignatureScheme.ED25519, 1000);
        }

        assertThat(PreferredProvider.over(SignatureScheme.ED25519, 1000)
                        .orElseThrow()
                        .getClass()
                        .getName())
                .isIn(BOUNCY_CASTLE, CORRETTO);
        assertThat(PreferredProvider.over(SignatureScheme.RSA_PSS_SHA256, 1000)).isEmpty();
    }

    @Test
    void isOneThatIsReadyAtOnceFromTheStart() {
        FastSignatures.fromTheStart();

        assertThat(PreferredProvider.over(SignatureScheme.ED25519, 1000)).containsInstanceOf(Ed25519Provider.class);
        assertThat(PreferredProvider.over(SignatureScheme.ED25519, 1 << 20)).isEmpty();
        assertThat(PreferredProvider.over(SignatureScheme.ECDSA_P256, 1000)).isEmpty();
    }

    @Test
    void isNoneThatDoesNotExist() {
        assertThat(FastSignatures.find("dev.tufa.NoProvider", LOADER)).isEmpty();
    }
}

package dev.tufa.tuf.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ed25519, RFC 8032")
class Ed25519ProviderTest {
    private static final String PREFIX = "302a300506032b6570032100";

    private final Provider provider = new Ed25519Provider();

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static PublicKey publicKey(String hex) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(hex(PREFIX + hex)));
    }

    private static PrivateKey privateKey(String hex) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, hex(hex)));
    }

    private Signature own() throws GeneralSecurityException {
        return Signature.getInstance("Ed25519", provider);
    }

    private static byte[] sign(Signature signer, PrivateKey key, byte[] message) throws GeneralSecurityException {
        signer.initSign(key);
        signer.update(message);
        return signer.sign();
    }

    private static boolean verify(Signature verifier, PublicKey key, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
    }

    @ParameterizedTest
    @DisplayName("§7.1 test vectors")
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a"
    })
    void areSignedAndVerified(String secret, String open, String message, String signature) throws Exception {
        assertThat(sign(own(), privateKey(secret), hex(message))).isEqualTo(hex(signature));
        assertThat(verify(own(), publicKey(open), hex(message), hex(signature))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 100_000})
    void agreesWithThePlatform(int length) throws Exception {
        Random random = new Random(length);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        for (int i = 0; i < 20; i++) {
            KeyPair pair = generator.generateKeyPair();
            byte[] message = new byte[length];
            random.nextBytes(message);
            byte[] signature = sign(own(), pair.getPrivate(), message);

            assertThat(sign(Signature.getInstance("Ed25519"), pair.getPrivate(), message))
                    .isEqualTo(signature);
            assertThat(verify(own(), pair.getPublic(), message, signature)).isTrue();
            signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(verify(own(), pair.getPublic(), message, signature))
                    .isEqualTo(platformAccepts(pair.getPublic(), message, signature))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 100_000})
    void itsKeysAreThePlatforms(int length) throws Exception {
        byte[] message = new byte[length];
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] signature = sign(own(), pair.getPrivate(), message);
        KeyFactory factory = KeyFactory.getInstance("Ed25519", provider);

        PublicKey key =
                factory.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));

        assertThat(((EdECPublicKey) key).getPoint().getY())
                .isEqualTo(((EdECPublicKey) pair.getPublic()).getPoint().getY());
        assertThat(((EdECPublicKey) key).getPoint().isXOdd())
                .isEqualTo(((EdECPublicKey) pair.getPublic()).getPoint().isXOdd());
        PublicKey again = factory.generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        assertThat(key).isEqualTo(again).hasSameHashCodeAs(again);
        assertThat(key.getEncoded()).isEqualTo(pair.getPublic().getEncoded());
        assertThat(key.getAlgorithm()).isEqualTo(pair.getPublic().getAlgorithm());
        assertThat(key.getFormat()).isEqualTo(pair.getPublic().getFormat());
        assertThat(verify(own(), key, message, signature)).isTrue();
        assertThat(platformAccepts(key, message, signature)).isTrue();
        signature[0] ^= 1;
        assertThat(verify(own(), key, message, signature)).isFalse();
        assertThat(platformAccepts(key, message, signature)).isFalse();
        assertThat(factory.translateKey(key)).isEqualTo(pair.getPublic());
        assertThat(factory.getKeySpec(key, X509EncodedKeySpec.class).getEncoded())
                .isEqualTo(key.getEncoded());
        assertThat(factory.getKeySpec(key, EdECPublicKeySpec.class).getPoint().getY())
                .isEqualTo(((EdECPublicKey) pair.getPublic()).getPoint().getY());
        assertThat(factory.generatePrivate(
                        new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())))
                .isEqualTo(pair.getPrivate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "302a300506032b6570032100",
                "302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751"
            })
    void whatIsNoKeyIsRefusedAsByThePlatform(String encoded) throws Exception {
        KeyFactory factory = KeyFactory.getInstance("Ed25519", provider);

        assertThatThrownBy(() -> factory.generatePublic(new X509EncodedKeySpec(hex(encoded))))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThatThrownBy(() -> KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(hex(encoded))))
                .isInstanceOf(InvalidKeySpecException.class);
    }

    private static boolean platformAccepts(PublicKey key, byte[] message, byte[] signature) {
        try {
            return verify(Signature.getInstance("Ed25519"), key, message, signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65, 128})
    void aSignatureOfAnotherLengthIsNone(int length) throws Exception {
        PublicKey key = publicKey("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

        assertThat(verify(own(), key, new byte[0], new byte[length])).isFalse();
    }

    @Test
    void anotherOneCanFollow() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signer = own();
        signer.initSign(pair.getPrivate());
        signer.update((byte) 1);
        byte[] first = signer.sign();
        signer.update((byte) 1);

        assertThat(signer.sign()).isEqualTo(first);
    }

    @Test
    void keysOfOtherAlgorithmsAreRefused() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        KeyPair larger = KeyPairGenerator.getInstance("Ed448").generateKeyPair();

        assertThatThrownBy(() -> own().initVerify(pair.getPublic()))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("expected a public key for Ed25519, got one for EC");
        assertThatThrownBy(() -> own().initSign(pair.getPrivate())).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> own().initVerify(larger.getPublic())).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> own().initSign(larger.getPrivate())).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void isFoundByThoseWhoLookForProviders() {
        assertThat(ServiceLoader.load(Provider.class)).anyMatch(Ed25519Provider.class::isInstance);
    }
}

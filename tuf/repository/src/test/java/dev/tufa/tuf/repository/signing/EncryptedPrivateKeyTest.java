package dev.tufa.tuf.repository.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedPrivateKeyTest {
    private static final int ITERATIONS = 1000;

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource(
            value = SignatureScheme.class,
            names = {"ED25519", "ECDSA_P256", "ECDSA_P384", "ECDSA_P521"})
    void aKeyThatWasSealedSignsWhenItIsOpened(SignatureScheme scheme) throws Exception {
        requireSignsWhenOpened(PrivateKeySigner.generate(scheme));
    }

    @Test
    void anRsaKeyThatWasSealedSignsWhenItIsOpened() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA"); // the longer ones that are made take seconds
        generator.initialize(2048);
        requireSignsWhenOpened(PrivateKeySigner.of(SignatureScheme.RSA_PSS_SHA256, generator.generateKeyPair()));
    }

    @Tag("soak")
    @Test
    void anRsaKeyThatIsMadeHereSignsWhenItIsOpened() throws Exception {
        requireSignsWhenOpened(PrivateKeySigner.generate(SignatureScheme.RSA_PSS_SHA256));
    }

    private static void requireSignsWhenOpened(PrivateKeySigner signer) throws Exception {
        byte[] pem = EncryptedPrivateKey.seal(signer.encoded(), passphrase("secret"), ITERATIONS);
        PrivateKeySigner restored = PrivateKeySigner.restore(
                "key.pem", signer.key(), EncryptedPrivateKey.open("key.pem", pem, passphrase("secret")));
        assertThat(PublicKeys.decode(signer.key()).verifies(JsonObject.EMPTY, restored.sign(JsonObject.EMPTY)))
                .isTrue();
    }

    @Test
    void theSameKeyIsNeverSealedTheSameWayTwice() {
        byte[] pkcs8 = PrivateKeySigner.generate().encoded();
        assertThat(EncryptedPrivateKey.seal(pkcs8, passphrase("secret"), ITERATIONS))
                .isNotEqualTo(EncryptedPrivateKey.seal(pkcs8, passphrase("secret"), ITERATIONS));
    }

    @Nested
    @DisplayName("openssl")
    class WithOpenssl {
        @ParameterizedTest
        @ValueSource(strings = {"secret", "with spaces", "pässwörd ✓"})
        void opensWhatIsSealedHere(String text) throws Exception {
            PrivateKeySigner signer = PrivateKeySigner.generate();
            Path file = temporary.resolve("key.pem");
            Files.write(file, EncryptedPrivateKey.seal(signer.encoded(), passphrase(text), ITERATIONS));
            assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
            String shown = Openssl.run("pkey", "-in", file.toString(), "-passin", "pass:" + text, "-noout", "-text");
            String publicKey = shown.substring(shown.indexOf("pub:") + 4).replaceAll("[^0-9a-f]", "");
            assertThat(publicKey).isEqualTo(signer.key().publicText().orElseThrow());
        }

        @Test
        void seesPbes2WithHmacSha256AndAes256() throws Exception {
            Path file = temporary.resolve("key.pem");
            byte[] pkcs8 = PrivateKeySigner.generate().encoded();
            Files.write(file, EncryptedPrivateKey.seal(pkcs8, passphrase("secret"), 10_000));
            assertThat(Openssl.run("asn1parse", "-in", file.toString()))
                    .contains(":PBES2", ":PBKDF2", ":2710", ":hmacWithSHA256", ":aes-256-cbc");
        }

        @ParameterizedTest
        @CsvSource({"aes-256-cbc,hmacWithSHA256", "aes-128-cbc,hmacWithSHA512", "aes-256-cbc,hmacWithSHA1"})
        void sealsWhatIsOpenedHere(String cipher, String function) throws Exception {
            Path plain = temporary.resolve("plain.pem");
            Path file = temporary.resolve("key.pem");
            Openssl.run("genpkey", "-algorithm", "ed25519", "-out", plain.toString());
            Openssl.run(
                    "pkcs8",
                    "-topk8",
                    "-v2",
                    cipher,
                    "-v2prf",
                    function,
                    "-passout",
                    "pass:secret",
                    "-in",
                    plain.toString(),
                    "-out",
                    file.toString());
            byte[] pkcs8 = EncryptedPrivateKey.open("key.pem", Files.readAllBytes(file), passphrase("secret"));
            assertThat(pkcs8).hasSize(48);
        }
    }

    @Nested
    @DisplayName("refused")
    class Refused {
        private final byte[] pem =
                EncryptedPrivateKey.seal(PrivateKeySigner.generate().encoded(), passphrase("secret"), ITERATIONS);

        @Test
        void aWrongPassphrase() {
            Key key = PrivateKeySigner.generate().key();
            assertThatThrownBy(() -> PrivateKeySigner.restore(
                            "key.pem", key, EncryptedPrivateKey.open("key.pem", pem, passphrase("wrong"))))
                    .isInstanceOf(WrongPassphraseException.class)
                    .hasMessage("key.pem: expected the passphrase that it was encrypted with, got another one");
        }

        @Test
        void aWrongPassphraseThatGivesTheRightPaddingByChance() {
            Key key = PrivateKeySigner.generate().key();
            assertThatThrownBy(() -> PrivateKeySigner.restore("key.pem", key, new byte[] {1, 2, 3}))
                    .isInstanceOf(WrongPassphraseException.class)
                    .hasMessage("key.pem: expected the passphrase that it was encrypted with, got another one");
        }

        @Test
        void aTextThatIsNoPem() {
            assertThatThrownBy(() -> EncryptedPrivateKey.open("key.pem", "hello".getBytes(UTF_8), passphrase("x")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("key.pem: expected -----BEGIN ENCRYPTED PRIVATE KEY-----, got another text");
        }

        @Test
        void aKeyThatIsNotEncrypted() {
            String plain = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
            assertThatThrownBy(() -> EncryptedPrivateKey.open("key.pem", plain.getBytes(UTF_8), passphrase("x")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("key.pem: expected -----BEGIN ENCRYPTED PRIVATE KEY-----, got another text");
        }

        @ParameterizedTest
        @ValueSource(strings = {"AAAA", "A", "!!!", "MAA=", ""})
        void aPemWithoutAKey(String base64) {
            String text =
                    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + base64 + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
            assertThatThrownBy(() -> EncryptedPrivateKey.open("key.pem", text.getBytes(UTF_8), passphrase("x")))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("key.pem: expected ");
        }

        @Test
        void anotherKindOfEncryption() throws Exception {
            Path plain = temporary.resolve("plain.pem");
            Path file = temporary.resolve("key.pem");
            Openssl.run("genpkey", "-algorithm", "ed25519", "-out", plain.toString());
            Openssl.run(
                    "pkcs8",
                    "-topk8",
                    "-v1",
                    "PBE-SHA1-3DES",
                    "-passout",
                    "pass:secret",
                    "-in",
                    plain.toString(),
                    "-out",
                    file.toString());
            assertThatThrownBy(
                            () -> EncryptedPrivateKey.open("key.pem", Files.readAllBytes(file), passphrase("secret")))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("key.pem: expected encryption by PBES2 with AES, such as"
                            + " PBEWithHmacSHA256AndAES_256, got ");
        }

        @Test
        void thePrivateKeyOfAnotherPublicKey() {
            assertThatThrownBy(() -> PrivateKeySigner.restore(
                            "key.pem",
                            PrivateKeySigner.generate().key(),
                            PrivateKeySigner.generate().encoded()))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("key.pem: expected the private key of [0-9a-f]{64}, got another one");
        }
    }

    private static char[] passphrase(String text) {
        return text.toCharArray();
    }
}

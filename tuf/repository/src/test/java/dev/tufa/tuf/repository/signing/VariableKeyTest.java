package dev.tufa.tuf.repository.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A key in a variable of the environment")
class VariableKeyTest {
    /** RFC 8032 §7.1, test 1. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @TempDir
    Path temporary;

    private static Surroundings with(String value) {
        return Keys.environment(Map.of("KEY", value));
    }

    @Test
    void isTheHexOfAnEd25519Key() throws Exception {
        StoredKey key = Keys.register("env:KEY", with(SEED));
        assertThat(key.key().publicText()).hasValue(PUBLIC);
        assertThat(Keys.verifies(key.key(), Keys.sign(key, with(SEED)))).isTrue();
    }

    @Test
    void isTheBase64OfAnEd25519Key() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(SEED));
        assertThat(Keys.register("env:KEY", with(base64)).key().publicText()).hasValue(PUBLIC);
    }

    @ParameterizedTest
    @CsvSource({
        "-algorithm ed25519, ED25519",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-256, ECDSA_P256",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-384, ECDSA_P384",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-521, ECDSA_P521",
        "-algorithm RSA -pkeyopt rsa_keygen_bits:2048, RSA_PSS_SHA256"
    })
    void isPkcs8AsOpensslWritesItEncryptedOrNot(String options, SignatureScheme scheme) throws Exception {
        Path plain = temporary.resolve("plain.pem");
        Openssl.run(("genpkey " + options + " -out " + plain).split(" ", -1));
        String encrypted = Openssl.run("pkcs8", "-topk8", "-in", plain.toString(), "-passout", "pass:secret");
        StoredKey key = Keys.register("env:KEY", with(Files.readString(plain)));
        assertThat(key.key().scheme()).isEqualTo(scheme.text());
        assertThat(Keys.verifies(key.key(), Keys.sign(key, with(Files.readString(plain)))))
                .isTrue();
        assertThat(Keys.verifies(key.key(), Keys.sign(key, with(encrypted)))).isTrue();
    }

    @Test
    void signsByAnotherSchemeOfRsaWhereThatIsWanted() throws Exception {
        Path file = temporary.resolve("rsa.pem");
        Openssl.run("genpkey", "-out", file.toString(), "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
        String pem = Files.readString(file);
        StoredKey key = Keys.register("env:KEY", with(pem), Optional.of(SignatureScheme.RSA_PKCS1_SHA512));
        assertThat(key.key().scheme()).isEqualTo("rsa-pkcs1v15-sha512");
        assertThat(Keys.verifies(key.key(), Keys.sign(key, with(pem)))).isTrue();
    }

    @Test
    void thatIsNotSetIsNotHere() throws Exception {
        StoredKey key = Keys.register("env:KEY", with(SEED));
        assertThatThrownBy(() -> Keys.sign(key, Keys.environment(Map.of())))
                .isInstanceOf(IOException.class)
                .hasMessage("not here: env:KEY: expected a variable with a private key, got none");
    }

    @Test
    void thatIsAnotherKeyIsRefused() throws Exception {
        StoredKey key = Keys.register("env:KEY", with(SEED));
        assertThatThrownBy(() -> Keys.sign(key, with("00".repeat(32))))
                .isInstanceOf(IOException.class)
                .hasMessage("env:KEY: expected the private key of " + key.keyId() + ", got another one");
    }

    @Test
    void thatIsNoKeyIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> Keys.register("env:KEY", with("hello")))
                .isInstanceOf(IOException.class)
                .hasMessage("env:KEY: expected a private key as PEM, JSON, hex or Base64, got another text");
    }
}

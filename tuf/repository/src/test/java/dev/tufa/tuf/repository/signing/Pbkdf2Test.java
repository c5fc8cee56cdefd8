package dev.tufa.tuf.repository.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PBKDF2")
class Pbkdf2Test {
    @Test
    void givesWhatRfc7914Says() throws Exception {
        assertThat(HexFormat.of().formatHex(Pbkdf2.derive("passwd".toCharArray(), "salt".getBytes(UTF_8), 1, 32)))
                .isEqualTo("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
        assertThat(HexFormat.of().formatHex(Pbkdf2.derive("Password".toCharArray(), "NaCl".getBytes(UTF_8), 80000, 32)))
                .isEqualTo("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 63, 64, 65, 200})
    void agreesWithThePlatformForPassphrasesOfEveryLength(int length) throws Exception {
        Random random = new Random(length);
        char[] passphrase = new char[length];
        for (int i = 0; i < length; i++) {
            passphrase[i] = "abcZ 9!ä✓".charAt(random.nextInt(9));
        }
        byte[] salt = new byte[1 + random.nextInt(40)];
        random.nextBytes(salt);
        for (int iterations : new int[] {1, 2, 1000}) {
            for (int bytes : new int[] {16, 32}) {
                byte[] expected = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(new PBEKeySpec(passphrase, salt, iterations, bytes * 8))
                        .getEncoded();
                assertThat(Pbkdf2.derive(passphrase, salt, iterations, bytes)).isEqualTo(expected);
            }
        }
    }

    @Test
    void refusesLongerKeys() {
        assertThatThrownBy(() -> Pbkdf2.derive(new char[] {'x'}, new byte[1], 1, 33))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: expected at most 32 bytes, got 33");
    }
}

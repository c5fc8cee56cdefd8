package dev.tufa.tuf.repository.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.crypto.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.spec.PBEParameterSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a passphrase comes to")
class DerivedKeysTest {
    private static final DerivedKeys.Parameters ONE =
            DerivedKeys.Parameters.of("HmacSHA256", new byte[] {1, 2}, 10, 256);

    @Test
    void isDerivedOnceForTheSameSaltAndOverwrittenAtTheEnd() throws Exception {
        DerivedKeys keys = new DerivedKeys("secret".toCharArray());
        byte[] first = keys.derive(ONE);
        assertThat(keys.derive(DerivedKeys.Parameters.of("HmacSHA256", new byte[] {1, 2}, 10, 256)))
                .isSameAs(first);
        assertThat(keys.derive(DerivedKeys.Parameters.of("HmacSHA256", new byte[] {1, 3}, 10, 256)))
                .isNotEqualTo(first);
        assertThat(keys.derive(DerivedKeys.Parameters.of("HmacSHA256", new byte[] {1, 2}, 11, 256)))
                .isNotEqualTo(first);
        assertThat(keys.derive(DerivedKeys.Parameters.of("HmacSHA512", new byte[] {1, 2}, 10, 256)))
                .isNotEqualTo(first);
        assertThat(keys.derive(DerivedKeys.Parameters.of("HmacSHA256", new byte[] {1, 2}, 10, 128)))
                .hasSize(16);
        assertThat(keys.salt("HmacSHA256", 10, 256)).contains(new byte[] {1, 2});
        assertThat(keys.salt("HmacSHA256", 12, 256)).isEmpty();
        keys.close();
        assertThat(first).containsOnly(0);
        assertThat(keys.salt("HmacSHA256", 10, 256)).isEmpty();
    }

    @Test
    void mayBeBegunBeforeItIsNeeded() throws Exception {
        DerivedKeys keys = new DerivedKeys("secret".toCharArray());
        keys.prepare(ONE);
        keys.prepare(ONE);
        byte[] begun = keys.derive(ONE);
        try (DerivedKeys others = new DerivedKeys("secret".toCharArray())) {
            assertThat(begun).isEqualTo(others.derive(ONE));
        }
        assertThat(keys.derive(ONE)).isSameAs(begun);
        keys.close();
        assertThat(begun).containsOnly(0);
    }

    /** RFC 7914 §11. */
    @Test
    void isWhatTheStandardSays() throws Exception {
        try (DerivedKeys keys = new DerivedKeys("Password".toCharArray())) {
            byte[] salt = "NaCl".getBytes(StandardCharsets.UTF_8);
            assertThat(HexFormat.of().formatHex(keys.derive(DerivedKeys.Parameters.of("HmacSHA256", salt, 80000, 512))))
                    .startsWith("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
        }
    }

    @Test
    void opensAllKeysThatOneRingHasMade() throws Exception {
        NewKey first;
        NewKey second;
        try (KeyRing ring = Keys.ring(KeyIndex.EMPTY, Keys.environment(Map.of()))) {
            first = ring.generate("timestamp", SignatureScheme.ED25519);
            second = ring.generate("snapshot", SignatureScheme.ED25519);
        }
        try (KeyRing ring = Keys.ring(KeyIndex.EMPTY, Keys.environment(Map.of()))) {
            assertThat(salt(first)).hasSize(16).isEqualTo(salt(second));
            assertThat(salt(ring.generate("timestamp", SignatureScheme.ED25519)))
                    .isNotEqualTo(salt(first));
        }
        assertThat(first.pem().orElseThrow()).isNotEqualTo(second.pem().orElseThrow());
    }

    private static byte[] salt(NewKey key) throws Exception {
        String pem = new String(key.pem().orElseThrow(), StandardCharsets.US_ASCII);
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return new EncryptedPrivateKeyInfo(der)
                .getAlgParameters()
                .getParameterSpec(PBEParameterSpec.class)
                .getSalt();
    }
}

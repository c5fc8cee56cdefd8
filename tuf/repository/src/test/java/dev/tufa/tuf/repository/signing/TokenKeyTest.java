package dev.tufa.tuf.repository.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import dev.tufa.tuf.repository.signing.source.WrongPinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A key in a PKCS#11 token")
class TokenKeyTest {
    private static final Surroundings WITH_PIN = Keys.environment(Map.of("TUFA_PIN", SoftHsm.PIN));

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({
        "object=ed25519, ED25519",
        "id=%01, ED25519",
        "object=p256;type=private, ECDSA_P256",
        "object=p384, ECDSA_P384",
        "object=p521;id=%04, ECDSA_P521",
        "object=rsa, RSA_PSS_SHA256",
        "object=rsa, RSA_PSS_SHA512",
        "object=rsa, RSA_PKCS1_SHA256"
    })
    void signsByEveryScheme(String attributes, SignatureScheme scheme) throws Exception {
        StoredKey key = Keys.register(SoftHsm.uri(attributes), WITH_PIN, Optional.of(scheme));
        assertThat(key.key().scheme()).isEqualTo(scheme.text());
        assertThat(Keys.verifies(key.key(), Keys.sign(key, WITH_PIN))).isTrue();
    }

    @Test
    void asksForThePinOnceForAllKeysOfAToken() throws Exception {
        StoredKey first = Keys.register(SoftHsm.uri("object=ed25519"), WITH_PIN);
        StoredKey second = Keys.register(SoftHsm.uri("object=p256"), WITH_PIN);
        AtomicInteger asked = new AtomicInteger();
        char[] pin = SoftHsm.PIN.toCharArray();
        Surroundings person = Keys.environment(Map.of()).withPins(token -> {
            assertThat(token).isEqualTo("tufa");
            asked.incrementAndGet();
            return Optional.of(pin);
        });
        try (KeyRing ring = Keys.ring(new KeyIndex(List.of(first, second)), person)) {
            for (StoredKey key : List.of(first, second)) {
                String signature = ring.signer(key.keyId()).orElseThrow().sign(Keys.SIGNED);
                assertThat(Keys.verifies(key.key(), signature)).isTrue();
            }
        }
        assertThat(asked).hasValue(1);
        assertThat(pin).containsOnly('\0');
    }

    @Test
    void findsThePinInAFileThatItsOwnerAloneReads() throws Exception {
        Path file = Files.writeString(temporary.resolve("pin"), SoftHsm.PIN + "\n");
        String uri = SoftHsm.uri("object=ed25519") + "&pin-source=file:" + file;
        Surroundings nobody = Keys.environment(Map.of());
        StoredKey key = Keys.register(uri, nobody);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Keys.sign(key, nobody))
                .hasMessage(
                        file + ": expected a file that its owner alone can read, got rw-r--r--: chmod 600 it first");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(Keys.verifies(key.key(), Keys.sign(key, nobody))).isTrue();
    }

    @Test
    void isFoundByAModuleInTheEnvironment() throws Exception {
        Surroundings surroundings =
                Keys.environment(Map.of("TUFA_PIN", SoftHsm.PIN, "PKCS11_MODULE_PATH", SoftHsm.MODULE.toString()));
        StoredKey key = Keys.register(SoftHsm.uri("object=ed25519"), WITH_PIN);
        StoredKey withoutModule = StoredKey.of(key.key(), KeySource.parse("pkcs11:token=tufa;object=ed25519"));
        assertThat(Keys.verifies(key.key(), Keys.sign(withoutModule, surroundings)))
                .isTrue();
    }

    @Nested
    @DisplayName("is refused")
    class Refused {
        private void assertUnreachable(String uri, Surroundings surroundings, String message) {
            assertThatThrownBy(() -> Keys.register(uri, surroundings))
                    .isInstanceOf(KeyUnreachableException.class)
                    .hasMessageMatching(message);
        }

        @Test
        void withoutAModule() {
            assertUnreachable(
                    "pkcs11:object=x?module-path=/nowhere.so",
                    WITH_PIN,
                    "pkcs11: expected a module at /nowhere.so, got no file");
            assertUnreachable(
                    "pkcs11:object=x",
                    WITH_PIN,
                    "pkcs11: expected a module-path in the URI or PKCS11_MODULE_PATH, got neither");
        }

        @Test
        void withAModuleThatIsNone() throws Exception {
            Path file = Files.writeString(temporary.resolve("module.so"), "no library");
            assertUnreachable(
                    "pkcs11:object=x?module-path=" + file, WITH_PIN, "(?s)pkcs11: expected a module at .*, got .*");
        }

        @Test
        void withoutTheToken() {
            assertUnreachable(
                    "pkcs11:token=other;object=x?module-path=" + SoftHsm.MODULE,
                    WITH_PIN,
                    "pkcs11: expected the token of pkcs11:token=other.*, got .*\"tufa\".*");
        }

        @Test
        void withSeveralTokensOfThatName() {
            assertThatThrownBy(
                            () -> Keys.register("pkcs11:token=twin;object=x?module-path=" + SoftHsm.MODULE, WITH_PIN))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(
                            "pkcs11: expected one token for .*, got 2: name it by token, serial or slot-id");
        }

        @Test
        void withoutTheKey() {
            assertUnreachable(
                    SoftHsm.uri("object=none"), WITH_PIN, "token tufa: expected a public key pkcs11:.*, got none");
        }

        @Test
        void withSeveralKeysOfThatName() {
            assertThatThrownBy(() -> Keys.register(SoftHsm.uri("object=double"), WITH_PIN))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(
                            "token tufa: expected one public key .*, got several: name it by object and id");
        }

        @Test
        void withoutAPin() throws Exception {
            StoredKey key = Keys.register(SoftHsm.uri("object=ed25519"), WITH_PIN);
            assertThatThrownBy(() -> Keys.sign(key, Keys.environment(Map.of())))
                    .hasMessage("not here: token tufa: expected a PIN from pin-source, TUFA_PIN or a person, got none");
        }

        @Test
        void withAWrongPinWhichIsTriedOnce() throws Exception {
            StoredKey first = Keys.register(SoftHsm.uri("object=ed25519"), WITH_PIN);
            StoredKey second = Keys.register(SoftHsm.uri("object=p256"), WITH_PIN);
            AtomicInteger asked = new AtomicInteger();
            Surroundings person = Keys.environment(Map.of()).withPins(token -> {
                asked.incrementAndGet();
                return Optional.of("9999".toCharArray());
            });
            try (KeyRing ring = Keys.ring(new KeyIndex(List.of(first, second)), person)) {
                for (StoredKey key : List.of(first, second)) {
                    assertThatThrownBy(() -> ring.signer(key.keyId()))
                            .isInstanceOf(WrongPinException.class)
                            .hasMessage("token tufa: expected its PIN, got another one;"
                                    + " the token locks itself after a few wrong tries");
                }
            }
            assertThat(asked).hasValue(1);
        }

        @Test
        void byAMechanismThatTheKeyDoesNotHave() throws Exception {
            StoredKey rsa = Keys.register(SoftHsm.uri("object=rsa"), WITH_PIN);
            StoredKey mixed = StoredKey.of(rsa.key(), KeySource.parse(SoftHsm.uri("object=p256")));
            assertThatThrownBy(() -> Keys.sign(mixed, WITH_PIN)).isInstanceOf(IOException.class);
        }
    }
}

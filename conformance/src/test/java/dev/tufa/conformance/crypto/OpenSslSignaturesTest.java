package dev.tufa.conformance.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.crypto.VerificationKey;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.metadata.Key;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What OpenSSL signed; {@code openssl-signatures.py} beside the file makes it anew. */
@DisplayName("TUF §4.2.2 keys, and TAP 21: signatures by OpenSSL")
class OpenSslSignaturesTest {
    private static final JsonObject FILE = read("openssl-signatures.json");
    private static final JsonObject SIGNED = (JsonObject) FILE.member("signed").orElseThrow();

    static Stream<Signature> signatures() {
        return ((JsonArray) FILE.member("signatures").orElseThrow())
                .values().stream().map(value -> Signature.of((JsonObject) value));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void verify(Signature signature) throws UnusableKeyException {
        assertThat(signature.usableKey().verifies(SIGNED, signature.hex)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void verifyNothingElse(Signature signature) throws UnusableKeyException {
        VerificationKey key = signature.usableKey();
        assertThat(key.verifies(JsonObject.EMPTY, signature.hex)).isFalse();
        assertThat(key.verifies(FILE, signature.hex)).isFalse();
        assertThat(key.verifies(SIGNED, signature.hex.substring(2))).isFalse();
        assertThat(key.verifies(SIGNED, signature.hex + "00")).isFalse();
        assertThat(key.verifies(SIGNED, signature.hex.replaceFirst("^..", "ff")))
                .isFalse();
    }

    @Test
    void coverEveryScheme() {
        assertThat(signatures().map(signature -> signature.key.scheme()).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SignatureScheme.values())
                        .map(SignatureScheme::text)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"44, 65", "44, 87", "65, 44", "65, 87", "87, 44", "87, 65"})
    void ofMlDsaAreOfTheParameterSetThatTheKeyNames(int actual, int named) {
        Key key = mlDsa(actual).key;
        assertThatThrownBy(() -> PublicKeys.decode(Key.of(
                        "ml-dsa", "ml-dsa-" + named + "/1", key.publicText().orElseThrow())))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage("not a public key of scheme ml-dsa-" + named + "/1");
    }

    @Test
    void ofMlDsaCountOnceHoweverTheKeyIsWritten() throws UnusableKeyException {
        Signature signature = mlDsa(44);
        String pem = signature.key.publicText().orElseThrow();
        for (String spelling : List.of(pem.replace("\n", ""), pem.replace("\n", "\r\n"), " " + pem + "\n\n")) {
            VerificationKey key = PublicKeys.decode(Key.of("ml-dsa", "ml-dsa-44/1", spelling));
            assertThat(key.fingerprint()).isEqualTo(signature.usableKey().fingerprint());
            assertThat(key.verifies(SIGNED, signature.hex)).isTrue();
        }
    }

    private static Signature mlDsa(int size) {
        return signatures()
                .filter(signature -> signature.key.scheme().equals("ml-dsa-" + size + "/1"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject read(String name) {
        try (InputStream in = Objects.requireNonNull(OpenSslSignaturesTest.class.getResourceAsStream(name), name)) {
            return CanonicalJson.read(in.readAllBytes(), JsonLimits.DEFAULT);
        } catch (IOException | JsonException e) {
            throw new AssertionError(e);
        }
    }

    /** A key, and what it signed. */
    record Signature(Key key, String hex) {
        static Signature of(JsonObject row) {
            return new Signature(
                    Key.of(text(row, "keytype"), text(row, "scheme"), text(row, "public")), text(row, "sig"));
        }

        private static String text(JsonObject row, String name) {
            return ((JsonString) row.member(name).orElseThrow()).value();
        }

        VerificationKey usableKey() throws UnusableKeyException {
            return PublicKeys.decode(key);
        }

        @Override
        public String toString() {
            return key.keyType() + " " + key.scheme();
        }
    }
}

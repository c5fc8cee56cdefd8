package dev.tufa.tuf.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTest {
    /** The keys of the example of TUF 1.0.34 §4.3. */
    @ParameterizedTest
    @CsvSource({
        "1bf1c6e3cdd3d3a8420b19199e27511999850f4b376c4547b2f32fba7e80fca3, 72378e5bc588793e58f81c8533da64a2e8f1565c1fcc7f253496394ffc52542c",
        "135c2f50e57ff11e744d234a62cebad8c38daf399604a7655661cc9199c69164, 68ead6e54a43f8f36f9717b10669d1ef0ebb38cee6b05317669341309f1069cb",
        "cb3fbd83df4ba2471a736b065650878280964a98843ec13b457a99b2a21cc3b4, 66dd78c5c2a78abc6fc6b267ff1a8017ba0e8bfc853dd97af351949bba021275",
        "66676daa73bdfb4804b56070c8927ae491e2a6c2314f05b854dea94de8ff6bfc, 01c61f8dc7d77fcef973f4267927541e355e8ceda757e2c402818dad850f856e"
    })
    void theKeyIdIsTheDigestOfTheCanonicalForm(String keyId, String publicKey) {
        assertThat(Key.of("ed25519", "ed25519", publicKey).computeKeyId()).isEqualTo(keyId);
    }

    @Test
    void unknownFieldsArePartOfTheKeyId() {
        Key plain = Key.of("ed25519", "ed25519", "00");
        Key more = new Key("ed25519", "ed25519", plain.keyval(), JsonObject.of(Map.of("x", JsonInteger.of(1))));
        assertThat(more.computeKeyId()).isNotEqualTo(plain.computeKeyId());
        assertThat(more.toJson())
                .hasToString("{\"keytype\":\"ed25519\",\"keyval\":{\"public\":\"00\"},\"scheme\":\"ed25519\",\"x\":1}");
    }

    @Test
    void thePublicTextIsAStringOrNothing() {
        assertThat(Key.of("t", "s", "text").publicText()).contains("text");
        assertThat(withKeyval(JsonObject.EMPTY).publicText()).isEmpty();
        assertThat(withKeyval(JsonObject.of(Map.of("public", JsonInteger.of(1))))
                        .publicText())
                .isEmpty();
        assertThat(withKeyval(JsonObject.of(Map.of("Public", JsonString.of("text"))))
                        .publicText())
                .isEmpty();
    }

    private static Key withKeyval(JsonObject keyval) {
        return new Key("t", "s", keyval, JsonObject.EMPTY);
    }
}

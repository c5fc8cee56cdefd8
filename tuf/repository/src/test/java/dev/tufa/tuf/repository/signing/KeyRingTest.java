package dev.tufa.tuf.repository.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.repository.signing.source.KeySource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private final Map<String, byte[]> files = new HashMap<>();
    private final KeyFiles folder = new KeyFiles() {
        @Override
        public boolean has(String fileName) {
            return files.containsKey(fileName);
        }

        @Override
        public byte[] read(String fileName) throws IOException {
            byte[] content = files.get(fileName);
            if (content == null) {
                throw new NoSuchFileException(fileName);
            }
            return content;
        }
    };

    private KeyRing ring(KeyIndex index, String passphrase) {
        return new KeyRing(folder, index, passphrase.toCharArray(), 1000);
    }

    private KeyIndex stored() {
        try (KeyRing ring = ring(KeyIndex.EMPTY, "secret")) {
            NewKey made = ring.generate("timestamp", SignatureScheme.ED25519);
            files.put(
                    ((KeySource.EncryptedFile) made.stored().source()).name(),
                    made.pem().orElseThrow());
            return KeyIndex.EMPTY.with(List.of(made.stored()));
        }
    }

    @Test
    void aKeyThatWasStoredSigns() throws Exception {
        KeyIndex index = stored();
        StoredKey key = index.keys().get(0);
        try (KeyRing ring = ring(index, "secret")) {
            Signer signer = ring.signer(key.keyId()).orElseThrow();
            assertThat(signer.keyId()).isEqualTo(key.keyId());
            assertThat(PublicKeys.decode(key.key()).verifies(JsonObject.EMPTY, signer.sign(JsonObject.EMPTY)))
                    .isTrue();
            assertThat(ring.signer(key.keyId())).containsSame(signer);
        }
    }

    @Test
    void aNewKeySignsBeforeItIsStored() throws Exception {
        try (KeyRing ring = ring(KeyIndex.EMPTY, "secret")) {
            NewKey made = ring.generate("timestamp", SignatureScheme.ED25519);
            assertThat(ring.signer(made.stored().keyId())).isPresent();
        }
    }

    @Test
    void aKeyWithoutAFileIsElsewhere() throws Exception {
        KeyIndex index = stored();
        files.clear();
        try (KeyRing ring = ring(index, "secret")) {
            assertThat(ring.has(index.keys().get(0).keyId())).isFalse();
            assertThat(ring.signer(index.keys().get(0).keyId())).isEmpty();
        }
    }

    @Test
    void theWrongPassphraseOpensNothing() {
        KeyIndex index = stored();
        try (KeyRing ring = ring(index, "wrong")) {
            assertThatThrownBy(() -> ring.signer(index.keys().get(0).keyId()))
                    .isInstanceOf(WrongPassphraseException.class)
                    .hasMessage("timestamp-" + index.keys().get(0).keyId()
                            + ".pem: expected the passphrase that it was encrypted with, got another one");
        }
    }

    @Test
    void thePassphraseIsOverwrittenWhenTheRingIsClosed() {
        char[] passphrase = "secret".toCharArray();
        new KeyRing(folder, KeyIndex.EMPTY, passphrase, 1000).close();
        assertThat(passphrase).containsOnly('\0');
    }

    @Test
    void theListOfKeysSurvivesWritingAndReading() throws Exception {
        KeyIndex index = stored();
        KeyIndex retired =
                index.with(List.of(index.keys().get(0).retired("timestamp", Instant.parse("2030-01-01T00:00:00Z"))));
        assertThat(KeyIndex.read("keys.json", index.toBytes())).isEqualTo(index);
        assertThat(KeyIndex.read("keys.json", retired.toBytes())).isEqualTo(retired);
        assertThat(retired.keys()).hasSize(1);
    }

    @Test
    void aListFromBeforeKeysHadSourcesReadsAsKeysInFiles() throws Exception {
        String old = """
                {"keys": [{"keyid": "abc", "role": "root", "retired": "2030-01-01T00:00:00Z",
                  "key": {"keytype": "ed25519", "scheme": "ed25519", "keyval": {"public": "00"}}}]}
                """;
        StoredKey key = KeyIndex.read("keys.json", old.getBytes(UTF_8)).keys().get(0);
        assertThat(key.source()).isEqualTo(new KeySource.EncryptedFile("root-abc.pem"));
        assertThat(key.uses()).containsExactly(new RoleUse("root", Optional.of(Instant.parse("2030-01-01T00:00:00Z"))));
    }

    @Test
    void aKeyOfSeveralRolesIsOfEach() throws Exception {
        StoredKey key = stored().keys().get(0).signing("snapshot").retired("timestamp", Instant.EPOCH);
        KeyIndex index = KeyIndex.read("keys.json", new KeyIndex(List.of(key)).toBytes());
        assertThat(index.ofRole("snapshot")).containsExactly(key);
        assertThat(index.ofRole("timestamp")).containsExactly(key);
        assertThat(index.ofRole("root")).isEmpty();
    }

    @Test
    void aRetiredKeySignsUntilItsBridgeEnds() {
        Instant retiredAt = Instant.parse("2030-01-01T00:00:00Z");
        StoredKey key = stored().keys().get(0);
        Duration bridge = Duration.ofDays(2);
        RoleUse retired = key.retired("timestamp", retiredAt).use("timestamp").orElseThrow();
        assertThat(key.use("timestamp").orElseThrow().signsAfterRetiring(retiredAt, bridge))
                .isFalse();
        assertThat(retired.signsAfterRetiring(retiredAt, bridge)).isTrue();
        assertThat(retired.signsAfterRetiring(retiredAt.plus(bridge).minusSeconds(1), bridge))
                .isTrue();
        assertThat(retired.signsAfterRetiring(retiredAt.plus(bridge), bridge)).isFalse();
    }
}

package dev.tufa.tuf.repository.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonObject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            files.put(made.stored().fileName(), made.pem());
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
                    .hasMessage(index.keys().get(0).fileName()
                            + ": expected the passphrase that it was encrypted with, got another one");
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
        KeyIndex retired = index.with(List.of(index.keys().get(0).retired(Instant.parse("2030-01-01T00:00:00Z"))));
        assertThat(KeyIndex.read("keys.json", index.toBytes())).isEqualTo(index);
        assertThat(KeyIndex.read("keys.json", retired.toBytes())).isEqualTo(retired);
        assertThat(retired.keys()).hasSize(1);
    }

    @Test
    void aRetiredKeySignsUntilItsBridgeEnds() {
        Instant retiredAt = Instant.parse("2030-01-01T00:00:00Z");
        StoredKey key = stored().keys().get(0);
        Duration bridge = Duration.ofDays(2);
        assertThat(key.signsAfterRetiring(retiredAt, bridge)).isFalse();
        assertThat(key.retired(retiredAt).signsAfterRetiring(retiredAt, bridge)).isTrue();
        assertThat(key.retired(retiredAt)
                        .signsAfterRetiring(retiredAt.plus(bridge).minusSeconds(1), bridge))
                .isTrue();
        assertThat(key.retired(retiredAt).signsAfterRetiring(retiredAt.plus(bridge), bridge))
                .isFalse();
    }
}

package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Key rings for tests of keys outside. */
final class Keys {
    static final JsonObject SIGNED = JsonObject.of(Map.of("_type", JsonString.of("timestamp")));

    private Keys() {}

    /** An environment with these variables, where nobody is asked for a PIN. */
    static Surroundings environment(Map<String, String> variables) {
        return new Surroundings(
                name -> Optional.ofNullable(variables.get(name)), token -> Optional.empty(), Duration.ofSeconds(20));
    }

    static KeyRing ring(KeyIndex index, Surroundings surroundings) {
        KeyFiles none = new KeyFiles() {
            @Override
            public boolean has(String fileName) {
                return false;
            }

            @Override
            public byte[] read(String fileName) throws IOException {
                throw new IOException(fileName);
            }
        };
        return new KeyRing(none, index, "secret".toCharArray(), 1000, surroundings);
    }

    /** The key behind a source, registered. */
    static StoredKey register(String source, Surroundings surroundings) throws IOException {
        return register(source, surroundings, Optional.empty());
    }

    static StoredKey register(String source, Surroundings surroundings, Optional<SignatureScheme> scheme)
            throws IOException {
        KeySource parsed = KeySource.parse(source);
        try (KeyRing ring = ring(KeyIndex.EMPTY, surroundings)) {
            return StoredKey.of(ring.publicKey(parsed, scheme), parsed);
        }
    }

    /** A signature by a registered key. */
    static String sign(StoredKey key, Surroundings surroundings) throws IOException {
        try (KeyRing ring = ring(new KeyIndex(List.of(key)), surroundings)) {
            return ring.signer(key.keyId())
                    .orElseThrow(() -> new IOException(
                            "not here: " + ring.whyNot(key.keyId()).orElse("")))
                    .sign(SIGNED);
        }
    }

    static boolean verifies(Key key, String signature) throws Exception {
        return PublicKeys.decode(key).verifies(SIGNED, signature);
    }
}

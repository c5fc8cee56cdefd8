package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.repository.signing.source.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Puts private keys into a repository's folder that were made elsewhere. */
public final class TestKeyFiles {
    private static final int ITERATIONS = 1000;

    private TestKeyFiles() {}

    /** The private key of a role, under the key id that metadata has. */
    public static void add(Path folder, String role, String keyId, PrivateKeySigner signer, String passphrase)
            throws IOException {
        Path list = folder.resolve("keys/keys.json");
        KeyIndex index = KeyIndex.read("keys.json", Files.readAllBytes(list));
        StoredKey key = new StoredKey(
                keyId,
                signer.key(),
                new KeySource.EncryptedFile(role + "-" + keyId + ".pem"),
                List.of(new RoleUse(role, Optional.empty())));
        Files.write(
                folder.resolve("keys").resolve(role + "-" + keyId + ".pem"),
                EncryptedPrivateKey.seal(signer.encoded(), passphrase.toCharArray(), ITERATIONS));
        Files.write(list, index.with(List.of(key)).toBytes());
    }
}

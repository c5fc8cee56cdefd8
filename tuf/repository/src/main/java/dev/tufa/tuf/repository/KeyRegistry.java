package dev.tufa.tuf.repository;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.NewKey;
import dev.tufa.tuf.repository.signing.StoredKey;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Adds keys to the list of those that a repository knows, and takes them off it. The caller holds the lock. */
final class KeyRegistry {
    private final LockedFolder locked;
    private final Disk disk;
    private final DurableFiles files;
    private final Layout layout;

    KeyRegistry(LockedFolder locked, Disk disk, Layout layout) {
        this.locked = locked;
        this.disk = disk;
        this.files = new DurableFiles(disk);
        this.layout = layout;
    }

    /** The list comes last: a file that it does not name is nobody's, and the next one of that name replaces it. */
    void add(NewKey key) throws ChangeRefusedException, IOException {
        KeyIndex index = locked.folder().keyIndex();
        StoredKey stored = key.stored();
        requireNew(index, stored);
        if (key.pem().isPresent()) {
            files.replace(layout.at(Layout.keyFile(stored)), key.pem().get(), Access.PRIVATE);
        }
        write(index.with(List.of(stored)));
    }

    private static void requireNew(KeyIndex index, StoredKey stored) throws ChangeRefusedException {
        String fingerprint = fingerprint(stored.key());
        for (StoredKey other : index.keys()) {
            if (other.keyId().equals(stored.keyId()) || fingerprint(other.key()).equals(fingerprint)) {
                throw new ChangeRefusedException(
                        "key: expected one that is not registered, got %s".formatted(other.keyId()));
            }
        }
    }

    private static String fingerprint(Key key) throws ChangeRefusedException {
        try {
            return PublicKeys.decode(key).fingerprint();
        } catch (UnusableKeyException e) {
            throw new ChangeRefusedException("key: expected a usable one, got " + e.getMessage());
        }
    }

    /** The file goes last: a key without its file would be one that is elsewhere. */
    void remove(String keyId, Instant now) throws RepositoryException, IOException, TrustException {
        KeyIndex index = locked.folder().keyIndex();
        StoredKey stored = index.find(keyId).orElseThrow(() -> NewKeys.notRegistered(keyId));
        for (RegisteredKey key : locked.folder().keys(now)) {
            if (key.keyId().equals(keyId) && key.isUsed()) {
                throw new ChangeRefusedException("key %s: expected one that no role needs, got one of %s"
                        .formatted(keyId, String.join(", ", key.roles().keySet())));
            }
        }
        for (StagedChange staged : locked.staging().read()) {
            if (staged.change()
                    .keyRequest()
                    .filter(request -> request.registered().contains(keyId))
                    .isPresent()) {
                throw new ChangeRefusedException("key %s: expected one that nothing staged needs, got one for: %s"
                        .formatted(keyId, staged.change().describe()));
            }
        }
        write(index.without(keyId));
        if (stored.source() instanceof KeySource.EncryptedFile) {
            Path file = layout.at(Layout.keyFile(stored));
            disk.delete(file);
            disk.sync(layout.at(Layout.KEYS));
        }
    }

    private void write(KeyIndex index) throws IOException {
        files.replace(layout.at(Layout.KEY_INDEX), index.toBytes(), Access.PRIVATE);
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.NewKey;
import dev.tufa.tuf.repository.signing.StoredKey;
import dev.tufa.tuf.repository.signing.source.KeySource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that a plan makes, those registered ones that it gives to a role, and those that it replaces. Nothing is written until
 * the plan is carried out.
 */
final class NewKeys implements KeyMaker {
    private final KeyRing ring;
    private final KeyIndex index;
    private final KeyMaker given;
    private final List<Map<String, Key>> all = new ArrayList<>();
    private final List<NewKey> made;
    private final Map<String, StoredKey> changed = new LinkedHashMap<>();

    /**
     * @param index the keys that there are
     * @param more keys that are registered together with what the plan does
     */
    NewKeys(KeyRing ring, KeyIndex index, List<NewKey> more) {
        this(ring, index, more, (role, request) -> Map.of());
    }

    /**
     * @param given keys that are registered with the plan if they are not yet, and need not be made
     */
    NewKeys(KeyRing ring, KeyIndex index, List<NewKey> more, KeyMaker given) {
        this.ring = ring;
        this.index = index;
        this.given = given;
        this.made = new ArrayList<>(more);
        more.forEach(key -> changed.put(key.stored().keyId(), key.stored()));
    }

    @Override
    public Map<String, Key> make(String role, KeyRequest request) throws ChangeRefusedException {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (String keyId : request.registered()) {
            StoredKey key = find(keyId).orElseThrow(() -> notRegistered(keyId)).signing(role);
            changed.put(keyId, key);
            keys.put(keyId, key.key());
        }
        for (Key key : given.make(role, request).values()) {
            StoredKey stored = registered(key).signing(role);
            changed.put(stored.keyId(), stored);
            keys.put(stored.keyId(), stored.key());
        }
        int wanted = request.count() + request.registered().size();
        if (keys.size() < wanted && !ring.canMakeKeys()) {
            throw new ChangeRefusedException("new key: expected a passphrase to encrypt it with, got none");
        }
        for (int i = keys.size(); i < wanted; i++) {
            NewKey key = ring.generate(role, request.scheme());
            made.add(key);
            changed.put(key.stored().keyId(), key.stored());
            keys.put(key.stored().keyId(), key.stored().key());
        }
        all.add(Map.copyOf(keys));
        return keys;
    }

    /** The entry of a key of which there may be only the public half: the one that there is, or a new one. */
    private StoredKey registered(Key key) {
        for (StoredKey known : changed.values()) {
            if (known.key().equals(key)) {
                return known;
            }
        }
        return index.keys().stream()
                .filter(known -> known.key().equals(key))
                .findFirst()
                .orElseGet(() -> StoredKey.of(key, KeySource.ELSEWHERE));
    }

    static ChangeRefusedException notRegistered(String keyId) {
        return new ChangeRefusedException(
                "key: expected one that is registered, got \"%s\"".formatted(Printable.of(keyId)));
    }

    /** The entry of that key id, as it will be. */
    Optional<StoredKey> find(String keyId) {
        StoredKey newer = changed.get(keyId);
        return newer != null ? Optional.of(newer) : index.find(keyId);
    }

    /** The keys of every request, in order. */
    List<Map<String, Key>> all() {
        return List.copyOf(all);
    }

    /** Ends the use of keys for a role. */
    void retire(String role, List<String> keyIds, Instant at) {
        for (String keyId : keyIds) {
            find(keyId).ifPresent(key -> changed.put(keyId, key.retired(role, at)));
        }
    }

    /** The files that hold them. */
    List<PublicationStep> steps() {
        List<PublicationStep> steps = new ArrayList<>();
        for (NewKey key : made) {
            if (key.pem().isPresent()) {
                steps.add(new PublicationStep.Create(
                        Layout.keyFile(key.stored()), Content.of(key.pem().get())));
            }
        }
        if (!changed.isEmpty()) {
            steps.add(new PublicationStep.Replace(
                    Layout.KEY_INDEX, Content.of(index.with(changed.values()).toBytes())));
        }
        return steps;
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.NewKey;
import dev.tufa.tuf.repository.signing.StoredKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys that a plan makes, and those that it replaces. Nothing is written until the plan is carried out. */
final class NewKeys implements KeyMaker {
    private final KeyRing ring;
    private final KeyMaker given;
    private final List<Map<String, Key>> all = new ArrayList<>();
    private final List<NewKey> made = new ArrayList<>();
    private final List<StoredKey> retired = new ArrayList<>();

    NewKeys(KeyRing ring) {
        this(ring, KeyMaker.NONE);
    }

    /** Keys of which some are there already. */
    NewKeys(KeyRing ring, KeyMaker given) {
        this.ring = ring;
        this.given = given;
    }

    @Override
    public Map<String, Key> make(String role, KeyRequest request) {
        Map<String, Key> keys = new LinkedHashMap<>(given.make(role, request));
        for (int i = keys.size(); i < request.count(); i++) {
            NewKey key = ring.generate(role, request.scheme());
            made.add(key);
            keys.put(key.stored().keyId(), key.stored().key());
        }
        all.add(Map.copyOf(keys));
        return keys;
    }

    /** The keys of every request, in order. */
    List<Map<String, Key>> all() {
        return List.copyOf(all);
    }

    /** The private keys that were made. */
    List<NewKey> made() {
        return List.copyOf(made);
    }

    void retire(List<StoredKey> keys, Instant at) {
        keys.forEach(key -> retired.add(key.retired(at)));
    }

    /** The files that hold them. */
    List<PublicationStep> steps(KeyIndex index) {
        List<PublicationStep> steps = new ArrayList<>();
        for (NewKey key : made) {
            steps.add(
                    new PublicationStep.Create(Layout.KEYS + "/" + key.stored().fileName(), Content.of(key.pem())));
        }
        List<StoredKey> changed = new ArrayList<>(retired);
        made.forEach(key -> changed.add(key.stored()));
        if (!changed.isEmpty()) {
            steps.add(new PublicationStep.Replace(
                    Layout.KEY_INDEX, Content.of(index.with(changed).toBytes())));
        }
        return steps;
    }
}

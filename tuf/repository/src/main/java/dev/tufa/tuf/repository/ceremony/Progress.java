package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.crypto.VerificationKey;
import dev.tufa.tuf.metadata.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many of the keys that are required have signed a part.
 *
 * @param role of the part
 * @param signed the key ids that have
 * @param missing the key ids that have not
 * @param count how many distinct public keys have: one that is listed under two key ids counts once
 */
public record Progress(String role, Requirement requirement, List<String> signed, List<String> missing, int count) {
    static Progress of(Part part, Requirement requirement, Map<String, String> signatures) {
        Set<String> signed = new TreeSet<>();
        Set<String> fingerprints = new HashSet<>();
        Set<String> missing = new TreeSet<>(requirement.authority().role().keyIds());
        for (String keyId : requirement.authority().role().keyIds()) {
            String signature = signatures.get(keyId);
            Optional<VerificationKey> key =
                    usable(requirement.authority().keys().get(keyId));
            if (signature != null && key.isPresent() && key.get().verifies(part.json(), signature)) {
                signed.add(keyId);
                missing.remove(keyId);
                fingerprints.add(key.get().fingerprint());
            }
        }
        return new Progress(part.role(), requirement, List.copyOf(signed), List.copyOf(missing), fingerprints.size());
    }

    private static Optional<VerificationKey> usable(@Nullable Key key) {
        try {
            return key == null ? Optional.empty() : Optional.of(PublicKeys.decode(key));
        } catch (UnusableKeyException e) {
            return Optional.empty();
        }
    }

    /** How many have to sign. */
    public int threshold() {
        return requirement.authority().role().threshold();
    }

    /** Whether enough have. */
    public boolean isMet() {
        return count >= threshold();
    }
}

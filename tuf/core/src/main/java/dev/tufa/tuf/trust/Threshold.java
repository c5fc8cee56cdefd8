package dev.tufa.tuf.trust;

import dev.tufa.tuf.crypto.KnownSignatures;
import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.crypto.VerificationKey;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.refusal.SignatureException;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;

/** The one place where signatures are counted: TUF 1.0.34 §5.3.4, §5.4.2, §5.5.3 and §5.6.3. */
final class Threshold {
    private Threshold() {}

    /**
     * Requires signatures by as many distinct public keys of the role as its threshold says. Key ids are names: a public key
     * that is listed under two of them counts once.
     */
    static void require(RoleAuthority authority, Metadata<?> metadata) throws SignatureException {
        int threshold = authority.role().threshold();
        Set<String> signers = new HashSet<>();
        StringJoiner problems = new StringJoiner("; ");
        for (String keyId : authority.role().keyIds()) {
            String signature = metadata.signatures().get(keyId);
            Key key = authority.keys().get(keyId);
            if (signature == null || key == null) {
                continue;
            }
            try {
                VerificationKey usable = PublicKeys.decode(key);
                if (KnownSignatures.verifies(usable, metadata.signedJson(), signature)) {
                    signers.add(usable.fingerprint()); // §5.3.4: "each KEY MUST only contribute one SIGNATURE"
                } else {
                    problems.add("wrong signature by key " + keyId);
                }
            } catch (UnusableKeyException e) {
                problems.add("key " + keyId + " is unusable: " + e.getMessage());
            }
            if (signers.size() >= threshold) {
                return;
            }
        }
        throw new SignatureException(
                authority.file(), authority.name(), threshold, signers.size(), problems.toString());
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Signs the documents of a plan. */
@FunctionalInterface
interface DocumentSigner {
    /** For the first versions: they make the repository that a rule could be about. */
    DocumentSigner WITHOUT_RULE = (role, signed, signers) -> {
        Map<String, String> signatures = new TreeMap<>();
        for (Map.Entry<String, Signer> signer : signers.entrySet()) {
            signatures.put(signer.getKey(), signer.getValue().sign(signed.toJson()));
        }
        return signatures;
    };

    /** The signatures of a role's document, by key id. */
    Map<String, String> sign(String role, Signed signed, Map<String, Signer> signers)
            throws ChangeRefusedException, IOException;
}

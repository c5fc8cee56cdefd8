package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.EventRefusedException;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one key signs of an event, all roles in one go. */
public final class SigningSession {
    private final EventFile file;
    private final List<Wanted> wanted;

    private SigningSession(EventFile file, List<Wanted> wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    /**
     * Looks at what a key has to sign before it is used.
     *
     * @throws EventRefusedException if no role asks for the key, or it has signed everything already
     */
    public static SigningSession of(EventFile file, Key key) throws EventRefusedException {
        List<Wanted> wanted = new ArrayList<>();
        boolean known = false;
        for (Part part : file.event().parts()) {
            for (String keyId : file.event().keyIds(part, key)) {
                known = true;
                if (file.find(part.role(), keyId).isEmpty()) {
                    wanted.add(new Wanted(part, keyId));
                }
            }
        }
        if (wanted.isEmpty()) {
            throw new EventRefusedException(
                    known
                            ? "event %s: expected a key that has not signed, got %s, which has"
                                    .formatted(file.event().id(), key.computeKeyId())
                            : "event %s: expected a key that it asks for, got %s"
                                    .formatted(file.event().id(), key.computeKeyId()));
        }
        return new SigningSession(file, wanted);
    }

    /** The roles that the key signs. */
    public List<String> roles() {
        return wanted.stream().map(one -> one.part().role()).distinct().toList();
    }

    /**
     * Signs, and looks at each signature with the public key before it is kept.
     *
     * @throws EventRefusedException if the signer made a wrong signature
     */
    public List<PartSignature> sign(Signer signer) throws IOException, EventRefusedException {
        List<PartSignature> made = new ArrayList<>();
        for (Wanted one : wanted) {
            Part part = one.part();
            PartSignature signature =
                    new PartSignature(part.role(), one.keyId(), part.sha256(), signer.sign(part.json()));
            file.event().require(signature);
            made.add(signature);
        }
        return made;
    }

    private record Wanted(Part part, String keyId) {}
}

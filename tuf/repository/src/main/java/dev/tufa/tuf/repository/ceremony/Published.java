package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.refusal.TrustException;
import java.util.Map;

/**
 * A file that clients see when an event is opened: what the event builds on, and what its differences are shown against.
 *
 * @param role the name of the role
 * @param delegator who says which keys sign it; {@code root} for top-level roles
 * @param document the file as JSON
 * @param part its signed part
 * @param signatures in hex by key id
 */
public record Published(String role, String delegator, JsonObject document, Part part, Map<String, String> signatures) {
    /** Reads a file. */
    public static Published of(String role, String delegator, JsonObject document) throws TrustException {
        Metadata<?> metadata = Part.metadata(role, document);
        return new Published(
                role,
                delegator,
                document,
                new Part(role, delegator, metadata.signed(), metadata.signedJson()),
                metadata.signatures());
    }
}

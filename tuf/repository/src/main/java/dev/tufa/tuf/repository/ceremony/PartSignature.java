package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.util.Map;

/**
 * A signature of a part. It authenticates itself: whoever brings it needs no permission, for only a right one is taken.
 *
 * @param role of the part
 * @param keyId under which metadata lists the key
 * @param sha256 of the bytes that it is over
 * @param hex the signature, as metadata writes it
 */
public record PartSignature(String role, String keyId, String sha256, String hex) {
    /** Reads the content of a file that holds what {@link #toJson} wrote. */
    public static PartSignature read(String file, byte[] content) throws IOException {
        return read(StoredJson.read(file, content));
    }

    static PartSignature read(StoredJson json) throws IOException {
        return new PartSignature(json.string("role"), json.string("keyid"), json.string("sha256"), json.string("sig"));
    }

    /** As a JSON object. */
    public JsonObject toJson() {
        return JsonObject.of(Map.of(
                "role", JsonString.of(role),
                "keyid", JsonString.of(keyId),
                "sha256", JsonString.of(sha256),
                "sig", JsonString.of(hex)));
    }
}

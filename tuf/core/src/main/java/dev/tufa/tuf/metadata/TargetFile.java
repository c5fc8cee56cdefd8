package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A target file as its targets metadata describes it (TUF 1.0.34 §4.5).
 *
 * @param path the TARGETPATH, as written in metadata
 * @param length in bytes
 * @param hashes of the content; at least one
 * @param custom what the application wants to know about it, if anything; TUF does not look inside
 */
public record TargetFile(String path, long length, Hashes hashes, Optional<JsonObject> custom, JsonObject unknown) {
    private static final Set<String> FIELDS = Set.of("length", "hashes", "custom");

    public TargetFile {
        if (length < 0) {
            throw new IllegalArgumentException("length: expected >= 0, got " + length);
        }
    }

    @Override
    public boolean equals(Object other) { // the platform links the one of a record at its first call, slowly
        return other instanceof TargetFile that
                && path.equals(that.path)
                && length == that.length
                && hashes.equals(that.hashes)
                && custom.equals(that.custom)
                && unknown.equals(that.unknown);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, length, hashes, custom, unknown);
    }

    /** A target without custom data. */
    public static TargetFile of(String path, long length, Hashes hashes) {
        return new TargetFile(path, length, hashes, Optional.empty(), JsonObject.EMPTY);
    }

    static TargetFile read(Fields fields, String path) throws MalformedMetadataException {
        return new TargetFile(
                path,
                fields.integer("length", 0),
                Hashes.read(fields),
                fields.has("custom") ? Optional.of(fields.object("custom")) : Optional.empty(),
                fields.unknown(FIELDS));
    }

    /** The entry of TARGETS, without its path. */
    JsonObject toJson() {
        Map<String, JsonValue> fields = unknown.toMap();
        fields.put("length", JsonInteger.of(length));
        fields.put("hashes", hashes.toJson());
        custom.ifPresent(object -> fields.put("custom", object));
        return JsonObject.of(fields);
    }
}

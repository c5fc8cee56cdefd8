package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What timestamp or snapshot say of another metadata file: an entry of METAFILES (TUF 1.0.34 §4.4).
 *
 * @param version at least 1
 * @param length in bytes, if stated
 * @param hashes of the whole file, if stated
 */
public record MetaFile(long version, OptionalLong length, Optional<Hashes> hashes, JsonObject unknown) {
    private static final Set<String> FIELDS = Set.of("version", "length", "hashes");
    private static final byte[] PLAIN = "{\"version\":".getBytes(StandardCharsets.US_ASCII);

    /** Most digits of a version that cannot exceed a {@code long}. */
    private static final int SAFE_DIGITS = 18;

    public MetaFile {
        if (version < 1 || length.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "meta file: expected version >= 1 and length >= 0, got %d, %s".formatted(version, length));
        }
    }

    /** An entry with the version alone. */
    public static MetaFile of(long version) {
        return new MetaFile(version, OptionalLong.empty(), Optional.empty(), JsonObject.EMPTY);
    }

    /** An entry that pins the exact bytes of the file. */
    public static MetaFile of(long version, long length, Hashes hashes) {
        return new MetaFile(version, OptionalLong.of(length), Optional.of(hashes), JsonObject.EMPTY);
    }

    /** Whether the value at a place of canonical bytes is {@code {"version":N}}, and so certainly well-formed. */
    static boolean isPlain(byte[] bytes, int from, int to) {
        int first = from + PLAIN.length;
        int digits = to - 1 - first;
        if (digits < 1 || digits > SAFE_DIGITS || !Arrays.equals(bytes, from, first, PLAIN, 0, PLAIN.length)) {
            return false;
        }
        for (int i = first; i < first + digits; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return bytes[first] != '0';
    }

    static MetaFile read(Fields fields) throws MalformedMetadataException {
        long version = fields.integer("version", 1);
        if (fields.object().size() == 1) {
            return of(version); // which most entries of a large snapshot are
        }
        return new MetaFile(
                version,
                fields.has("length") ? OptionalLong.of(fields.integer("length", 0)) : OptionalLong.empty(),
                fields.has("hashes") ? Optional.of(Hashes.read(fields)) : Optional.empty(),
                fields.unknown(FIELDS));
    }

    JsonObject toJson() {
        Map<String, JsonValue> fields = unknown.toMap();
        fields.put("version", JsonInteger.of(version));
        length.ifPresent(bytes -> fields.put("length", JsonInteger.of(bytes)));
        hashes.ifPresent(digests -> fields.put("hashes", digests.toJson()));
        return JsonObject.of(fields);
    }
}

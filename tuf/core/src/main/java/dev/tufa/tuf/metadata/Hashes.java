package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The HASHES of TUF 1.0.34 §4.4: hex digests by name of the hash function, at least one. Names that this library does not
 * know are kept.
 */
public record Hashes(Map<String, String> hexByFunction) {
    private static final boolean[] HEX_DIGITS = hexDigits();

    public Hashes {
        hexByFunction = Collections.unmodifiableMap(new TreeMap<>(hexByFunction));
        if (hexByFunction.isEmpty()) {
            throw new IllegalArgumentException("hashes: expected at least one, got none");
        }
        hexByFunction.values().forEach(hex -> {
            if (!isHex(hex)) {
                throw new IllegalArgumentException("hashes: expected hex digests, got " + hex);
            }
        });
    }

    @Override
    public boolean equals(Object other) { // the platform links the one of a record at its first call, slowly
        return other instanceof Hashes that && hexByFunction.equals(that.hexByFunction);
    }

    @Override
    public int hashCode() {
        return hexByFunction.hashCode();
    }

    /** A single SHA-256 digest. */
    public static Hashes ofSha256(String hex) {
        return new Hashes(Map.of(HashFunction.SHA256.text(), hex));
    }

    /** The digests whose function this library can compute: what has to match. Empty when nothing can be checked. */
    public Map<HashFunction, String> checkable() {
        Map<HashFunction, String> checkable = new LinkedHashMap<>();
        for (HashFunction function : HashFunction.values()) {
            String hex = hexByFunction.get(function.text());
            if (hex != null) {
                checkable.put(function, hex);
            }
        }
        return checkable;
    }

    static Hashes read(Fields parent) throws MalformedMetadataException {
        Fields hashes = parent.fields("hashes");
        if (hashes.object().size() == 0) {
            throw parent.malformed("hashes", "at least one hash", "none");
        }
        Map<String, String> digests = new HashMap<>();
        for (String function : hashes.object().names()) {
            String hex = hashes.string(function);
            if (!isHex(hex)) {
                throw hashes.malformed(function, "hex digest", '"' + hex + '"');
            }
            digests.put(function, hex);
        }
        return new Hashes(digests);
    }

    JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        hexByFunction.forEach((function, hex) -> fields.put(function, JsonString.of(hex)));
        return JsonObject.of(fields);
    }

    static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isHexDigit(char c) {
        return c < HEX_DIGITS.length && HEX_DIGITS[c];
    }

    /** Looked up, as digests are too random for a processor to foresee the outcome of a comparison. */
    private static boolean[] hexDigits() {
        boolean[] digits = new boolean['f' + 1];
        "0123456789abcdefABCDEF".chars().forEach(c -> digits[c] = true);
        return digits;
    }
}

package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SpecVersionException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What every signed part has (TUF 1.0.34 §4.3).
 *
 * @param specVersion the version of the specification it follows, for example {@code 1.0.34}
 * @param version at least 1
 * @param expires when it stops being trusted; whole seconds, UTC
 * @param unknown the fields that TUF does not define, kept so that writing loses nothing
 */
public record Header(String specVersion, long version, Instant expires, JsonObject unknown) {
    /** The version of the specification that this library follows and writes. */
    public static final String SPEC_VERSION = "1.0.34";

    private static final int LONGEST_SPEC_VERSION = 64;

    private static final Set<String> FIELDS = Set.of("_type", "spec_version", "version", "expires");

    public Header {
        if (version < 1) {
            throw new IllegalArgumentException("version: expected >= 1, got " + version);
        }
        if (!DateTime.isWritable(expires)) {
            throw new IllegalArgumentException("expires: expected whole seconds in years 0 to 9999, got " + expires);
        }
    }

    /** A header in the current version of the specification without unknown fields. */
    public static Header of(long version, Instant expires) {
        return new Header(SPEC_VERSION, version, expires, JsonObject.EMPTY);
    }

    /** The next version, which expires at another time. */
    public Header next(Instant newExpires) {
        return new Header(SPEC_VERSION, Math.addExact(version, 1), newExpires, unknown);
    }

    static Header read(Fields signed, RoleType type, Set<String> known)
            throws MalformedMetadataException, SpecVersionException {
        String actual = signed.string("_type");
        if (!actual.equals(type.text())) {
            throw signed.malformed("_type", '"' + type.text() + '"', '"' + actual + '"');
        }
        String specVersion = signed.string("spec_version");
        if (!isSupported(specVersion)) {
            throw new SpecVersionException(signed.file(), specVersion);
        }
        Set<String> all = new TreeSet<>(FIELDS);
        all.addAll(known);
        return new Header(
                specVersion, signed.integer("version", 1), DateTime.read(signed, "expires"), signed.unknown(all));
    }

    /**
     * The major version must match. Two parts, as in {@code 1.0}, occur in old and well-known repositories. Read by hand, for
     * making a pattern takes longer than reading a small document.
     */
    private static boolean isSupported(String specVersion) {
        if (!specVersion.startsWith("1.") || specVersion.length() > LONGEST_SPEC_VERSION) {
            return false;
        }
        int minorEnd = endOfDigits(specVersion, 2);
        if (minorEnd == specVersion.length()) {
            return minorEnd > 2;
        }
        int patchEnd = endOfDigits(specVersion, minorEnd + 1);
        return minorEnd > 2
                && specVersion.charAt(minorEnd) == '.'
                && patchEnd > minorEnd + 1
                && isSuffix(specVersion.substring(patchEnd));
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Nothing, or what semantic versions have after the numbers: {@code -rc.1}, {@code +build}. */
    private static boolean isSuffix(String text) {
        boolean begins = text.length() > 1 && (text.charAt(0) == '-' || text.charAt(0) == '+');
        return text.isEmpty() || (begins && text.chars().allMatch(Header::isSuffixCharacter));
    }

    private static boolean isSuffixCharacter(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || ".+-".indexOf(c) >= 0;
    }

    /** Adds the fields of the header to those of a signed part. */
    void writeTo(Map<String, JsonValue> fields, RoleType type) {
        fields.putAll(unknown.toMap());
        fields.put("_type", JsonString.of(type.text()));
        fields.put("spec_version", JsonString.of(specVersion));
        fields.put("version", JsonInteger.of(version));
        fields.put("expires", JsonString.of(DateTime.format(expires)));
    }
}

package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The field {@code succinct_roles} of TAP 15: 2^bitLength hash bins that share their keys and threshold.
 *
 * @param bitLength from 1 to 32
 * @param namePrefix what the names of the bins start with, before {@code -}
 */
public record SuccinctRoles(Role role, int bitLength, String namePrefix) {
    private static final Set<String> FIELDS = Set.of("bit_length", "name_prefix");
    private static final int MAXIMUM_BITS = 32;

    public SuccinctRoles {
        if (bitLength < 1 || bitLength > MAXIMUM_BITS) {
            throw new IllegalArgumentException("bit_length: expected 1 to 32, got " + bitLength);
        }
    }

    /** The number of bins. */
    public long count() {
        return 1L << bitLength;
    }

    /** The name of the bin that a target belongs to: the first bits of its digest, in as many hex digits as all bins need. */
    public String binFor(TargetPath target) {
        long firstBits = Long.parseLong(target.sha256().substring(0, MAXIMUM_BITS / 4), 16);
        return binName(firstBits >>> (MAXIMUM_BITS - bitLength));
    }

    /** The name of a bin by its number, from 0. */
    public String binName(long number) {
        String digits = Long.toHexString(number);
        return namePrefix + '-' + "0".repeat((bitLength + 3) / 4 - digits.length()) + digits;
    }

    /** Whether a name is that of one of the bins. */
    public boolean isBin(String name) {
        int digits = (bitLength + 3) / 4;
        if (name.length() != namePrefix.length() + 1 + digits || !name.startsWith(namePrefix + '-')) {
            return false;
        }
        String number = name.substring(namePrefix.length() + 1);
        return Hashes.isHex(number)
                && number.equals(number.toLowerCase(java.util.Locale.ROOT))
                && Long.parseLong(number, 16) < count();
    }

    static SuccinctRoles read(Fields fields) throws MalformedMetadataException {
        int bitLength = (int) fields.integer("bit_length", 1, MAXIMUM_BITS);
        return new SuccinctRoles(Role.read(fields, FIELDS), bitLength, fields.string("name_prefix"));
    }

    JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        role.writeTo(fields);
        fields.put("bit_length", JsonInteger.of(bitLength));
        fields.put("name_prefix", JsonString.of(namePrefix));
        return JsonObject.of(fields);
    }
}

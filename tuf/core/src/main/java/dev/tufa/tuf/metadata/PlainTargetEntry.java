package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;

/**
 * Recognises the plain entry of TARGETS (TUF 1.0.34 §4.5) in canonical bytes: hashes and a length, nothing else. Most entries of
 * large repositories are of this shape, and recognising it is ten times as fast as reading the entry; whatever is not
 * recognised is read, and refused there if it is malformed.
 */
final class PlainTargetEntry {
    /** Most digits of a length that cannot exceed a {@code long}. */
    private static final int SAFE_DIGITS = 18;

    private final byte[] bytes;
    private final int end;
    private int at;

    private PlainTargetEntry(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Whether an entry is plain, and so certainly well-formed. */
    static boolean matches(JsonObject entry) {
        boolean[] plain = new boolean[1];
        entry.canonicalTo((bytes, offset, length) -> plain[0] = new PlainTargetEntry(bytes, offset, length).matches());
        return plain[0];
    }

    private boolean matches() {
        if (!skip("{\"hashes\":{")) {
            return false;
        }
        do {
            if (!skipName() || !skip(":\"") || !skipHex() || !skip("\"")) {
                return false;
            }
        } while (skip(","));
        return skip("},\"length\":") && skipDigits() && skip("}") && at == end;
    }

    private boolean skip(String expected) {
        if (end - at < expected.length()) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if (bytes[at + i] != expected.charAt(i)) {
                return false;
            }
        }
        at += expected.length();
        return true;
    }

    /** A member's name of lower case letters, digits and hyphens. */
    private boolean skipName() {
        if (!skip("\"")) {
            return false;
        }
        while (at < end && bytes[at] != '"') {
            if (!isNameByte(bytes[at])) {
                return false;
            }
            at++;
        }
        return skip("\"");
    }

    private static boolean isNameByte(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-';
    }

    private boolean skipHex() {
        int start = at;
        while (at < end && Hashes.isHexDigit((char) bytes[at])) {
            at++;
        }
        return at > start;
    }

    private boolean skipDigits() {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > start && at - start <= SAFE_DIGITS;
    }
}

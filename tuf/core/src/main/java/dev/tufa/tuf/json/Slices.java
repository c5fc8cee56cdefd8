package dev.tufa.tuf.json;

import java.util.Arrays;

/** Reading positions in canonical bytes; every method trusts that the bytes came from this package. */
final class Slices {
    private Slices() {}

    /** The position after the value that starts at {@code start}. */
    static int endOfValue(byte[] bytes, int start) {
        return switch (bytes[start]) {
            case '"' -> endOfString(bytes, start);
            case '{', '[' -> endOfStructure(bytes, start);
            case 't', 'n' -> start + 4;
            case 'f' -> start + 5;
            default -> endOfInteger(bytes, start);
        };
    }

    private static int endOfInteger(byte[] bytes, int start) {
        int end = start + 1;
        while (end < bytes.length && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        return end;
    }

    /** The position after the closing quote of the string that starts at {@code start}. */
    static int endOfString(byte[] bytes, int start) {
        int at = start + 1;
        while (bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int endOfStructure(byte[] bytes, int start) {
        int depth = 0;
        int at = start;
        do {
            byte b = bytes[at];
            if (b == '"') {
                at = endOfString(bytes, at);
                continue;
            }
            if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            at++;
        } while (depth > 0);
        return at;
    }

    /**
     * Compares two canonical strings by code point. UTF-8 bytes sort like code points, so bytes are compared, without their
     * escapes.
     */
    static int compareStrings(byte[] bytes, int a, int b) {
        return compareStrings(bytes, a, bytes, b);
    }

    static int compareStrings(byte[] left, int a, byte[] right, int b) {
        return compareFrom(left, a + 1, right, b + 1);
    }

    /** The same for a string whose end is known and one that stands before it and most likely begins alike. */
    static int compareStrings(byte[] bytes, int a, int endOfA, int b) {
        int alike = Arrays.mismatch(bytes, a, endOfA, bytes, b, b + endOfA - a);
        if (alike < 0) {
            return 0;
        }
        while (bytes[a + alike - 1] == '\\') { // not between a backslash and what it escapes
            alike--;
        }
        return compareFrom(bytes, a + alike, bytes, b + alike);
    }

    private static int compareFrom(byte[] left, int a, byte[] right, int b) {
        int i = a;
        int j = b;
        while (true) {
            boolean endOfLeft = left[i] == '"';
            boolean endOfRight = right[j] == '"';
            if (endOfLeft || endOfRight) {
                return Boolean.compare(endOfRight, endOfLeft);
            }
            i += left[i] == '\\' ? 1 : 0;
            j += right[j] == '\\' ? 1 : 0;
            int order = Byte.compareUnsigned(left[i++], right[j++]);
            if (order != 0) {
                return order;
            }
        }
    }
}

package dev.tufa.tuf.json;

/** UTF-8 as RFC 3629 §3 defines it: the shortest form of a code point that is no surrogate. */
final class Utf8 {
    /** What two, three and four bytes are at least needed for. */
    private static final int[] LEAST = {0, 0, 0x80, 0x800, Character.MIN_SUPPLEMENTARY_CODE_POINT};

    private static final int LAST_LEAD = 0xF4;

    private Utf8() {}

    /** The position behind the character of more than one byte that begins here; -1 if there is none. A zero byte ends the text. */
    static int endOfCharacter(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        int codePoint = lead & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return -1;
            }
            codePoint = (codePoint << 6) | (bytes[at + i] & 0x3F);
        }
        boolean valid = lead >= 0xC0
                && lead <= LAST_LEAD
                && codePoint >= LEAST[length]
                && codePoint <= Character.MAX_CODE_POINT
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
        return valid ? at + length : -1;
    }
}

package dev.tufa.tuf.json;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Text read eight bytes at a time. */
final class Words {
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final ByteBuffer bytes;
    private final int lastWord;

    Words(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.lastWord = bytes.length - Long.BYTES;
    }

    /**
     * The first position from one on of a quote, a backslash, a control character or a byte that is not ASCII. Some such byte has
     * to come.
     */
    int endOfPlain(int from) {
        int i = from;
        while (i <= lastWord) {
            long found = notPlain(bytes.getLong(i));
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            i += Long.BYTES;
        }
        while ((notPlain(bytes.get(i)) & 0x80) == 0) {
            i++;
        }
        return i;
    }

    /** Sets the high bit of the first byte that ends plain text, and perhaps of later ones. */
    private static long notPlain(long eight) {
        long quotes = (eight ^ ('"' * EACH)) - EACH;
        long backslashes = (eight ^ ('\\' * EACH)) - EACH;
        long controls = eight - ' ' * EACH;
        return (eight | quotes | backslashes | controls) & HIGH_BITS;
    }

    /** The position behind the closing quote of the canonical string that starts at a position. */
    int endOfString(int start) {
        int i = endOfPlain(start + 1);
        while (bytes.get(i) != '"') {
            i = endOfPlain(i + (bytes.get(i) == '\\' ? 2 : 1));
        }
        return i + 1;
    }
}

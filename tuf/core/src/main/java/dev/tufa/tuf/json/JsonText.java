package dev.tufa.tuf.json;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Plain JSON text of a value: like its canonical form, but with control characters escaped as RFC 8259 asks. */
public final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final long SPACES = 0x2020_2020_2020_2020L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private JsonText() {}

    /** The text on one line. */
    public static String compact(JsonValue value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** The text on one line, as the UTF-8 bytes of a file. Reading it again gives an equal value. */
    public static byte[] bytes(JsonValue value) {
        var out = new ByteArrayOutputStream(value.canonicalLength());
        value.canonicalTo((bytes, offset, length) -> {
            int written = offset;
            ByteBuffer words = ByteBuffer.wrap(bytes);
            for (int i = offset; i < offset + length; i++) {
                while (i + Long.BYTES < offset + length && !hasControl(words.getLong(i))) {
                    i += Long.BYTES;
                }
                if (bytes[i] >= 0 && bytes[i] < ' ') {
                    out.write(bytes, written, i - written);
                    out.writeBytes(new byte[] {'\\', 'u', '0', '0', HEX[bytes[i] >> 4], HEX[bytes[i] & 0xF]});
                    written = i + 1;
                }
            }
            out.write(bytes, written, offset + length - written);
        });
        return out.toByteArray();
    }

    /** Whether any of eight bytes is a control character. */
    private static boolean hasControl(long eight) {
        return ((eight - SPACES) & ~eight & HIGH_BITS) != 0;
    }
}

package dev.tufa.tuf.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3629 §3 UTF-8, as the platform has it")
class Utf8Test {
    /** One of each kind, and what is next to it. */
    private static final int[] KINDS = {
        0x00, 0x22, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xAF, 0xB0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF,
        0xF0, 0xF4, 0xF5, 0xFF
    };

    @Test
    void everyCodePointEndsWhereItDoes() {
        for (int codePoint = 0x80; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            byte[] bytes = Character.toString(codePoint).getBytes(UTF_8);
            if (!surrogate && Utf8.endOfCharacter(Arrays.copyOf(bytes, 8), 0) != bytes.length) {
                fail("U+%04X".formatted(codePoint));
            }
        }
    }

    @Test
    void anyFourBytesBeginACharacterIfTheyDoForThePlatform() {
        int valid = 0;
        for (int lead = 0x80; lead < 256; lead++) {
            for (int second : KINDS) {
                for (int third : KINDS) {
                    for (int fourth : KINDS) {
                        byte[] four = {(byte) lead, (byte) second, (byte) third, (byte) fourth, 0, 0, 0};
                        int end = Utf8.endOfCharacter(four, 0);
                        if (end != endByThePlatform(four)) {
                            fail("%s: got %d".formatted(Arrays.toString(four), end));
                        }
                        valid += end > 0 ? 1 : 0;
                    }
                }
            }
        }
        assertThat(valid).isGreaterThan(100_000);
    }

    private static int endByThePlatform(byte[] text) {
        for (int length = 2; length <= 4; length++) {
            String decoded = new String(text, 0, length, UTF_8);
            if (decoded.codePointCount(0, decoded.length()) == 1
                    && Arrays.equals(decoded.getBytes(UTF_8), Arrays.copyOf(text, length))) {
                return length;
            }
        }
        return -1;
    }
}

package dev.tufa.tuf.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Eight bytes at a time are read like one at a time")
class WordsTest {
    private static final int LONGEST = 20;

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }

    /** Whatever byte ends text, whatever is before and behind it, and wherever the array begins and ends. */
    @Test
    void plainTextEnds() {
        for (int value = 0; value < 256; value++) {
            for (int neighbour : new int[] {' ', '!', '#', '[', ']', 'a', 0x7F}) {
                for (int position = 0; position < LONGEST; position++) {
                    byte[] text = new byte[LONGEST + 1];
                    Arrays.fill(text, (byte) neighbour);
                    text[position] = (byte) value;
                    text[LONGEST] = '"';
                    int expected = isPlain((byte) value) ? LONGEST : position;
                    for (int from = 0; from <= position; from++) {
                        assertThat(new Words(text).endOfPlain(from)).isEqualTo(expected);
                    }
                }
            }
        }
    }

    /** The first of two counts, whatever the second is. */
    @Test
    void plainTextEndsAtTheFirst() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                byte[] text = {'a', 'b', 'c', (byte) first, (byte) second, 'f', 'g', '"'};
                int expected = !isPlain((byte) first) ? 3 : !isPlain((byte) second) ? 4 : 7;
                assertThat(new Words(text).endOfPlain(0)).isEqualTo(expected);
            }
        }
    }

    @Test
    void stringsEnd() {
        for (String inside : new String[] {
            "", "a", "\\\"", "\\\\", "\\\\\\\"", "a\u00e9b", "\u0000", "\ud83d\ude00\\\"\u0001", "0123456789abcdef\\\\"
        }) {
            for (int padding = 0; padding < LONGEST; padding++) {
                byte[] bytes = ("x".repeat(padding) + '"' + inside + '"').getBytes(UTF_8);
                assertThat(new Words(bytes).endOfString(padding)).isEqualTo(bytes.length);
                assertThat(new Words(Arrays.copyOf(bytes, bytes.length + 9)).endOfString(padding))
                        .isEqualTo(bytes.length);
            }
        }
    }

    @Test
    void namesThatBeginAlikeAreCompared() {
        String[] names = {
            "", "a", "a\"", "a\\", "a\\\\", "a\\\"", "ab", "\u00e9", "packages/0001", "packages/0002", "\\\\\\\\a"
        };
        for (String one : names) {
            for (String other : names) {
                byte[] first = JsonString.of("common \\ beginning " + one).canonicalBytes();
                byte[] second = JsonString.of("common \\ beginning " + other).canonicalBytes();
                byte[] both = Arrays.copyOf(first, first.length + second.length);
                System.arraycopy(second, 0, both, first.length, second.length);
                int expected = Integer.signum(CodePointOrder.INSTANCE.compare(other, one));
                assertThat(Integer.signum(Slices.compareStrings(both, first.length, both.length, 0)))
                        .as("%s before %s", new String(second, US_ASCII), new String(first, US_ASCII))
                        .isEqualTo(expected);
                assertThat(Integer.signum(Slices.compareStrings(both, first.length, 0)))
                        .isEqualTo(expected);
            }
        }
    }
}

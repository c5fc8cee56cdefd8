package dev.tufa.apt.publish.suite;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Looks for fields in stanzas that were written here, without taking them apart. */
final class StanzaBytes {
    private StanzaBytes() {}

    /** The value of a field that is one line. */
    static Optional<String> value(byte[] text, int from, int to, String field) {
        byte[] name = (field + ": ").getBytes(StandardCharsets.US_ASCII);
        int line = from;
        while (line < to) {
            int end = lineEnd(text, line, to);
            if (startsWith(text, line, end, name)) {
                return Optional.of(
                        new String(text, line + name.length, end - line - name.length, StandardCharsets.UTF_8));
            }
            line = end + 1;
        }
        return Optional.empty();
    }

    /** Where the line end is; the end of the text if there is none. */
    static int lineEnd(byte[] text, int from, int to) {
        int end = from;
        while (end < to && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean startsWith(byte[] text, int from, int to, byte[] name) {
        if (to - from < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (text[from + i] != name[i]) {
                return false;
            }
        }
        return true;
    }
}

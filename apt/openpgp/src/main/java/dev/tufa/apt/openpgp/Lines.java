package dev.tufa.apt.openpgp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a text, which end with a line feed or with a carriage return and a line feed; the last may have no end. */
final class Lines {
    private final byte[] text;
    private int position;

    Lines(byte[] text) {
        this.text = text;
    }

    boolean hasNext() {
        return position < text.length;
    }

    /** The next line, without its end. */
    Line next() {
        int start = position;
        int end = start;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        boolean ended = end < text.length;
        position = ended ? end + 1 : end;
        return new Line(text, start, ended && end > start && text[end - 1] == '\r' ? end - 1 : end);
    }

    /** Passes over empty lines; says whether another follows. */
    boolean skipEmpty() {
        while (hasNext()) {
            int before = position;
            if (!next().isEmpty()) {
                position = before;
                return true;
            }
        }
        return false;
    }

    /** A part of a text. */
    static final class Line {
        private final byte[] text;
        private final int start;
        private final int end;

        Line(byte[] text, int start, int end) {
            this.text = text;
            this.start = start;
            this.end = end;
        }

        int length() {
            return end - start;
        }

        boolean isEmpty() {
            return start == end;
        }

        boolean is(String ascii) {
            return length() == ascii.length() && startsWith(ascii);
        }

        boolean startsWith(String ascii) {
            if (length() < ascii.length()) {
                return false;
            }
            for (int i = 0; i < ascii.length(); i++) {
                if (text[start + i] != ascii.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        boolean contains(char c) {
            for (int i = start; i < end; i++) {
                if (text[i] == c) {
                    return true;
                }
            }
            return false;
        }

        Line from(int offset) {
            return new Line(text, start + offset, end);
        }

        /** Without the blanks and tabs at its end. */
        Line withoutTrailingBlanks() {
            int shorter = end;
            while (shorter > start && (text[shorter - 1] == ' ' || text[shorter - 1] == '\t')) {
                shorter--;
            }
            return new Line(text, start, shorter);
        }

        byte[] bytes() {
            return Arrays.copyOfRange(text, start, end);
        }

        /** Every byte a character. */
        String latin1() {
            return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
        }
    }
}

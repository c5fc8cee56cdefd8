package dev.tufa.apt.openpgp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a signature over clear text is over (RFC 9580 §7.2): the lines with a carriage return and a line feed between them, and none
 * behind the last.
 */
final class CanonicalText {
    private CanonicalText() {}

    /** Of a text whose lines end with a line feed each. */
    static byte[] of(byte[] text) {
        ByteArrayOutputStream canonical = new ByteArrayOutputStream(text.length + text.length / 32);
        for (int i = 0; i < text.length - 1; i++) {
            if (text[i] == '\n') {
                canonical.write('\r');
            }
            canonical.write(text[i]);
        }
        return canonical.toByteArray();
    }

    /**
     * Refuses a text that would not come back from its signed form as it is.
     *
     * @throws IllegalArgumentException if a line ends with a blank, or the text without a line feed, or it has a carriage return
     */
    static void require(byte[] text) {
        if (text.length == 0 || text[text.length - 1] != '\n') {
            throw new IllegalArgumentException("text to sign: expected a line feed at its end, got none");
        }
        for (int i = 0; i < text.length; i++) {
            boolean blankBeforeEnd = i + 1 < text.length && text[i + 1] == '\n' && (text[i] == ' ' || text[i] == '\t');
            if (text[i] == '\r' || blankBeforeEnd) {
                throw new IllegalArgumentException(
                        "text to sign: expected lines without carriage returns and without blanks at their ends, got %s"
                                .formatted(text[i] == '\r' ? "a carriage return" : "a blank"));
            }
        }
    }

    /** A text of whole lines in the frame of RFC 9580 §7, with dash-escapes, up to where the signatures begin. */
    static byte[] framed(byte[] text, String digests) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 100);
        out.writeBytes(ascii("-----BEGIN PGP SIGNED MESSAGE-----\nHash: " + digests + "\n\n"));
        int start = 0;
        while (start < text.length) {
            int end = start;
            while (text[end] != '\n') {
                end++;
            }
            Lines.Line line = new Lines.Line(text, start, end);
            if (line.startsWith("-") || line.startsWith("From ")) { // mailers write ">From"
                out.writeBytes(ascii("- "));
            }
            out.writeBytes(Arrays.copyOfRange(text, start, end + 1));
            start = end + 1;
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.tufa.apt.openpgp;

import java.nio.charset.StandardCharsets;

/** Makes text from a key or a file safe to show to a person. */
final class Printable {
    private Printable() {}

    /** Bytes as UTF-8 without control, format, bidirectional and unassigned characters, and not longer than a line or two. */
    static String of(byte[] utf8) {
        return of(new String(utf8, StandardCharsets.UTF_8), Limits.SHOWN);
    }

    /** The beginning of a line, for a message that refuses it. */
    static String shortened(byte[] line) {
        return of(new String(line, StandardCharsets.UTF_8), 60);
    }

    private static String of(String text, int most) {
        StringBuilder safe = new StringBuilder();
        int shown = 0;
        for (int i = 0; i < text.length(); shown++) {
            if (shown == most) {
                return safe.append('…').toString();
            }
            int codePoint = text.codePointAt(i);
            safe.appendCodePoint(isSafe(codePoint) ? codePoint : '\uFFFD');
            i += Character.charCount(codePoint);
        }
        return safe.toString();
    }

    private static boolean isSafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

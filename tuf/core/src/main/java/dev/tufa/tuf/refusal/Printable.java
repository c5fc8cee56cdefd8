package dev.tufa.tuf.refusal;

/** Makes text that came from a file or the network safe to show to a person. */
public final class Printable {
    /** Longest text shown, in characters; stops a message that fills the screen. */
    private static final int LENGTH = 200;

    private Printable() {}

    /** The text without control, format, bidirectional and unassigned characters, at most 200 characters long. */
    public static String of(String text) {
        return of(text, LENGTH);
    }

    /**
     * The same for a text that may be longer.
     *
     * @param longest in characters
     */
    public static String of(String text, int longest) {
        var safe = new StringBuilder(Math.min(text.length(), longest) + 1);
        int shown = 0;
        for (int i = 0; i < text.length(); shown++) {
            if (shown == longest) {
                return safe.append('…').toString();
            }
            int codePoint = text.codePointAt(i);
            safe.appendCodePoint(isSafe(codePoint) ? codePoint : '\uFFFD');
            i += Character.charCount(codePoint);
        }
        return safe.toString();
    }

    /** Whether a character shows what it is, and changes nothing about others. */
    public static boolean isSafe(int codePoint) {
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

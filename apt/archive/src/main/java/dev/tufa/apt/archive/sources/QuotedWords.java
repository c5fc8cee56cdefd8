package dev.tufa.apt.archive.sources;

import java.util.Optional;

/**
 * Words as apt parts them: blanks between quotes, or between brackets, are part of a word. Quotes are left out of it, brackets are not,
 * and {@code %20} is a blank.
 */
final class QuotedWords {
    private final String text;
    private int position;

    QuotedWords(String text, int position) {
        this.text = text;
        this.position = position;
        skipBlanks();
    }

    /** Passes over a character, and the blanks behind it, if it is the next one. */
    boolean skip(char c) {
        if (position == text.length() || text.charAt(position) != c) {
            return false;
        }
        position++;
        skipBlanks();
        return true;
    }

    /** The next word; empty at the end, and where a quote or a bracket has no end, which leaves a {@link #rest}. */
    Optional<String> next() {
        int end = endOfWord();
        if (end <= position) {
            return Optional.empty();
        }
        String word = decoded(text.substring(position, end));
        position = end;
        skipBlanks();
        return Optional.of(word);
    }

    /**
     * The same for an option, which the bracket that ends all options may follow without a blank. Empty as well where what looks like
     * that bracket is quoted: apt would look for another one outside of the word.
     */
    Optional<String> nextOption() {
        int end = endOfWord();
        Optional<String> word = next();
        if (word.isEmpty() || !word.get().endsWith("]")) {
            return word;
        }
        if (text.charAt(end - 1) != ']') {
            return Optional.empty();
        }
        if (position == text.length() || text.charAt(position) != ']') {
            position = end - 1;
        }
        return Optional.of(word.get().substring(0, word.get().length() - 1));
    }

    /** What was not read. */
    String rest() {
        return text.substring(position);
    }

    private int endOfWord() {
        int at = position;
        while (at < text.length() && !isBlank(text.charAt(at))) {
            char c = text.charAt(at);
            if (c == '"' || c == '[') {
                at = text.indexOf(c == '"' ? '"' : ']', at + 1);
                if (at < 0) {
                    return -1;
                }
            }
            at++;
        }
        return at;
    }

    private static String decoded(String word) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '%' && i + 2 < word.length() && isHex(word.charAt(i + 1)) && isHex(word.charAt(i + 2))) {
                decoded.append((char) Integer.parseInt(word.substring(i + 1, i + 3), 16));
                i += 2;
            } else if (c != '"') {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}

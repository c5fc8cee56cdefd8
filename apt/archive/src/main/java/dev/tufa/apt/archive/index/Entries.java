package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import java.util.Map;

/** What entries of different indexes have in common: fields with one word, sizes, digests. */
final class Entries {
    /** Digits of the largest size; more than any file has. */
    private static final int SIZE_DIGITS = 18;

    private Entries() {}

    /** The value of a field that has to be there and to be one word. */
    static String word(Stanza stanza, String name) throws IndexException {
        Field field = stanza.find(name)
                .orElseThrow(() -> new IndexException("expected a field %s, got none".formatted(name)));
        String value = field.value();
        if (!isWord(value)) {
            throw new IndexException("%s: expected one word, got \"%s\"".formatted(name, shortened(value)));
        }
        return value;
    }

    /** The value of a field that has to be there and to be one line. */
    static String line(Stanza stanza, String name) throws IndexException {
        Field field = stanza.find(name)
                .orElseThrow(() -> new IndexException("expected a field %s, got none".formatted(name)));
        if (field.lines().size() > 1 || field.isEmpty()) {
            throw new IndexException("%s: expected a line, got \"%s\"".formatted(name, shortened(field.value())));
        }
        return field.value();
    }

    static void requireWord(Stanza stanza, String name) {
        String value = stanza.value(name).orElse("");
        if (!isWord(value)) {
            throw new IllegalArgumentException("%s: expected one word, got \"%s\"".formatted(name, value));
        }
    }

    static String path(Stanza stanza, String name) throws IndexException {
        String path = word(stanza, name);
        if (!ArchivePath.isInside(path)) {
            throw new IndexException(ArchivePath.outside(name, shortened(path)));
        }
        return path;
    }

    static long size(Stanza stanza) throws IndexException {
        return size("Size", word(stanza, "Size"));
    }

    static long size(String what, String text) throws IndexException {
        boolean isNumber = text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (text.isEmpty() || text.length() > SIZE_DIGITS || !isNumber) {
            throw new IndexException("%s: expected a size in bytes, got \"%s\"".formatted(what, shortened(text)));
        }
        return Long.parseLong(text);
    }

    static String digest(String what, DigestAlgorithm algorithm, String text) throws IndexException {
        if (!algorithm.isDigest(text)) {
            throw new IndexException("%s: expected %d hexadecimal digits, got \"%s\""
                    .formatted(what, algorithm.length(), shortened(text)));
        }
        return text;
    }

    static Digests digests(Map<DigestAlgorithm, String> digests) throws IndexException {
        if (!digests.containsKey(DigestAlgorithm.SHA256)) {
            throw new IndexException("expected a SHA256 digest, got %s"
                    .formatted(digests.isEmpty() ? "none" : "only " + digests.keySet()));
        }
        return new Digests(digests);
    }

    static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    private static boolean isWord(String value) {
        return !value.isEmpty() && value.codePoints().noneMatch(c -> Character.isWhitespace(c) || c == ',');
    }
}

package dev.tufa.apt.publish.conf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys in the text of {@code archive.conf}. Whoever changes them changes nothing else: comments, order and blanks stay. */
public final class SignedWithText {
    private static final Pattern FIELD = Pattern.compile("(?i)signed-with:.*");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    private final byte[] text;
    private final List<String> lines;

    /** The line of the field, and the last one of its value. */
    private final int first;

    private final int last;

    /**
     * The keys in a text.
     *
     * @throws IOException if the text is not what settings have to be
     */
    public SignedWithText(byte[] text) throws IOException {
        ArchiveConfText.read(text);
        this.text = text.clone();
        this.lines = List.of(new String(text, StandardCharsets.UTF_8).split("\n", -1));
        int field = 0;
        while (!FIELD.matcher(lines.get(field)).matches()) {
            field++;
        }
        this.first = field;
        int end = field;
        for (int i = field + 1; i < lines.size() && (isContinuation(lines.get(i)) || isComment(lines.get(i))); i++) {
            end = isComment(lines.get(i)) ? end : i;
        }
        this.last = end;
    }

    private static boolean isContinuation(String line) {
        return line.startsWith(" ") || line.startsWith("\t");
    }

    private static boolean isComment(String line) {
        return line.startsWith("#");
    }

    /** The text with one more key behind all others. */
    public byte[] withLast(KeySource key) throws IOException {
        List<KeySource> expected = new ArrayList<>(keys(text));
        expected.add(key);
        return checked(inserted(last + 1, key), expected);
    }

    /** The text with one more key before all others. */
    public byte[] withFirst(KeySource key) throws IOException {
        List<KeySource> expected = new ArrayList<>(keys(text));
        expected.add(0, key);
        String line = lines.get(first);
        String value = line.substring(line.indexOf(':') + 1);
        if (value.isBlank()) {
            return checked(inserted(first + 1, key), expected);
        }
        List<String> changed = new ArrayList<>(lines);
        changed.set(first, line.substring(0, line.indexOf(':')) + ": " + key.text());
        changed.add(first + 1, ' ' + value.strip());
        return checked(changed, expected);
    }

    /** The text without a key that is in it, and not the only one. */
    public byte[] without(KeySource key) throws IOException {
        List<KeySource> expected = new ArrayList<>(keys(text));
        expected.remove(key);
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (i < first || i > last || isComment(line)) {
                changed.add(line);
                continue;
            }
            String name = i == first ? line.substring(0, line.indexOf(':') + 1) : "";
            List<String> words = words(line.substring(name.length()));
            List<String> kept = words.stream()
                    .filter(word -> !KeySource.parse(word).equals(key))
                    .toList();
            if (kept.size() == words.size()) {
                changed.add(line);
            } else if (i == first || !kept.isEmpty()) {
                changed.add(Stream.concat(Stream.of(name), kept.stream()).collect(Collectors.joining(" ")));
            }
        }
        return checked(changed, expected);
    }

    private List<String> inserted(int at, KeySource key) {
        List<String> changed = new ArrayList<>(lines);
        changed.add(at, ' ' + key.text());
        return changed;
    }

    private static List<String> words(String text) {
        return Arrays.stream(BLANKS.split(text, -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static byte[] checked(List<String> lines, List<KeySource> expected) throws IOException {
        byte[] changed = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        List<KeySource> got = keys(changed);
        if (!got.equals(expected)) {
            throw new IllegalStateException("Signed-With: expected %s, got %s".formatted(expected, got));
        }
        return changed;
    }

    private static List<KeySource> keys(byte[] text) throws IOException {
        return ArchiveConfText.read(text).signedWith();
    }
}

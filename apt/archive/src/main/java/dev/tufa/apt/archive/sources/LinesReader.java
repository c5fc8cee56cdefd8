package dev.tufa.apt.archive.sources;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The style of lines. It takes what apt takes, but for control characters, empty words, and bytes outside of comments that are not
 * UTF-8. Of options that stand twice, the last one counts, as for apt.
 */
final class LinesReader {
    private static final String BLANKS = " \t\r";

    private final String file;
    private final int line;

    private LinesReader(String file, int line) {
        this.file = file;
        this.line = line;
    }

    static List<ListedSource> read(String file, byte[] bytes) throws SourcesException {
        List<ListedSource> sources = new ArrayList<>();
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String text = stripped(withoutComment(lines[i]));
            if (!text.isEmpty()) {
                sources.add(new ListedSource(file, i + 1, new LinesReader(file, i + 1).source(text)));
            }
        }
        return List.copyOf(sources);
    }

    /** A comment begins where a # is, unless it is inside of options. */
    private static String withoutComment(String line) {
        int open = 0;
        for (int i = 0; i < line.length(); i++) {
            switch (line.charAt(i)) {
                case '[' -> open++;
                case ']' -> open--;
                case '#' -> {
                    if (open <= 0) {
                        return line.substring(0, i);
                    }
                }
                default -> {
                    // part of a word or between words
                }
            }
        }
        return line;
    }

    private static String stripped(String line) {
        int start = 0;
        int end = line.length();
        while (start < end && BLANKS.indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && BLANKS.indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(start, end);
    }

    private Source source(String text) throws SourcesException {
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw problem("expected text, got a control character");
        }
        int end = 0;
        while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
            end++;
        }
        String word = text.substring(0, end);
        if (end == text.length()) {
            throw problem("expected a type, an address and a suite, got \"%s\"".formatted(word));
        }
        SourceType type =
                SourceType.of(word).orElseThrow(() -> problem("expected deb or deb-src, got \"%s\"".formatted(word)));
        QuotedWords words = new QuotedWords(text, end);
        Map<String, String> said = options(words);
        List<String> rest = new ArrayList<>();
        for (Optional<String> next = words.next(); next.isPresent(); next = words.next()) {
            rest.add(utf8(next.get()));
        }
        if (rest.size() < 2) {
            throw problem(
                    rest.isEmpty()
                            ? "expected an address, got nothing"
                            : "expected a suite after \"%s\", got nothing".formatted(rest.get(0)));
        }
        return source(type, said, rest);
    }

    private Source source(SourceType type, Map<String, String> said, List<String> words) throws SourcesException {
        List<SourceType> types = List.of(type);
        List<String> uris = words.subList(0, 1);
        List<String> suites = words.subList(1, 2);
        List<String> components = words.subList(2, words.size());
        Optional<String> problem = SourceRules.problem(Source.Use.ENABLED, types, uris, suites, components);
        if (problem.isPresent()) {
            throw problem(problem.get());
        }
        Map<SourceOption, List<String>> options = new EnumMap<>(SourceOption.class);
        Map<String, String> others = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : said.entrySet()) {
            Optional<SourceOption> option = SourceOption.ofKey(each.getKey());
            if (option.isPresent()) {
                options.put(
                        option.get(),
                        option.get().isList() ? OptionValues.of(each.getValue()) : List.of(each.getValue()));
            } else if (!each.getKey().equals("signed-by")) {
                others.put(each.getKey(), each.getValue());
            }
        }
        return new Source(Source.Use.ENABLED, types, uris, suites, components, signedBy(said), options, others);
    }

    private Optional<SignedBy> signedBy(Map<String, String> said) throws SourcesException {
        try {
            return SignedBy.parse(said.getOrDefault("signed-by", ""));
        } catch (IllegalArgumentException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> options(QuotedWords words) throws SourcesException {
        Map<String, String> options = new LinkedHashMap<>();
        if (!words.skip('[')) {
            return options;
        }
        while (!words.skip(']')) {
            String option = utf8(words.nextOption()
                    .orElseThrow(() -> problem("expected options and then ], got \"%s\"".formatted(words.rest()))));
            int equals = option.indexOf('=');
            if (equals < 1 || equals == option.length() - 1) {
                throw problem("expected an option with = between its name and its value, got \"%s\"".formatted(option));
            }
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return options;
    }

    private String utf8(String bytes) throws SourcesException {
        String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            throw problem("expected UTF-8, got other bytes");
        }
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw problem("expected words of characters that can be seen, got \"%s\""
                    .formatted(text.replaceAll("\\p{Cntrl}", "?")));
        }
        return text;
    }

    private SourcesException problem(String problem) {
        return new SourcesException(file, line, problem);
    }
}

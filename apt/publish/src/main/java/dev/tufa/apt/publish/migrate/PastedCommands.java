package dev.tufa.apt.publish.migrate;

import dev.tufa.apt.archive.sources.ListedSource;
import dev.tufa.apt.archive.sources.SourcesException;
import dev.tufa.apt.archive.sources.SourcesFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands that people are told to paste: the sources that they write, and the addresses of keys. They are read as text, and nothing
 * of them is run.
 */
final class PastedCommands {
    /** Bytes of what anybody would paste; each line of it is looked at as often as there are sources. */
    private static final int LONGEST = 64 << 10;

    private static final Pattern LINE =
            Pattern.compile("(?<![A-Za-z0-9._/+-])deb(?:-src)?[ \t]+(?:\\[|[a-z][a-z0-9+.-]*:)");
    private static final Pattern STANZA = Pattern.compile("(?m)(?:^|(?<=[\"']))Types:");
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'`<>|;&()\\\\]+");

    /** What is in a command that is about a key. */
    private static final Pattern KEY = Pattern.compile("gpg|apt-key|keyring|\\.asc|\\.key\\b|signed-by");

    private final String file;

    /** Lines that go on in the next one are one here; every other character is where it was. */
    private final String text;

    private final String original;
    private final StringBuilder rest;
    private final List<ListedSource> sources = new ArrayList<>();

    private PastedCommands(String file, String original) {
        this.file = file;
        this.original = original;
        this.text = withoutComments(
                original.replace("\\\r\n", "   ").replace("\r\n", " \n").replace("\\\n", "  "));
        this.rest = new StringBuilder(text);
    }

    static PastedCommands read(String file, byte[] bytes) throws MigrationException, SourcesException {
        if (bytes.length > LONGEST) {
            throw new MigrationException(
                    "%s: expected commands of at most %d bytes, got %d".formatted(file, LONGEST, bytes.length));
        }
        PastedCommands commands = new PastedCommands(file, new String(bytes, StandardCharsets.UTF_8));
        commands.readLines();
        commands.readStanzas();
        return commands;
    }

    /** The same length with blanks for lines that are comments of the shell. */
    private static String withoutComments(String text) {
        Matcher comment = Pattern.compile("(?m)^[ \t]*#.*$").matcher(text);
        return comment.replaceAll(found -> " ".repeat(found.group().length()));
    }

    List<ListedSource> sources() {
        return List.copyOf(sources);
    }

    /** The addresses in commands about keys, each once. */
    List<String> keyUrls() {
        List<String> urls = new ArrayList<>();
        rest.toString().lines().filter(line -> KEY.matcher(line).find()).forEach(line -> {
            Matcher url = URL.matcher(line);
            while (url.find()) {
                if (!urls.contains(url.group())) {
                    urls.add(url.group());
                }
            }
        });
        return List.copyOf(urls);
    }

    private void readLines() throws MigrationException, SourcesException {
        Matcher line = LINE.matcher(text);
        int position = 0;
        while (line.find(position)) {
            int end = endOfLine(line.start());
            add(line.start(), end, SourcesFile.Style.LINES);
            position = end;
        }
    }

    /** A quote that stands before it ends it; else what ends a command does. */
    private int endOfLine(int start) {
        char before = start == 0 ? '\n' : text.charAt(start - 1);
        boolean isQuoted = before == '"' || before == '\'';
        int position = start;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\n' || (isQuoted ? c == before : "|>;&\"'".indexOf(c) >= 0)) {
                return position;
            }
            int end = c == '$' || c == '`' ? ShellValues.end(text, position) : position;
            position = Math.max(end, position + 1);
        }
        return position;
    }

    /** Stanzas as a here-document or a quoted text has them: up to an empty line, or one that is no part of a stanza. */
    private void readStanzas() throws MigrationException, SourcesException {
        Matcher stanza = STANZA.matcher(text);
        int position = 0;
        while (stanza.find(position)) {
            char before = stanza.start() == 0 ? '\n' : text.charAt(stanza.start() - 1);
            int end = stanza.start();
            while (end < text.length() && isOfStanza(end)) {
                int lineEnd = text.indexOf('\n', end);
                end = lineEnd < 0 ? text.length() : lineEnd + 1;
            }
            int quote = before == '\n' ? -1 : text.lastIndexOf(before, end - 1);
            int stop = quote > stanza.start() ? quote : end;
            add(stanza.start(), stop, SourcesFile.Style.STANZAS);
            position = Math.max(end, stanza.end());
        }
    }

    private boolean isOfStanza(int start) {
        int lineEnd = text.indexOf('\n', start);
        String line = text.substring(start, lineEnd < 0 ? text.length() : lineEnd);
        return !line.isBlank() && (line.startsWith(" ") || line.matches("[A-Za-z][A-Za-z0-9-]*:.*"));
    }

    private void add(int start, int end, SourcesFile.Style style) throws MigrationException, SourcesException {
        int line = 1
                + (int) original.substring(0, start)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        String found = text.substring(start, end);
        Optional<String> known = ShellValues.replaced(found);
        if (known.isEmpty()) {
            throw new MigrationException(
                    "%s: line %d: expected nothing that a shell has to work out but codename and architecture, got \"%s\""
                            .formatted(file, line, found.strip()));
        }
        String inPlace = "\n".repeat(line - 1) + known.get();
        sources.addAll(SourcesFile.read(file, inPlace.getBytes(StandardCharsets.UTF_8), style));
        for (int i = start; i < end; i++) {
            if (text.charAt(i) != '\n') {
                rest.setCharAt(i, ' ');
            }
        }
    }
}

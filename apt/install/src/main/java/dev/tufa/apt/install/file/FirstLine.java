package dev.tufa.apt.install.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line that a {@code .apt} file begins with (§3.1), by which programs tell what it is. It is not signed. */
final class FirstLine {
    static final String TEXT = "#@application/x-apt ";

    private static final Pattern SYNTAX = Pattern.compile(Pattern.quote(TEXT) + "(0|[1-9][0-9]*)");

    /** Bytes of the line without its line feed. */
    private static final int LONGEST = 100;

    private final FormatVersion version;
    private final byte[] rest;

    private FirstLine(FormatVersion version, byte[] rest) {
        this.version = version;
        this.rest = rest;
    }

    /** For which the file is made. */
    FormatVersion version() {
        return version;
    }

    /** What comes behind the line, a copy. */
    byte[] rest() {
        return rest.clone();
    }

    static FirstLine read(byte[] file) throws AptFileException {
        int end = 0;
        while (end < file.length && end <= LONGEST && file[end] != '\n') {
            end++;
        }
        if (end == file.length || end > LONGEST) {
            throw refused(new String(file, 0, Math.min(end, 40), StandardCharsets.ISO_8859_1));
        }
        int length = end > 0 && file[end - 1] == '\r' ? end - 1 : end;
        String line = new String(file, 0, length, StandardCharsets.ISO_8859_1);
        Matcher matcher = SYNTAX.matcher(line);
        if (!matcher.matches()) {
            throw refused(line);
        }
        Optional<FormatVersion> version = FormatVersion.of(matcher.group(1));
        if (version.isEmpty()) {
            throw new AptFileException(
                    Refusal.NEWER_VERSION,
                    "first line: expected version %d or lower, got %s: the file is made for a newer program"
                            .formatted(FormatVersion.NEWEST.number(), matcher.group(1)));
        }
        return new FirstLine(version.get(), Arrays.copyOfRange(file, end + 1, file.length));
    }

    private static AptFileException refused(String line) {
        return new AptFileException(
                Refusal.FIRST_LINE,
                "first line: expected \"%s\" and a version, got \"%s\"".formatted(TEXT.strip(), printable(line)));
    }

    private static String printable(String line) {
        return line.replaceAll("[^ -~]", "?");
    }
}

package dev.tufa.method;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digests in the SHA256 section of a Release file. Of {@code InRelease} only what the archive's key has signed counts: not what
 * stands before and after, nor the lines of the signature itself.
 */
final class ReleaseDigests {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String END = "-----BEGIN PGP SIGNATURE-----";
    private static final Pattern FILE = Pattern.compile("[ \\t]+(?<hex>[0-9A-Fa-f]{64})[ \\t]+[0-9]+[ \\t]+\\S+\\s*");

    private ReleaseDigests() {}

    /** Those in {@code Release}, which is all signed. */
    static Set<String> ofRelease(byte[] release) {
        return section(lines(release));
    }

    /**
     * Those in {@code InRelease}.
     *
     * @throws IOException if it is not one clear-signed text from its first line on
     */
    static Set<String> ofInRelease(byte[] inRelease) throws IOException {
        List<String> lines = lines(inRelease);
        if (lines.isEmpty() || !lines.get(0).stripTrailing().equals(BEGIN)) {
            throw new IOException("InRelease: expected \"%s\" first, got something else".formatted(BEGIN));
        }
        int begin = 1;
        while (begin < lines.size() && !lines.get(begin).isBlank()) {
            begin++; // headers, which are not signed
        }
        int end = begin;
        while (end < lines.size() && !lines.get(end).stripTrailing().equals(END)) {
            end++;
        }
        if (end == lines.size()) {
            throw new IOException("InRelease: expected \"%s\", got none".formatted(END));
        }
        return section(lines.subList(begin, end));
    }

    private static List<String> lines(byte[] text) {
        return List.of(new String(text, StandardCharsets.UTF_8).split("\n", -1)); // as apt reads lines
    }

    private static Set<String> section(List<String> lines) {
        Set<String> digests = new HashSet<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                Matcher file = FILE.matcher(line);
                if (inside && file.matches()) {
                    digests.add(file.group("hex").toLowerCase(Locale.ROOT));
                }
            } else {
                inside = line.regionMatches(true, 0, "SHA256:", 0, "SHA256:".length());
            }
        }
        return digests;
    }
}

package dev.tufa.cli.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What commands print, without what differs each time: key ids, fingerprints and digests, dates, ids of events, ports. */
final class Tidy {
    private static final Map<Pattern, String> ALWAYS_THE_SAME = Map.of(
            Pattern.compile("\\b[0-9a-f]{12,64}(?:…|\\b)"),
            "…",
            Pattern.compile("\\b20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z"),
            "2030-01-01T00:00:00Z",
            Pattern.compile("\\b20\\d\\d-\\d\\d-\\d\\d\\b"),
            "2030-01-01",
            Pattern.compile("\\b[0-9A-F]{40}\\b|\\b[0-9A-F]{4}(?: {1,2}[0-9A-F]{4}){9}\\b"),
            "0123…CDEF",
            Pattern.compile("(?m)^(?:For|It is not for) this system, .*$"),
            "For this system, Debian bookworm on amd64, it is 1.",
            Pattern.compile("\\b20\\d{6}-[0-9a-f]{6}\\b"),
            "20300101-1a2b3c");

    private final Map<String, String> names;

    /**
     * @param names of this run, each with the one that the guide has
     */
    Tidy(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    List<String> lines(String output, int exitCode) {
        String tidy = output;
        for (Map.Entry<String, String> name : names.entrySet()) {
            tidy = tidy.replace(name.getKey(), name.getValue());
        }
        for (Map.Entry<Pattern, String> same : ALWAYS_THE_SAME.entrySet()) {
            tidy = same.getKey().matcher(tidy).replaceAll(same.getValue());
        }
        List<String> lines =
                new ArrayList<>(tidy.lines().map(String::stripTrailing).toList());
        if (exitCode != 0) {
            lines.add("(exit code %d)".formatted(exitCode));
        }
        return lines;
    }
}

package dev.tufa.conformance.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds wrong citations of sections and of TAPs in a source text.
 *
 * <p>A section is cited as {@code \u00a75.3.4}, several as {@code \u00a75.3.4-5.3.7} or {@code \u00a75.3.4, \u00a75.3.5}; before it stands the
 * document, as in {@code TUF 1.0.34 \u00a75.3}, or nothing where one document goes without saying. Documents whose sections are not
 * known here, as in {@code RFC 8032 \u00a75.1}, are not ours to check.
 */
final class Citations {
    static final String SPECIFICATION = "1.0.34";

    private static final String NUMBER = "\\d+(?:\\.\\d+)*";

    /** A section sign with what stands around it. */
    private static final Pattern CITATION = Pattern.compile("(?<before>[^\u00a7]{0,24})\u00a7"
            + "(?:(?<from>" + NUMBER + ")(?:(?<dash>[-\u2013\u2014])(?<to>" + NUMBER + "))?)?"
            + "(?<bare>(?:,| and| or|,? and|/) " + NUMBER + "\\." + NUMBER + ")?");

    /** A document that has sections of its own, right before a section sign or before a list of them. */
    private static final Pattern OTHER_DOCUMENT = Pattern.compile(
            "(?:RFC \\d+|FIPS [\\d-]+|SEC \\d|TAP \\d+|NIST SP [\\d-]+\\w*|POSIX|Debian Policy|JLS|JVMS),? $");

    private static final Pattern LIST_LINK = Pattern.compile("^(?:,|,? and|,? or|/|-) ?$");

    private static final Pattern STATED_VERSION =
            Pattern.compile("TUF (?:spec(?:ification)? )?v?(\\d+(?:\\.\\d+)+),? $");

    private static final Pattern WORDS = Pattern.compile(
            "\\b(?:section|sections|sec\\.|chapter|step|steps|clause)\\s+(\\d+\\.\\d[\\d.]*)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TAP = Pattern.compile("\\bTAP([ -]?)(\\d+)\\b", Pattern.CASE_INSENSITIVE);

    private final List<CitedDocument> known;
    private final Optional<CitedDocument> unnamed;
    private final Set<String> taps;

    /**
     * @param known whose sections are checked where they are named
     * @param unnamed which one is meant where none is named; where there is none, that is wrong
     */
    Citations(List<CitedDocument> known, Optional<CitedDocument> unnamed, Set<String> taps) {
        this.known = List.copyOf(known);
        this.unnamed = unnamed;
        this.taps = Set.copyOf(taps);
    }

    /** What is wrong in a text: one entry per finding, "line: what". */
    List<String> wrongIn(String text) {
        List<String> wrong = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            for (String finding : wrongInLine(lines.get(i))) {
                wrong.add(number + ": " + finding);
            }
        }
        return wrong;
    }

    private List<String> wrongInLine(String line) {
        List<String> wrong = new ArrayList<>();
        wrongSections(line, wrong);
        Matcher words = WORDS.matcher(line);
        while (words.find()) {
            wrong.add("write \u00a7" + words.group(1) + ", not \"" + words.group() + "\"");
        }
        Matcher tap = TAP.matcher(line);
        while (tap.find()) {
            if (!tap.group().equals("TAP " + tap.group(2))) {
                wrong.add("write TAP " + tap.group(2) + ", not \"" + tap.group() + "\"");
            } else if (!taps.contains(tap.group(2))) {
                wrong.add("there is no TAP " + tap.group(2) + " to follow");
            }
        }
        return wrong;
    }

    private void wrongSections(String line, List<String> wrong) {
        Optional<CitedDocument> document = unnamed;
        Matcher citation = CITATION.matcher(line);
        while (citation.find()) {
            String before = citation.group("before");
            if (!LIST_LINK.matcher(before).find()) {
                document = documentBefore(before, wrong);
            }
            if (document.isEmpty()) {
                continue;
            }
            if (citation.group("from") == null) {
                wrong.add("a number must follow \u00a7 at once");
                continue;
            }
            require(document.get(), citation.group("from"), wrong);
            if (citation.group("to") != null) {
                requireRange(document.get(), citation, wrong);
            }
            if (citation.group("bare") != null) {
                wrong.add("write \u00a7 before every number:" + citation.group("bare"));
            }
        }
    }

    /** Whose section follows; empty if nobody here can tell whether there is one. */
    private Optional<CitedDocument> documentBefore(String before, List<String> wrong) {
        Optional<CitedDocument> named = known.stream()
                .filter(document -> before.endsWith(document.name() + " ") || before.endsWith(document.name() + ", "))
                .findFirst();
        if (named.isPresent() || OTHER_DOCUMENT.matcher(before).find()) {
            return named;
        }
        Matcher version = STATED_VERSION.matcher(before);
        if (version.find() && !version.group(1).equals(SPECIFICATION)) {
            wrong.add("expected TUF " + SPECIFICATION + ", got TUF " + version.group(1));
        } else if (unnamed.isEmpty()) {
            wrong.add("write of which document the section is");
        }
        return unnamed;
    }

    private static void requireRange(CitedDocument document, Matcher citation, List<String> wrong) {
        String from = citation.group("from");
        String to = citation.group("to");
        if (!citation.group("dash").equals("-")) {
            wrong.add("write \u00a7" + from + "-" + to + " with a hyphen");
        }
        require(document, to, wrong);
        boolean siblings = parent(from).equals(parent(to));
        if (!siblings || last(from) >= last(to)) {
            wrong.add("\u00a7" + from + "-" + to + " is no range");
        }
    }

    private static void require(CitedDocument document, String section, List<String> wrong) {
        if (!document.has(section)) {
            wrong.add(document.name() + " has no \u00a7" + section);
        }
    }

    static String parent(String section) {
        int dot = section.lastIndexOf('.');
        return dot < 0 ? "" : section.substring(0, dot);
    }

    static int last(String section) {
        return Integer.parseInt(section.substring(section.lastIndexOf('.') + 1));
    }
}

package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.CorpusCase.refused;
import static dev.tufa.conformance.aptfile.MadeAptFile.TEXT;
import static dev.tufa.conformance.aptfile.MadeAptFile.anAptFile;
import static dev.tufa.conformance.aptfile.MadeAptFile.ofVersion0;
import static dev.tufa.conformance.aptfile.MadeAptFile.ofVersion1;
import static dev.tufa.conformance.aptfile.OpenPgpBytes.bytes;
import static dev.tufa.conformance.aptfile.Sized.ARCHIVE;

import java.util.stream.Stream;

/** Files that are signed as they should be and refused for their syntax, Format or filters. */
final class TextCases {
    private TextCases() {}

    static Stream<CorpusCase> all() {
        return Stream.of(syntax(), characters(), fields(), formats(), filters()).flatMap(cases -> cases);
    }

    private static Stream<CorpusCase> syntax() {
        return Stream.of(
                syntax("comment", "A comment.", TEXT + "# a comment\n"),
                syntax("comment-first", "A comment in the first line.", "# a comment\n" + TEXT),
                syntax("no-colon", "A line without a colon.", TEXT + "Install\n"),
                syntax("blank-before-colon", "A blank between a name and its colon.", TEXT + "X-Note : x\n"),
                syntax("no-name", "A line that begins with a colon.", TEXT + ": x\n"),
                syntax("name-not-ascii", "A name that is not ASCII.", TEXT + "X-N\u00f6te: x\n"),
                syntax("continuation-first", "A continuation line before any field.", " x\n" + TEXT),
                syntax("continuation-behind-empty-line", "A continuation line behind an empty line.", TEXT + "\n x\n"),
                syntax("name-with-hyphen-first", "A name that begins with a hyphen.", TEXT + "-X: x\n"),
                syntax("field-twice", "A field twice.", TEXT + "Install: example-viewer\n"),
                syntax(
                        "field-twice-in-other-case",
                        "A field twice, once in small letters.",
                        TEXT + "install: example-viewer\n"),
                syntax("extension-twice", "A field that means nothing, twice.", TEXT + "X-Note: x\nx-note: y\n"),
                syntax(
                        "continuation-of-wide-blanks",
                        "A continuation line of U+3000 alone.",
                        TEXT + "X-Note:\n \u3000\n"),
                syntax("name-number-sign-first", "A name that begins with a number sign.", TEXT + "#X: x\n"),
                refused(
                        "no-stanza",
                        "no-stanza",
                        "5.1",
                        "A text of one empty line.",
                        anAptFile().text("\n")),
                refused(
                        "no-stanza-blanks",
                        "no-stanza",
                        "5.1",
                        "A text of blanks, which no signature is over.",
                        anAptFile().text(" \n\t\n")));
    }

    private static CorpusCase syntax(String name, String shows, String text) {
        return refused("syntax-" + name, "syntax", "5.1", shows, anAptFile().text(text));
    }

    private static Stream<CorpusCase> characters() {
        return Stream.of(
                character("zero", "A zero byte.", "\0"),
                character("escape", "The control character with which terminals are steered.", "\033[2K"),
                character("delete", "The control character behind ASCII's last.", "\177"),
                character("c1", "A control character of C1, next line, as UTF-8.", "\u00c2\u0085"),
                character("override", "Text from right to left by U+202E.", "\u00e2\u0080\u00ae"),
                character("isolate", "Text in a direction of its own by U+2066.", "\u00e2\u0081\u00a6"),
                character("arabic-mark", "The mark U+061C.", "\u00d8\u009c"),
                character("right-to-left-mark", "The mark U+200F.", "\u00e2\u0080\u008f"),
                character(
                        "line-separator",
                        "The line separator U+2028, which some take for the end of a line.",
                        "\u00e2\u0080\u00a8"),
                character("bom", "U+FEFF, which nobody sees.", "\u00ef\u00bb\u00bf"),
                character("latin1", "A letter in Latin-1.", "\u00e9"),
                character("overlong", "A slash as two bytes.", "\u00c0\u00af"),
                character("surrogate", "Half of a pair of surrogates.", "\u00ed\u00a0\u0080"),
                character("beyond-unicode", "A character above U+10FFFF.", "\u00f4\u0090\u0080\u0080"),
                refused(
                        "syntax-bom-first",
                        "syntax",
                        "5.1",
                        "A byte order mark in front of the first field.",
                        anAptFile().text(bytes("\u00ef\u00bb\u00bf" + TEXT))),
                refused(
                        "syntax-override-in-archive",
                        "syntax",
                        "5.1",
                        "Text from right to left in the name of a suite.",
                        anAptFile().text(bytes(TEXT.replace("stable", "st\u00e2\u0080\u00aeable")))));
    }

    private static CorpusCase character(String name, String shows, String character) {
        return refused(
                "syntax-character-" + name,
                "syntax",
                "5.1",
                shows,
                anAptFile().text(bytes(TEXT + "X-Note: a" + character + "b\n")));
    }

    private static Stream<CorpusCase> fields() {
        return Stream.of(
                unknown("depends", "A field of other control data.", ofVersion1(ARCHIVE + "Depends: bash\n")),
                unknown("signed-by", "A field of apt's sources.", ofVersion1(ARCHIVE + "Signed-By: /etc/passwd\n")),
                unknown(
                        "misspelled",
                        "A name with a letter too much, which would have been a filter.",
                        ofVersion1(ARCHIVE + "Codenames: bookworm\n")),
                unknown("empty-extension", "X- and nothing behind it.", ofVersion1(ARCHIVE + "X-: x\n")),
                unknown(
                        "second-stanza",
                        "A field that is not known in the second stanza.",
                        ofVersion1(ARCHIVE + "\n" + ARCHIVE + "Trusted: yes\n")),
                unknown(
                        "tuf-in-version-0",
                        "A field of version 1 in version 0.",
                        ofVersion0(ARCHIVE + "TUF-Root-SHA256: " + "0".repeat(64) + "\n")));
    }

    private static CorpusCase unknown(String name, String shows, MadeAptFile file) {
        return refused("unknown-field-" + name, "unknown-field", "5.1", shows, file);
    }

    private static Stream<CorpusCase> formats() {
        return Stream.of(
                format("missing", "Version 1 without Format.", anAptFile().text(ARCHIVE)),
                format(
                        "missing-in-first",
                        "Version 1 with Format in the second stanza alone.",
                        anAptFile().text(ARCHIVE + "\nFormat: 1\n" + ARCHIVE)),
                format(
                        "older",
                        "Version 1 that was signed as version 0.",
                        anAptFile().text("Format: 0\n" + ARCHIVE)),
                format("newer", "Version 0 that was signed as version 1.", ofVersion0("Format: 1\n" + ARCHIVE)),
                format(
                        "other-in-second",
                        "Two stanzas of different versions.",
                        ofVersion1(ARCHIVE + "\nFormat: 0\n" + ARCHIVE)),
                format(
                        "leading-zero",
                        "A number with a zero in front.",
                        anAptFile().text("Format: 01\n" + ARCHIVE)),
                format("empty", "Format without a number.", anAptFile().text("Format:\n" + ARCHIVE)),
                format(
                        "in-continuation",
                        "The number in a continuation line.",
                        anAptFile().text("Format:\n 1\n" + ARCHIVE)),
                format(
                        "two-lines",
                        "A number with another line behind it.",
                        anAptFile().text("Format: 1\n 1\n" + ARCHIVE)));
    }

    private static CorpusCase format(String name, String shows, MadeAptFile file) {
        return refused("format-" + name, "format", "5.2", shows, file);
    }

    private static Stream<CorpusCase> filters() {
        return Stream.of(
                filter("empty-architecture", "Architecture without a value.", "Architecture:\n"),
                filter("empty-distribution", "Distribution with nothing but commas.", "Distribution: ,,\n"),
                filter("any-beside-another", "Any beside another value.", "Codename: any bookworm\n"),
                filter("any-twice", "Any twice.", "Codename: any any\n"),
                filter("negated", "A value with an exclamation mark.", "Architecture: !i386\n"),
                filter("star", "A star.", "Codename: *\n"),
                filter("architecture-in-capitals", "An architecture in capitals.", "Architecture: AMD64\n"),
                filter("codename-in-capitals", "A codename with a capital.", "Codename: Bookworm\n"),
                filter("any-in-capitals", "Any with a capital, which is no codename.", "Codename: Any\n"),
                filter("distribution-not-ascii", "A distributor id that is not ASCII.", "Distribution: D\u00e9bian\n"),
                filter("release-with-slash", "A release with a slash.", "Release: 12/13\n"),
                filter("wide-blank", "A wide blank, U+3000, behind a value.", "Codename: bookworm\u3000\n"),
                filter("semicolon", "A semicolon between values.", "Codename: bookworm;trixie\n"),
                refused(
                        "filter-in-second-stanza",
                        "filter",
                        "5.3",
                        "A wrong filter in a stanza that no system would come to.",
                        ofVersion1(ARCHIVE + "\n" + ARCHIVE + "Codename: *\n")));
    }

    private static CorpusCase filter(String name, String shows, String field) {
        return refused("filter-" + name, "filter", "5.3", shows, ofVersion1(field + ARCHIVE));
    }
}

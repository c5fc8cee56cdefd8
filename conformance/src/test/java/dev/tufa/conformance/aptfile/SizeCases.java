package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.CorpusCase.refused;
import static dev.tufa.conformance.aptfile.MadeAptFile.KEY;
import static dev.tufa.conformance.aptfile.MadeAptFile.anAptFile;
import static dev.tufa.conformance.aptfile.MadeAptFile.ofVersion1;

import java.util.stream.Stream;

/** Files that are refused for what is too large or too much: chapter 2. */
final class SizeCases {
    private SizeCases() {}

    static Stream<CorpusCase> all() {
        return Stream.of(
                refused(
                        "too-large",
                        "too-large",
                        "2",
                        "A file of 256 KiB and one byte.",
                        Sized.file(Sized.LARGEST + 1)),
                refused(
                        "key-block-too-large",
                        "key-block",
                        "2",
                        "A key block that takes more than 64 KiB.",
                        anAptFile().key(KeyBlock.of(KEY).add(OpenPgpBytes.packet(17, new byte[50_000])))),
                refused(
                        "key-block-too-many-packets",
                        "key-block",
                        "2",
                        "A key block with 501 packets, each of which could cost a verification.",
                        anAptFile().key(Sized.keyOfPackets(501))),
                refused(
                        "line-too-long",
                        "syntax",
                        "2",
                        "A line of 8 KiB and one byte.",
                        ofVersion1(Sized.lineOf(Sized.LONGEST_LINE + 1))),
                refused("too-many-fields", "syntax", "2", "A stanza of 65 fields.", ofVersion1(Sized.fields(64))),
                refused("too-many-stanzas", "too-many", "2", "A text of 65 stanzas.", ofVersion1(Sized.stanzas(65))),
                refused(
                        "too-many-archives",
                        "too-many",
                        "2",
                        "A stanza with 33 archives.",
                        ofVersion1(Sized.archives(33))),
                refused(
                        "too-many-to-install",
                        "too-many",
                        "2",
                        "Install with 257 names.",
                        ofVersion1(Sized.named("Install", " ", 257))),
                refused(
                        "too-many-pins",
                        "too-many",
                        "2",
                        "Pin with 257 names.",
                        ofVersion1(Sized.named("Pin", "\n ", 257))),
                refused(
                        "too-many-pins-with-commas",
                        "too-many",
                        "2",
                        "Pin with 257 names and nothing but commas between them.",
                        ofVersion1(Sized.named("Pin", ",", 257))),
                refused(
                        "too-many-values",
                        "too-many",
                        "2",
                        "A filter with 257 values.",
                        ofVersion1(Sized.named("Codename", ",", 257))),
                refused(
                        "too-many-signatures",
                        "signed-text",
                        "2",
                        "A text with 17 signatures, each of which could cost a verification.",
                        anAptFile().signedBy(signed -> Sized.signatures(17, signed))));
    }
}

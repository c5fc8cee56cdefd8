package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.CorpusCase.refused;
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
                        "A key block of 48 KiB and one byte.",
                        anAptFile().key(Sized.keyOfBytes((48 << 10) + 1))),
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
                        "too-many-components",
                        "too-many",
                        "2",
                        "An archive with 257 components.",
                        ofVersion1("Archive: https://apt.example.org stable " + String.join(" ", Sized.names(257))
                                + "\n")),
                refused(
                        "too-many-option-values",
                        "too-many",
                        "2",
                        "An option with 257 values.",
                        ofVersion1("Archive: [lang=" + String.join(",", Sized.names(257))
                                + "] https://apt.example.org stable main\n")),
                refused(
                        "signed-text-too-many-signature-bytes",
                        "signed-text",
                        "2",
                        "A signature block of 96 KiB and one byte.",
                        anAptFile().signedBy(signed -> Sized.signaturesOfBytes((96 << 10) + 1, signed))),
                refused(
                        "archive-uri-host-too-long",
                        "archive-uri",
                        "2",
                        "A host of 254 characters.",
                        ofVersion1("Archive: https://" + Sized.host(254) + " stable main\n")),
                refused(
                        "archive-suite-too-long",
                        "archive",
                        "2",
                        "A suite of 129 characters.",
                        ofVersion1("Archive: https://apt.example.org " + "a".repeat(129) + " main\n")),
                refused(
                        "archive-component-too-long",
                        "archive",
                        "2",
                        "A component of 129 characters.",
                        ofVersion1("Archive: https://apt.example.org stable " + "a".repeat(129) + "\n")),
                refused(
                        "pin-too-long",
                        "pin",
                        "2",
                        "A name of 129 characters in Pin.",
                        ofVersion1(Sized.ARCHIVE + "Pin: " + "a".repeat(129) + "\n")),
                refused(
                        "too-many-signatures",
                        "signed-text",
                        "2",
                        "A text with 17 signatures, each of which could cost a verification.",
                        anAptFile().signedBy(signed -> Sized.signatures(17, signed))));
    }
}

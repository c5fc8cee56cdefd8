package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.AcceptedForms.BOOKWORM;
import static dev.tufa.conformance.aptfile.AcceptedForms.usual;
import static dev.tufa.conformance.aptfile.ExpectedHost.on;
import static dev.tufa.conformance.aptfile.ExpectedStanza.aStanza;
import static dev.tufa.conformance.aptfile.MadeAptFile.TEXT;
import static dev.tufa.conformance.aptfile.MadeAptFile.anAptFile;
import static dev.tufa.conformance.aptfile.MadeAptFile.ofVersion0;
import static dev.tufa.conformance.aptfile.MadeAptFile.ofVersion1;
import static dev.tufa.conformance.aptfile.MadeAptFileEdits.replaced;
import static dev.tufa.conformance.aptfile.Sized.ARCHIVE;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Files that have to be accepted for their stanzas, with what they say and for which systems they are. */
final class AcceptedTexts {
    private static final String URI = "https://apt.example.org";

    private AcceptedTexts() {}

    static Stream<CorpusCase> all() {
        return Stream.of(texts(), fields(), limits(), hosts()).flatMap(cases -> cases);
    }

    private static ExpectedStanza plain() {
        return aStanza().deb(URI, "stable", "main");
    }

    private static Stream<CorpusCase> texts() {
        return Stream.of(
                usual("names-in-any-case", "5.1", "Names of fields in capitals and small letters.")
                        .of(anAptFile()
                                .text(TEXT.replace("Codename", "CODENAME").replace("Archive", "archive"))),
                new AcceptedCase(
                                "dashes-and-from",
                                "3.2",
                                "Continuation lines with a hyphen and with From, of which one is escaped although it need not be.")
                        .stanzas(plain().extension("X-Note", "", "- one", "From two"))
                        .hosts(BOOKWORM.takes(1))
                        .of(ofVersion1(ARCHIVE + "X-Note:\n - one\n From two\n").frame(replaced(" - one", "-  - one"))),
                new AcceptedCase(
                                "blanks-part-stanzas",
                                "4.1",
                                "A line of blanks, which are no part of the text: it parts two stanzas.")
                        .stanzas(plain().codenames("trixie"), plain())
                        .hosts(BOOKWORM.takes(2))
                        .of(ofVersion1("Codename: trixie\n" + ARCHIVE + "\n" + ARCHIVE)
                                .frame(replaced("main\n\n", "main\n \t \n"))),
                new AcceptedCase(
                                "empty-lines-between-stanzas",
                                "5.1",
                                "Several empty lines before, between and behind stanzas.")
                        .stanzas(plain().codenames("trixie"), plain())
                        .hosts(BOOKWORM.takes(2))
                        .of(anAptFile()
                                .text("\n\nFormat: 1\nCodename: trixie\n" + ARCHIVE + "\n\n\n" + ARCHIVE + "\n\n")),
                usual("no-blank-behind-colon", "5.1", "A tab, and nothing, between a colon and the value.")
                        .of(anAptFile()
                                .text(TEXT.replace("Codename: ", "Codename:").replace("Install: ", "Install:\t"))),
                new AcceptedCase("extensions", "5.1", "Fields that mean nothing, with letters of many scripts.")
                        .stanzas(plain().extension("X-Note", "caf\u00e9 \u6f22\u5b57 \ud83d\ude00", " indented", ".")
                                .extension("x-empty", "")
                                .extension("X-TUF-Root-SHA256", "not a digest"))
                        .hosts(BOOKWORM.takes(1))
                        .of(
                                ofVersion1(
                                        ARCHIVE
                                                + "X-Note: caf\u00e9 \u6f22\u5b57 \ud83d\ude00\n  indented\n .\nx-empty:\nX-TUF-Root-SHA256: not a digest\n")),
                new AcceptedCase("format-in-every-stanza", "5.2", "Format in both stanzas.")
                        .stanzas(plain().codenames("trixie"), plain())
                        .hosts(BOOKWORM.takes(2))
                        .of(ofVersion1("Codename: trixie\n" + ARCHIVE + "\nFormat: 1\n" + ARCHIVE)));
    }

    private static Stream<CorpusCase> fields() {
        String sha256 = FieldCases.SHA256;
        String url = "https://apt.example.org/tuf/1.root.json";
        return Stream.of(
                new AcceptedCase("filters", "5.3", "Values between blanks, tabs, commas and line ends; any.")
                        .stanzas(plain().architectures("amd64", "i386", "arm64")
                                .distributions("debian", "Linuxmint")
                                .codenames("bookworm", "trixie"))
                        .hosts(
                                BOOKWORM.takes(1),
                                on("arm64", "DEBIAN trixie 13").takes(1),
                                on("riscv64", "Debian trixie 13"),
                                on("amd64", "Linuxmint virginia 21.3"))
                        .of(ofVersion1(
                                "Architecture: amd64,i386\n ,\n\tarm64\nDistribution: debian , Linuxmint\nCodename:\n bookworm\n trixie\nRelease: any\n"
                                        + ARCHIVE)),
                new AcceptedCase("releases", "5.3", "Releases are compared as they are written.")
                        .stanzas(
                                plain().distributions("Debian").releases("12"),
                                plain().distributions("Ubuntu").releases("24.04"))
                        .hosts(
                                on("amd64", "Debian bookworm 12").takes(1),
                                on("amd64", "Debian bookworm 12.5"),
                                on("amd64", "Debian bookworm 12.5,12").takes(1),
                                on("amd64", "Ubuntu noble 24.04").takes(2),
                                on("amd64", "Debian forky -"))
                        .of(ofVersion1("Distribution: Debian\nRelease: 12\n" + ARCHIVE
                                + "\nDistribution: Ubuntu\nRelease: 24.04\n" + ARCHIVE)),
                new AcceptedCase("archives", "5.4", "Archives in every way they can be written.")
                        .stanzas(aStanza()
                                .deb("https://a.example.org:8443/debian/", "stable", "main", "contrib")
                                .archive(
                                        "deb-src",
                                        List.of(),
                                        List.of(),
                                        "https://a.example.org:8443/debian/",
                                        "stable",
                                        "main")
                                .archive(
                                        "deb",
                                        List.of("amd64", "i386"),
                                        List.of("en", "pt_BR"),
                                        "http://b.example.org",
                                        "bookworm/updates",
                                        "main/debug")
                                .deb("https://c.example.org/~vendor/a%20b", "./")
                                .deb("https://[2001:db8::1]/apt", "x86/stable/")
                                .deb("https://192.0.2.1", "a..b", "main")
                                .deb("https://D-1.example//", "./x86/stable~1/"))
                        .hosts(BOOKWORM.takes(1))
                        .of(ofVersion1("""
                                Archive: https://a.example.org:8443/debian/ stable main contrib
                                 deb-src https://a.example.org:8443/debian/ stable main
                                 deb [ arch=amd64,i386 lang=en,pt_BR ]   http://b.example.org\tbookworm/updates main/debug
                                 deb https://c.example.org/~vendor/a%20b ./
                                 https://[2001:db8::1]/apt x86/stable/
                                 deb [] https://192.0.2.1 a..b main
                                 https://D-1.example// ./x86/stable~1/
                                """)),
                new AcceptedCase("archives-alone", "5.5", "Archives and nothing to install.")
                        .stanzas(plain())
                        .hosts(BOOKWORM.takes(1))
                        .of(ofVersion1(ARCHIVE + "Install:\n")),
                new AcceptedCase("install", "5.5", "Names with all that a name may have, and architectures.")
                        .stanzas(plain().install("g++", "0ad", "libc6.1-dev", "example:i386", "example"))
                        .hosts(BOOKWORM.takes(1))
                        .of(ofVersion1(ARCHIVE + "Install: g++ 0ad\n libc6.1-dev\n\texample:i386 example\n")),
                new AcceptedCase("pin", "5.6", "Names between blanks, commas and line ends; one twice counts once.")
                        .stanzas(plain().pin("example", "libexample1", "g++"))
                        .hosts(BOOKWORM.takes(1))
                        .of(ofVersion1(ARCHIVE + "Pin: example,libexample1 ,\n g++ example\n")),
                new AcceptedCase("tuf-by-address", "5.7", "A root of TUF that is to be fetched.")
                        .stanzas(aStanza()
                                .deb("tuf+https://apt.example.org", "stable", "main")
                                .tufAt(sha256, url, "release"))
                        .hosts(BOOKWORM.takes(1))
                        .of(ofVersion1("Archive: tuf+https://apt.example.org stable main\nTUF-Root-SHA256: " + sha256
                                + "\nTUF-Root-URL: " + url + "\n")),
                new AcceptedCase(
                                "tuf-inline",
                                "5.7",
                                "A root of TUF in the file, in several lines, for packages as well.")
                        .stanzas(plain().tufInline(
                                        "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356",
                                        "e30K",
                                        "packages"))
                        .hosts(BOOKWORM.takes(1))
                        .of(
                                ofVersion1(
                                        ARCHIVE
                                                + "TUF-Root-SHA256: ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356\nTUF-Root:\n e3\n 0K\nTUF-Scope: packages\n")),
                new AcceptedCase(
                                "tuf-in-version-0",
                                "5.7",
                                "The same fields in version 0, by the names that they have there.")
                        .stanzas(aStanza()
                                .deb("tuf+http://apt.example.org", "stable", "main")
                                .tufAt(sha256, url, "release"))
                        .hosts(BOOKWORM.takes(1))
                        .of(ofVersion0("Archive: tuf+http://apt.example.org stable main\nX-TUF-Root-SHA256: " + sha256
                                + "\nX-TUF-Root-URL: " + url + "\nX-TUF-Scope: release\n")));
    }

    private static Stream<CorpusCase> limits() {
        String[] names = Sized.names(256).toArray(String[]::new);
        ExpectedStanza fields = plain();
        IntStream.range(1, 63).forEach(i -> fields.extension("X-Field-" + i, "x"));
        ExpectedStanza archives = aStanza();
        IntStream.range(0, 32).forEach(i -> archives.deb("https://apt%d.example.org".formatted(i), "stable", "main"));
        return Stream.of(
                usual("limit-file", "2", "A file of 256 KiB, most of which is empty lines.")
                        .of(Sized.file(Sized.LARGEST)),
                new AcceptedCase("limit-line", "2", "A line of 8 KiB.")
                        .stanzas(plain().extension("X-Long", "x".repeat(Sized.LONGEST_LINE - 8)))
                        .of(ofVersion1(Sized.lineOf(Sized.LONGEST_LINE))),
                new AcceptedCase("limit-fields", "2", "A stanza of 64 fields.")
                        .stanzas(fields)
                        .of(ofVersion1(Sized.fields(63))),
                new AcceptedCase("limit-stanzas", "2", "A text of 64 stanzas.")
                        .stanzas(Collections.nCopies(64, plain()).toArray(ExpectedStanza[]::new))
                        .of(ofVersion1(Sized.stanzas(64))),
                new AcceptedCase("limit-archives", "2", "A stanza with 32 archives.")
                        .stanzas(archives)
                        .of(ofVersion1(Sized.archives(32))),
                new AcceptedCase("limit-names", "2", "Install, Pin and a filter with 256 names each.")
                        .stanzas(plain().install(names).pin(names).codenames(names))
                        .of(ofVersion1(Sized.named("Install", " ", 256)
                                + Sized.named("Pin", ",", 256).replace(ARCHIVE, "")
                                + Sized.named("Codename", "\n ", 256).replace(ARCHIVE, ""))),
                new AcceptedCase("limit-lengths", "2", "Names of 128 characters, a host of 253, an address of 1024.")
                        .stanzas(aStanza()
                                .deb(Sized.address(1024), "a".repeat(128), "b".repeat(128))
                                .deb("https://" + Sized.host(253), "c".repeat(128) + "/")
                                .install("d".repeat(128))
                                .pin("e".repeat(128)))
                        .of(ofVersion1("Archive: " + Sized.address(1024) + " " + "a".repeat(128) + " " + "b".repeat(128)
                                + "\n https://" + Sized.host(253) + " " + "c".repeat(128) + "/\nInstall: "
                                + "d".repeat(128)
                                + "\nPin: " + "e".repeat(128) + "\n")),
                new AcceptedCase(
                                "limit-values",
                                "2",
                                "An archive with 256 components, and options with 256 values each.")
                        .stanzas(aStanza().archive("deb", List.of(names), List.of(names), URI, "stable", names))
                        .of(ofVersion1("Archive:\n [arch=" + String.join(",", names) + " lang="
                                + String.join(",", names) + "] " + URI + " stable " + String.join(" ", names) + "\n")),
                usual("limit-headers", "2", "20 headers in each place.")
                        .of(anAptFile()
                                .headers("Hash: SHA512\n".repeat(20))
                                .file(file -> file.replace(
                                                "SIGNATURE-----\n\n",
                                                "SIGNATURE-----\n" + "Comment: x\n".repeat(20) + "\n")
                                        .replace("BLOCK-----\n\n", "BLOCK-----\n" + "Comment: x\n".repeat(20) + "\n"))),
                usual("limit-key", "2", "A key block of 48 KiB.").of(anAptFile().key(Sized.keyOfBytes(48 << 10))),
                usual("limit-signature-bytes", "2", "A signature block of 96 KiB.")
                        .of(anAptFile().signedBy(signed -> Sized.signaturesOfBytes(96 << 10, signed))),
                usual("limit-signatures", "2", "A text with 16 signatures.")
                        .of(anAptFile().signedBy(signed -> Sized.signatures(16, signed))),
                usual("limit-key-packets", "2", "A key block with 500 packets.")
                        .of(anAptFile().key(Sized.keyOfPackets(500))));
    }

    private static Stream<CorpusCase> hosts() {
        return Stream.of(
                new AcceptedCase("first-of-several", "6.2", "Several stanzas, of which the first that fits counts.")
                        .stanzas(
                                plain().distributions("Debian").codenames("bookworm"),
                                plain().distributions("Debian"),
                                plain().distributions("Ubuntu").codenames("jammy"),
                                plain().distributions("Linuxmint").codenames("virginia"))
                        .hosts(
                                BOOKWORM.takes(1),
                                on("amd64", "Debian trixie 13").takes(2),
                                on("amd64", "Debian forky -").takes(2),
                                on("amd64", "Debian - -").takes(2),
                                on("amd64", "Linuxmint virginia 21.3")
                                        .madeFrom("Ubuntu", "jammy")
                                        .takes(4),
                                on("amd64", "Linuxmint vera 21.1")
                                        .madeFrom("Ubuntu", "jammy")
                                        .takesForItsBase(3),
                                on("amd64", "Linuxmint faye 6")
                                        .madeFrom("Debian", "bookworm")
                                        .takesForItsBase(1),
                                on("amd64", "Linuxmint wilma 22").madeFrom("Ubuntu", "noble"),
                                on("amd64", "Fedora - 44"))
                        .of(ofVersion1("Distribution: Debian\nCodename: bookworm\n" + ARCHIVE
                                + "\nDistribution: Debian\n" + ARCHIVE
                                + "\nDistribution: Ubuntu\nCodename: jammy\n" + ARCHIVE
                                + "\nDistribution: Linuxmint\nCodename: virginia\n" + ARCHIVE)),
                new AcceptedCase("architectures", "6.1", "A foreign architecture will do only where it is named.")
                        .stanzas(plain().architectures("i386"), plain().architectures("arm64"))
                        .hosts(
                                on("i386", "Debian bookworm 12").takes(1),
                                on("amd64 i386", "Debian bookworm 12").takes(1),
                                on("amd64", "Debian bookworm 12"),
                                on("arm64 armhf", "Debian bookworm 12").takes(2),
                                on("arm64 i386", "Debian bookworm 12").takes(1))
                        .of(ofVersion1("Architecture: i386\n" + ARCHIVE + "\nArchitecture: arm64\n" + ARCHIVE)),
                new AcceptedCase(
                                "no-release",
                                "6.1",
                                "A system without a codename or a release, and a base, which never has one.")
                        .stanzas(
                                plain().distributions("Ubuntu")
                                        .codenames("noble")
                                        .releases("24.04"),
                                plain().distributions("Debian")
                                        .codenames("forky")
                                        .releases("14"))
                        .hosts(
                                on("amd64", "Ubuntu noble 24.04").takes(1),
                                on("amd64", "Debian forky -"),
                                on("amd64", "Debian - 14"),
                                on("amd64", "Linuxmint wilma 22").madeFrom("Ubuntu", "noble"))
                        .of(ofVersion1("Distribution: Ubuntu\nCodename: noble\nRelease: 24.04\n" + ARCHIVE
                                + "\nDistribution: Debian\nCodename: forky\nRelease: 14\n" + ARCHIVE)));
    }
}

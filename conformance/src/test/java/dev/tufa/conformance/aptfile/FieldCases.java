package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.CorpusCase.refused;
import static dev.tufa.conformance.aptfile.MadeAptFile.ofVersion0;
import static dev.tufa.conformance.aptfile.MadeAptFile.ofVersion1;
import static dev.tufa.conformance.aptfile.Sized.ARCHIVE;

import java.util.stream.Stream;

/** Files that are refused for what they would have done: their archives, packages and roots of TUF. */
final class FieldCases {
    static final String SHA256 = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
    private static final String URL = "TUF-Root-URL: https://apt.example.org/tuf/1.root.json\n";

    private FieldCases() {}

    static Stream<CorpusCase> all() {
        return Stream.of(archives(), options(), addresses(), packages(), tuf()).flatMap(cases -> cases);
    }

    private static Stream<CorpusCase> archives() {
        return Stream.of(
                refused("no-archive", "no-archive", "5.4", "A stanza without Archive.", ofVersion1("Install: bash\n")),
                refused("no-archive-empty", "no-archive", "5.4", "Archive without a value.", ofVersion1("Archive:\n")),
                refused(
                        "no-archive-only-sources",
                        "no-archive",
                        "5.4",
                        "A stanza with nothing but deb-src.",
                        ofVersion1("Archive: deb-src https://apt.example.org stable main\n")),
                refused(
                        "no-archive-in-second-stanza",
                        "no-archive",
                        "5.4",
                        "A second stanza without Archive.",
                        ofVersion1(ARCHIVE + "\nCodename: bookworm\n")),
                archive("address-alone", "An address without a suite.", "https://apt.example.org"),
                archive("no-component", "A suite without a component.", "https://apt.example.org stable"),
                archive("flat-with-component", "A folder with a component.", "https://apt.example.org ./ main"),
                archive("root-folder", "A folder that is the root of the server.", "https://apt.example.org /"),
                archive("suite-upwards", "A suite that leads out of dists.", "https://apt.example.org ../../etc main"),
                archive("folder-upwards", "A folder that leads out of the archive.", "https://apt.example.org ../"),
                archive(
                        "suite-with-dot-segment",
                        "A suite with two dots between slashes.",
                        "https://apt.example.org a/../b main"),
                archive(
                        "component-upwards",
                        "A component that leads out of the suite.",
                        "https://apt.example.org stable ../main"),
                archive(
                        "suite-with-hyphen-first",
                        "A suite that looks like an option.",
                        "https://apt.example.org -oDir=/ main"),
                archive(
                        "options-without-end",
                        "Options without a bracket behind them.",
                        "[arch=amd64 https://apt.example.org stable main"),
                archive(
                        "options-without-blank",
                        "Options without a blank behind them.",
                        "[arch=amd64]https://apt.example.org stable main"),
                archive("suite-hidden", "A suite that begins with a dot.", "https://apt.example.org .stable main"),
                archive("folder-twice-here", "A folder with a dot in the middle.", "https://apt.example.org x/./"),
                archive("component-with-tilde", "A component with a tilde.", "https://apt.example.org stable ma~in"),
                archive(
                        "wide-blank-behind",
                        "A wide blank, U+3000, behind a component.",
                        "https://apt.example.org stable main\u3000"),
                archive(
                        "many-slashes",
                        "A suite of two thousand parts, which need not be too much for a pattern.",
                        "https://apt.example.org a" + "/a".repeat(2000) + " main"),
                archive("comment", "A comment behind the components.", "https://apt.example.org stable main # main"));
    }

    private static CorpusCase archive(String name, String shows, String line) {
        return refused("archive-" + name, "archive", "5.4", shows, ofVersion1("Archive: " + line + "\n"));
    }

    private static Stream<CorpusCase> options() {
        return Stream.of(
                option("trusted", "The option that switches apt's verification off.", "trusted=yes"),
                option(
                        "signed-by",
                        "The option that names another key.",
                        "signed-by=/usr/share/keyrings/debian-archive-keyring.gpg"),
                option("allow-insecure", "The option that lets apt go on without a signature.", "allow-insecure=yes"),
                option("check-valid-until", "The option that lets old indexes pass.", "check-valid-until=no"),
                option(
                        "beside-a-good-one",
                        "An option that is refused behind one that is not.",
                        "arch=amd64 trusted=yes"),
                option("arch-twice", "One option twice.", "arch=amd64 arch=arm64"),
                option("arch-empty", "An option without a value.", "arch="),
                option("arch-plus", "An option that adds to another.", "arch+=amd64"),
                option("arch-empty-value", "Nothing between two commas.", "arch=amd64,,i386"),
                option("without-equals", "An option without an equals sign.", "arch"),
                option("in-capitals", "The name of an option in capitals.", "ARCH=amd64"));
    }

    private static CorpusCase option(String name, String shows, String options) {
        return refused(
                "archive-option-" + name,
                "archive-option",
                "5.4",
                shows,
                ofVersion1("Archive: deb [" + options + "] https://apt.example.org stable main\n"));
    }

    private static Stream<CorpusCase> addresses() {
        return Stream.of(
                address("file", "A folder of the system.", "file:///var/www"),
                address("ftp", "A protocol that is not named.", "ftp://apt.example.org/debian"),
                address("copy", "A method of apt that is none of the network's.", "copy:/etc"),
                address("no-scheme", "An address without a scheme.", "apt.example.org/debian"),
                address(
                        "scheme-in-capitals",
                        "A scheme in capitals, for which apt has no method.",
                        "HTTPS://apt.example.org"),
                address("no-host", "An address without a host.", "https:///debian"),
                address("user", "A name in the address.", "https://user@apt.example.org"),
                address(
                        "password",
                        "A password in an address that everybody reads.",
                        "https://user:secret@apt.example.org"),
                address("query", "A question mark.", "https://apt.example.org/debian?token=secret"),
                address("fragment", "A number sign.", "https://apt.example.org/debian#main"),
                address("upwards", "A path that leads upwards.", "https://apt.example.org/debian/../../etc"),
                address("port-0", "Port 0.", "https://apt.example.org:0/debian"),
                address("port-65536", "A port beyond the last.", "https://apt.example.org:65536/debian"),
                address("empty-port", "A colon and no port.", "https://apt.example.org:/debian"),
                address("host-not-ascii", "A host that is not ASCII.", "https://\u0430pt.example.org/debian"),
                address("host-two-dots", "A host with two dots.", "https://apt..example.org/debian"),
                address("quote", "A path with a quote.", "https://apt.example.org/a\"b"),
                address("semicolon", "A path with a semicolon.", "https://apt.example.org/a;b"),
                address(
                        "wide-blank-before",
                        "A wide blank, U+3000, before the scheme.",
                        "\u3000https://apt.example.org"),
                address(
                        "backslash",
                        "A backslash, which some take for a slash.",
                        "https://apt.example.org\\@evil.example.org"),
                address("port-with-zero", "A port with a zero in front.", "https://apt.example.org:0443"),
                address("port-with-sign", "A port with a sign.", "https://apt.example.org:+443"),
                address("host-dot-last", "A host with a dot behind it.", "https://apt.example.org."),
                address("host-underscore", "A host with an underscore.", "https://apt_1.example.org"),
                address("host-hyphen-last", "A label with a hyphen behind it.", "https://apt-.example.org"),
                address("host-number-last", "A host whose last label begins with a digit.", "https://apt.1example"),
                address("host-three-numbers", "An IPv4 address of three numbers.", "https://192.0.2"),
                address(
                        "host-octal",
                        "An IPv4 address with a zero in front, which some take for octal.",
                        "https://192.0.2.010"),
                address("host-number-too-large", "An IPv4 address with 256.", "https://192.0.2.256"),
                address("host-ipv6-three-colons", "An IPv6 address with three colons.", "https://[2001:db8:::1]"),
                address("host-ipv6-zone", "An IPv6 address with a zone.", "https://[fe80::1%25eth0]"),
                address("path-not-ascii", "A path that is not ASCII.", "https://apt.example.org/\u00e4"),
                address("percent-alone", "A percent sign without two digits.", "https://apt.example.org/a%2"),
                address("percent-control", "A line feed as percent and digits.", "https://apt.example.org/a%0ab"),
                address(
                        "percent-upwards",
                        "A path that leads upwards, with dots as percent and digits.",
                        "https://apt.example.org/%2e%2E/etc"),
                address("too-long", "An address of 1025 characters.", "https://apt.example.org/" + "a".repeat(1001)));
    }

    private static CorpusCase address(String name, String shows, String uri) {
        return refused(
                "archive-uri-" + name, "archive-uri", "5.4", shows, ofVersion1("Archive: " + uri + " stable main\n"));
    }

    private static Stream<CorpusCase> packages() {
        return Stream.of(
                install("hyphen-last", "A name with a hyphen behind it, with which apt removes a package.", "bash-"),
                install("option", "An option of apt-get.", "-oDPkg::Pre-Invoke::=reboot"),
                install("version", "A version.", "example=1.0"),
                install("suite", "A suite.", "example/bookworm"),
                install("star", "A star.", "example*"),
                install("pattern", "A pattern of apt.", "?installed"),
                install("file", "A file of the system.", "./example.deb"),
                install("task", "A task.", "web-server^"),
                install("one-character", "A name of one character.", "a"),
                install("capitals", "A name with a capital.", "Example"),
                install("comma", "A comma between names.", "example, viewer"),
                install("twice", "A name twice.", "example viewer example"),
                install("empty-architecture", "A colon without an architecture.", "example:"),
                install("architecture-in-capitals", "An architecture in capitals.", "example:I386"),
                install("too-long", "A name of 129 characters.", "a".repeat(129)),
                refused(
                        "install-architecture-in-version-0",
                        "install",
                        "5.5",
                        "An architecture in version 0.",
                        ofVersion0(ARCHIVE + "Install: example:i386\n")),
                pin("star", "A star, which would mean every package.", "*"),
                pin("architecture", "An architecture.", "example:i386"),
                pin("version", "A version.", "example=1.0"),
                pin("regular-expression", "A regular expression.", "/example.*/"),
                pin("hyphen-last", "A name with a hyphen behind it.", "example-"),
                pin("source", "A source package as apt's preferences name it.", "src:example"),
                pin("capitals", "A name with a capital.", "Example"));
    }

    private static CorpusCase install(String name, String shows, String value) {
        return refused("install-" + name, "install", "5.5", shows, ofVersion1(ARCHIVE + "Install: " + value + "\n"));
    }

    private static CorpusCase pin(String name, String shows, String value) {
        return refused("pin-" + name, "pin", "5.6", shows, ofVersion1(ARCHIVE + "Pin: " + value + "\n"));
    }

    private static Stream<CorpusCase> tuf() {
        String sha256 = "TUF-Root-SHA256: " + SHA256 + "\n";
        return Stream.of(
                tuf("no-digest", "An address of a root without its SHA-256.", URL),
                tuf("only-scope", "A scope and nothing else.", "TUF-Scope: release\n"),
                tuf("no-place", "A SHA-256 without a place where the root is.", sha256),
                tuf("two-places", "A root with an address, and in the file.", sha256 + URL + "TUF-Root: e30K\n"),
                tuf("digest-in-capitals", "A SHA-256 in capitals.", sha256.replace(SHA256, "A".repeat(64)) + URL),
                tuf("digest-too-short", "A SHA-256 of 63 digits.", sha256.replace(SHA256, "a".repeat(63)) + URL),
                tuf("digest-in-continuation", "A SHA-256 in a continuation line.", sha256.replace(" ", "\n ") + URL),
                tuf("address-query", "An address with a question mark.", sha256 + URL.replace(".json", ".json?x")),
                tuf("address-port-65536", "A port beyond the last.", sha256 + URL.replace(".org", ".org:65536")),
                tuf(
                        "base64-without-padding",
                        "A root in base64 without the equals sign at its end.",
                        "TUF-Root-SHA256: 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\nTUF-Root: e30\n"),
                tuf(
                        "empty-root",
                        "A root of no bytes.",
                        "TUF-Root-SHA256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nTUF-Root:\n"),
                tuf("not-base64", "A root that is not base64.", sha256 + "TUF-Root: {}\n"),
                tuf("inline-of-other-digest", "A root that has another SHA-256.", sha256 + "TUF-Root: e30K\n"),
                tuf(
                        "address-ftp",
                        "An address that is not of the web.",
                        sha256 + "TUF-Root-URL: ftp://apt.example.org/1.root.json\n"),
                tuf(
                        "address-user",
                        "An address with a name.",
                        sha256 + "TUF-Root-URL: https://user@apt.example.org/1.root.json\n"),
                tuf(
                        "address-blank",
                        "An address with a blank.",
                        sha256 + "TUF-Root-URL: https://apt.example.org/1 root.json\n"),
                tuf(
                        "unknown-scope",
                        "A scope that is neither release nor packages.",
                        sha256 + URL + "TUF-Scope: everything\n"),
                refused(
                        "tuf-archive-without-root",
                        "tuf",
                        "5.7",
                        "An archive by TUF without a root.",
                        ofVersion1("Archive: tuf+https://apt.example.org stable main\n")),
                refused(
                        "tuf-archive-with-extension",
                        "tuf",
                        "5.7",
                        "An archive by TUF in version 1, and a root by the name that it had in version 0.",
                        ofVersion1("Archive: tuf+https://apt.example.org stable main\nX-" + sha256 + "X-" + URL)),
                refused(
                        "tuf-in-version-0",
                        "tuf",
                        "5.7",
                        "A root without a place in version 0.",
                        ofVersion0(ARCHIVE + "X-" + sha256)));
    }

    private static CorpusCase tuf(String name, String shows, String fields) {
        return refused("tuf-" + name, "tuf", "5.7", shows, ofVersion1(ARCHIVE + fields));
    }
}

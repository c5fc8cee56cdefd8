package dev.tufa.apt.publish.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.file.AptFileMaker;
import dev.tufa.apt.publish.member.PackageId;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

@DisplayName("the pages about an archive")
class SitePagesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final SigningKey KEY = key("Example <apt@example.org>");
    private static final SigningKey NEXT_KEY = key("Example, next year <apt@example.org>");
    private static final String ROOT = "0123456789abcdef".repeat(4);
    private static final Map<PackageId, String> PACKAGES = Map.of(
            new PackageId("example-editor", "1.9", "amd64"), "an editor",
            new PackageId("example-editor", "1.10", "amd64"), "a better editor",
            new PackageId("example-editor", "1.10", "arm64"), "a better editor",
            new PackageId("example-editor", "1.10", "source"), "",
            new PackageId("example-icons", "2:0.1", "all"), "icons");

    private static SigningKey key(String userId) {
        return QuickKey.signing(userId, NOW.minus(Duration.ofDays(1)), Optional.empty());
    }

    private static VerifiedAptFile aptFile(String body) throws Exception {
        List<Stanza> stanzas =
                Deb822Reader.readAll("body", body.getBytes(UTF_8), Deb822Reader.Comments.SKIPPED, Deb822Limits.DEFAULT);
        return VerifiedAptFile.read(AptFileMaker.make(stanzas, FormatVersion.ONE, KEY, NOW), NOW);
    }

    private static VerifiedAptFile aptFile() throws Exception {
        return aptFile("""
                Distribution: Debian
                Archive: deb https://apt.example.org stable main
                Install: example-icons
                """);
    }

    private static SuiteFacts suite(String name, Map<PackageId, String> packages) {
        return new SuiteFacts(
                SuiteConf.of(name, List.of("amd64", "arm64")),
                NOW,
                Optional.of(NOW.plus(Duration.ofDays(30))),
                PackageFacts.of(packages));
    }

    private static SiteFacts facts(String title, List<SuiteFacts> suites, Map<String, VerifiedAptFile> aptFiles) {
        return new SiteFacts(
                title,
                "Example",
                "https://apt.example.org/debian",
                suites,
                aptFiles,
                List.of(KEY.certificate(), NEXT_KEY.certificate()),
                Optional.of(ROOT),
                NOW);
    }

    private static Map<String, String> pages(SiteFacts facts) {
        Map<String, String> pages = new HashMap<>();
        SitePages.of(facts).forEach((path, bytes) -> pages.put(path, new String(bytes, UTF_8)));
        return pages;
    }

    private static String index(SiteFacts facts) {
        return pages(facts).getOrDefault("index.html", "");
    }

    private static SiteFacts usual() throws Exception {
        return facts(
                "Example packages",
                List.of(suite("stable", PACKAGES), suite("beta", Map.of())),
                Map.of("example-icons.apt", aptFile()));
    }

    /** What people see of a page: without tags and style, blanks as one. */
    private static String seen(String page) {
        return page.replaceAll("(?s)<style>.*?</style>|<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void areAnIndexAndOneForEachSuite() throws Exception {
        assertThat(pages(usual())).containsOnlyKeys("index.html", "packages/stable.html", "packages/beta.html");
    }

    @Test
    void areTheSameWhenTheyAreMadeAgain() throws Exception {
        SiteFacts facts = usual();
        assertThat(pages(facts)).isEqualTo(pages(facts));
    }

    @Test
    void haveTagsThatFit() throws Exception {
        for (String page : pages(usual()).values()) {
            String asXml = page.replace("<!DOCTYPE html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(asXml.strip())));
        }
    }

    @Test
    void needNothingFromElsewhereAndNoScripts() throws Exception {
        for (String page : pages(usual()).values()) {
            assertThat(page)
                    .contains("default-src 'none'")
                    .doesNotContain("<script")
                    .doesNotContain("<link")
                    .doesNotContain("<img")
                    .doesNotContain("@import")
                    .doesNotContain("url(");
            Matcher links = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(page);
            while (links.find()) {
                assertThat(links.group(1)).matches("\\.{1,2}/[A-Za-z0-9./_-]+|#letter-[a-z0-9]");
            }
        }
    }

    @Test
    void offerTheAptFilesAndSayWhatTheyAskFor() throws Exception {
        assertThat(index(usual()))
                .contains("<a class=\"button\" href=\"./example-icons.apt\" type=\"application/x-apt\">Install"
                        + " example-icons</a>")
                .contains("<p>For Debian.</p>")
                .contains("<li>add the archive https://apt.example.org, suite stable, component main</li>")
                .contains("sudo apt install example-icons");
    }

    @Test
    void offerNothingToClickWithoutAptFiles() {
        assertThat(index(facts("Example", List.of(suite("stable", PACKAGES)), Map.of())))
                .doesNotContain("button\"")
                .doesNotContain("Install with a click")
                .contains("sudo apt install PACKAGE");
    }

    @Test
    void haveASourceThatAptReadsWithBothKeysInIt() throws Exception {
        String page = index(usual());
        Matcher text = Pattern.compile("<pre [^>]*example\\.sources\">(.*?)</pre>", Pattern.DOTALL)
                .matcher(page);
        assertThat(text.find()).isTrue();

        Stanza source = Deb822Reader.readAll(
                        "page", text.group(1).getBytes(UTF_8), Deb822Reader.Comments.REFUSED, Deb822Limits.DEFAULT)
                .get(0);
        assertThat(source.value("Types")).contains("deb");
        assertThat(source.value("URIs")).contains("https://apt.example.org/debian");
        assertThat(source.value("Suites")).contains("stable");
        assertThat(source.value("Components")).contains("main");
        String armor = String.join("\n", source.find("Signed-By").orElseThrow().texts())
                .replace("\n.\n", "\n\n");
        assertThat(Certificate.readKeyring(armor.getBytes(UTF_8)))
                .containsExactly(KEY.certificate(), NEXT_KEY.certificate());
        assertThat(page).contains("/etc/apt/sources.list.d/example.sources");
    }

    @Test
    void sayByWhatTheArchiveIsKnown() throws Exception {
        assertThat(index(usual()))
                .contains(KEY.certificate().fingerprint().grouped())
                .contains(NEXT_KEY.certificate().fingerprint().grouped())
                .contains("01234567 89abcdef 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef")
                .contains("echo '" + ROOT + "  1.root.json' | sha256sum --check");
    }

    @Test
    void sayWhenASuiteWasPublishedAndUntilWhenItIsGood() throws Exception {
        assertThat(seen(index(usual())))
                .contains("2 packages, 5 files. Published on 1 November 2026, 12:00 UTC , good until 1 December 2026,"
                        + " 12:00 UTC .");
    }

    @Test
    void haveTheNewestVersionInFrontAndTheOthersBehindIt() throws Exception {
        assertThat(seen(index(usual()))).contains("example-editor a better editor 1.10 amd64, arm64, source");
        assertThat(seen(index(usual()))).doesNotContain("1.9");
        assertThat(seen(pages(usual()).getOrDefault("packages/stable.html", "")))
                .contains("example-editor a better editor 1.10 amd64, arm64, source 1 older version 1.9 (amd64)");
    }

    @Test
    void stayShortWithThousandsOfPackages() throws Exception {
        Map<PackageId, String> many = new HashMap<>(PACKAGES);
        for (int i = 0; i < 5000; i++) {
            many.put(new PackageId("%c-tool-%04d".formatted('a' + i % 26, i), "1.0", "amd64"), "tool " + i);
        }
        Map<String, String> pages =
                pages(facts("Example", List.of(suite("stable", many)), Map.of("example-icons.apt", aptFile())));

        String index = pages.getOrDefault("index.html", "");
        assertThat(index).hasSizeLessThan(30_000).contains("These are 20 packages of 5,002 packages.");
        assertThat(index.indexOf("example-icons<span>"))
                .as("what the .apt file is to install comes first")
                .isBetween(0, index.indexOf("a-tool-0000<span>"));
        String all = pages.getOrDefault("packages/stable.html", "");
        assertThat(all)
                .contains("z-tool-4991")
                .contains("<a href=\"#letter-q\">q</a>")
                .contains("<tbody id=\"letter-q\">");
        assertThat(all).hasSizeLessThan(5002 * 200);
    }

    @Test
    void showWhatIsHostileAsText() throws Exception {
        String evil = "</title></style><script>alert(1)</script>\u202e \u0007\"'&";
        Map<PackageId, String> packages = Map.of(new PackageId("evil", "1.0", "all"), evil);
        VerifiedAptFile file = aptFile();
        SiteFacts facts = facts(evil, List.of(suite("stable", packages)), Map.of("javascript:alert(1)\".apt", file));

        for (String page : pages(facts).values()) {
            assertThat(page)
                    .doesNotContain("<script")
                    .doesNotContain("\u202e")
                    .doesNotContain("\u0007")
                    .doesNotContain("href=\"javascript")
                    .contains(
                            "&lt;/title&gt;&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;\ufffd \ufffd&quot;&#39;&amp;");
        }
    }

    @Test
    void areRefusedWithoutASuite() {
        assertThatThrownBy(() -> facts("Example", List.of(), Map.of()))
                .hasMessage("site: expected a suite that was published, got none");
    }
}

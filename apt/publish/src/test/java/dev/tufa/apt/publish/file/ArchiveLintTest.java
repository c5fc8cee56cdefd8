package dev.tufa.apt.publish.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.index.ArchitectureAll;
import dev.tufa.apt.archive.index.ReleaseBuilder;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.ReleaseSigning;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lint of the archives of a .apt file")
class ArchiveLintTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final SigningKey KEY = key("Example <apt@example.org>");
    private static final SigningKey OTHER = key("Other <apt@example.org>");
    private static final URI ADDRESS = URI.create("https://apt.example.org/debian");
    private static final String SUITE = "stanza 1: https://apt.example.org/debian stable: ";
    private static final String BODY = """
            Distribution: Debian
            Architecture: amd64 arm64
            Archive:
             deb https://apt.example.org/debian stable main
             deb-src https://apt.example.org/debian stable main
            Install: acme acme-data
            Pin: acme
            """;

    private SampleArchive archive;

    @BeforeEach
    void anArchive() throws Exception {
        archive = new SampleArchive(NOW);
    }

    private static SigningKey key(String userId) {
        return QuickKey.signing(userId, NOW.minus(Duration.ofDays(1)), Optional.empty());
    }

    private static VerifiedAptFile file(String body) throws Exception {
        byte[] made = AptFileMaker.make(
                Deb822Reader.readAll("body", body.getBytes(UTF_8), Deb822Reader.Comments.SKIPPED, Deb822Limits.DEFAULT),
                FormatVersion.ONE,
                KEY,
                NOW);
        return VerifiedAptFile.read(made, NOW);
    }

    private List<String> findings(String body, Instant now) throws Exception {
        return ArchiveLint.check(file(body), Map.of(ADDRESS, archive), now).stream()
                .map(Finding::toString)
                .toList();
    }

    private List<String> signed(UnaryOperator<ReleaseBuilder> change) throws Exception {
        archive.sign(KEY, change);
        return findings(BODY, NOW);
    }

    private List<String> signed() throws Exception {
        return signed(release -> release);
    }

    @Test
    void findsNothingWhereAllIsAsItShouldBe() throws Exception {
        assertThat(signed()).isEmpty();
    }

    @Test
    void findsNothingInAnArchiveThatIsNotGiven() throws Exception {
        assertThat(ArchiveLint.check(file(BODY), Map.of(), NOW)).isEmpty();
    }

    @Test
    void takesReleaseWithItsSignatureBesideIt() throws Exception {
        byte[] release = archive.release().build().bytes();
        archive.put("dists/stable/Release", release)
                .put("dists/stable/Release.gpg", new ReleaseSigning(List.of(KEY), NOW).detachedSign(release));

        assertThat(findings(BODY, NOW)).isEmpty();
        archive.without("dists/stable/Release.gpg");
        assertThat(findings(BODY, NOW))
                .hasSize(2)
                .first()
                .isEqualTo("error: " + SUITE
                        + "expected dists/stable/InRelease, or dists/stable/Release and dists/stable/Release.gpg,"
                        + " got a Release that is not signed [no-release]");
    }

    @Test
    void findsAnEmptyPlace() throws Exception {
        archive.without(".*");

        assertThat(findings(BODY, NOW)).hasSize(2).first().asString().endsWith("got none [no-release]");
    }

    @Test
    void findsAnotherKey() throws Exception {
        archive.sign(OTHER, release -> release);

        assertThat(findings(BODY, NOW))
                .hasSize(2)
                .contains("error: %ssignature: expected one by key %s, got %s [archive-signature]"
                        .formatted(
                                SUITE,
                                KEY.certificate().fingerprint(),
                                OTHER.certificate().fingerprint()));
    }

    @Test
    void findsAReleaseThatWasChangedOrCut() throws Exception {
        signed();
        byte[] whole = archive.get("dists/stable/InRelease");
        archive.put(
                "dists/stable/InRelease",
                new String(whole, UTF_8).replace("Acme", "Evil").getBytes(UTF_8));
        assertThat(findings(BODY, NOW)).first().asString().endsWith("[archive-signature]");
        archive.put("dists/stable/InRelease", Arrays.copyOf(whole, whole.length / 2));
        assertThat(findings(BODY, NOW)).first().asString().endsWith("[archive-signature]");
        archive.put("dists/stable/InRelease", new byte[10_000_001]);
        assertThat(findings(BODY, NOW)).first().asString().contains("expected at most 10000000 bytes, got 10000001");
    }

    @Test
    void findsARefusedRelease() throws Exception {
        archive.put(
                "dists/stable/InRelease",
                new ReleaseSigning(List.of(KEY), NOW).clearSign("Suite: stable\n".getBytes(UTF_8)));

        assertThat(findings(BODY, NOW)).first().asString().endsWith("expected a field Date, got none [release]");
    }

    @Test
    void findsAnArchiveThatHasEndedAndOneWithoutAnEnd() throws Exception {
        signed();
        assertThat(findings(BODY, NOW.plus(Duration.ofDays(7))))
                .first()
                .isEqualTo("error: " + SUITE
                        + "Valid-Until: expected a time after 2026-11-08T12:00:00Z, got 2026-11-08T12:00:00Z [dates]");
        assertThat(findings(BODY, NOW.plus(Duration.ofDays(7)).minusSeconds(1))).isEmpty();
    }

    @Test
    void findsAnArchiveWithoutAnEndAndWithoutFilesByTheirDigests() throws Exception {
        String release = archive.release()
                .build()
                .toString()
                .replaceAll("Valid-Until:.*\n", "")
                .replaceAll("Acquire-By-Hash:.*\n", "");
        archive.put("dists/stable/InRelease", new ReleaseSigning(List.of(KEY), NOW).clearSign(release.getBytes(UTF_8)));

        assertThat(findings(BODY.replaceAll(" deb-src.*\n", ""), NOW))
                .containsExactly(
                        "warning: " + SUITE
                                + "Valid-Until: expected a time, got none; whoever is on the way can keep updates back for ever"
                                + " [no-valid-until]",
                        "warning: " + SUITE
                                + "Acquire-By-Hash: expected yes, got no; whoever updates while it is published anew may get files"
                                + " that do not go together [no-by-hash]");
    }

    @Test
    void findsAnArchiveFromTheFuture() throws Exception {
        String release = archive.release()
                .build()
                .toString()
                .replaceFirst("Date: .*\n", "Date: Sun, 01 Nov 2026 12:00:11 UTC\n");
        archive.put("dists/stable/InRelease", new ReleaseSigning(List.of(KEY), NOW).clearSign(release.getBytes(UTF_8)));

        assertThat(findings(BODY, NOW))
                .first()
                .isEqualTo("error: " + SUITE
                        + "Date: expected a time until 2026-11-01T12:00:00Z, got 2026-11-01T12:00:11Z [dates]");
        assertThat(findings(BODY, NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void findsAnotherSuite() throws Exception {
        assertThat(signed(release -> release.suite("testing")))
                .first()
                .isEqualTo("warning: " + SUITE
                        + "expected Suite or Codename to be stable, got testing and rocket [other-suite]");
        assertThat(signed(release -> release.suite("testing").codename("stable")))
                .isEmpty();
    }

    @Test
    void findsComponentsAndArchitecturesThatAreNotThere() throws Exception {
        archive.sign(KEY, release -> release);
        assertThat(findings(BODY.replace("stable main", "stable main extra"), NOW))
                .containsExactly(
                        "error: " + SUITE + "Components: expected extra, got main [no-component]",
                        "error: " + SUITE + "Components: expected extra, got main [no-component]");
        assertThat(findings(BODY.replace("amd64 arm64", "amd64 riscv64"), NOW))
                .containsExactly(
                        "error: " + SUITE + "Architectures: expected riscv64, got amd64 arm64 [no-architecture]");
        assertThat(findings(BODY.replace("Install: acme", "Install: acme:i386"), NOW))
                .containsExactly("error: " + SUITE + "Architectures: expected i386, got amd64 arm64 [no-architecture]");
    }

    @Test
    void looksAtAllArchitecturesOfTheArchiveIfTheFileNamesNone() throws Exception {
        archive.index("main/binary-arm64/Packages", SampleArchive.entry("acme-data", "all"))
                .sign(KEY, release -> release);

        assertThat(findings(BODY.replace("Architecture: amd64 arm64\n", ""), NOW))
                .containsExactly(
                        "error: stanza 1: Install: expected a package acme for arm64 in the archives, got none [no-package]");
        assertThat(findings(
                        BODY.replace("Architecture: amd64 arm64\n", "").replace("deb https", "deb [arch=amd64] https"),
                        NOW))
                .isEmpty();
    }

    @Test
    void findsPackagesThatAreNotThere() throws Exception {
        signed();

        assertThat(findings(
                        BODY.replace("Install: acme", "Install: acme-tools acme:arm64")
                                .replace("Pin: acme", "Pin: bash acme"),
                        NOW))
                .containsExactly(
                        "error: stanza 1: Install: expected a package acme-tools for amd64 arm64 in the archives, got none [no-package]",
                        "warning: stanza 1: Pin: expected a package bash in the archives, got none [no-pin]");
    }

    @Test
    void findsPackagesInIndexesOfTheirOwn() throws Exception {
        archive.index("main/binary-amd64/Packages", SampleArchive.entry("acme", "amd64"))
                .index("main/binary-arm64/Packages", SampleArchive.entry("acme", "arm64"))
                .index("main/binary-all/Packages", SampleArchive.entry("acme-data", "all"));

        assertThat(signed(release -> release.architectures(List.of("all", "amd64", "arm64"))
                        .architectureAll(ArchitectureAll.IN_THEIR_OWN)))
                .isEmpty();
        assertThat(signed())
                .containsExactly(
                        "error: stanza 1: Install: expected a package acme-data for amd64 arm64 in the archives, got none [no-package]");
    }

    @Test
    void findsAnIndexThatIsNotThere() throws Exception {
        signed();
        archive.without(".*/source/.*");
        assertThat(findings(BODY, NOW)).isEmpty();
        archive.without(".*binary-arm64/.*");
        assertThat(findings(BODY, NOW))
                .containsExactly("error: " + SUITE
                        + "expected the file main/binary-arm64/Packages that is in Release, got none [no-index]");
    }

    @Test
    void findsAnIndexThatReleaseDoesNotName() throws Exception {
        List<String> findings = signed(release -> release.architectures(List.of("amd64", "arm64", "i386")));
        assertThat(findings).isEmpty();
        assertThat(findings(BODY.replace("amd64 arm64", "i386"), NOW))
                .containsExactly(
                        "error: " + SUITE + "expected main/binary-i386/Packages in Release, got none [no-index]");
    }

    @Test
    void findsFilesThatAreNotThereByTheirDigests() throws Exception {
        signed();
        archive.without(".*binary-arm64/by-hash/.*");

        assertThat(findings(BODY, NOW))
                .singleElement()
                .asString()
                .startsWith("warning: " + SUITE + "expected main/binary-arm64/by-hash/SHA512/")
                .endsWith(", as Release says, got none [no-by-hash]");
    }

    @Test
    void findsAnIndexThatWasChangedCutOrMadeLonger() throws Exception {
        signed();
        String path = "dists/stable/main/binary-amd64/Packages.gz";
        archive.without(".*/by-hash/.*");
        byte[] whole = archive.get(path);
        byte[] changed = whole.clone();
        changed[12] ^= 1;
        assertThat(findings(BODY, NOW)).hasSize(2).allMatch(finding -> finding.endsWith("[no-by-hash]"));
        archive.put(path, changed);
        assertThat(findings(BODY, NOW))
                .filteredOn(finding -> finding.endsWith("[index]"))
                .singleElement()
                .asString()
                .startsWith("error: " + SUITE + "main/binary-amd64/Packages.gz: expected SHA512 ");
        archive.put(path, Arrays.copyOf(whole, whole.length - 1));
        assertThat(findings(BODY, NOW))
                .contains("error: %smain/binary-amd64/Packages.gz: expected %d bytes as in Release, got %d [index]"
                        .formatted(SUITE, whole.length, whole.length - 1));
        archive.put(path, Arrays.copyOf(whole, 2 * whole.length));
        assertThat(findings(BODY, NOW))
                .contains("error: %smain/binary-amd64/Packages.gz: expected %d bytes as in Release, got more [index]"
                        .formatted(SUITE, whole.length));
    }

    @Test
    void findsAnIndexThatIsNoneAlthoughItIsVouchedFor() throws Exception {
        archive.listed("main/binary-amd64/Packages.gz", "no gzip".getBytes(UTF_8));
        assertThat(signed()).singleElement().asString().endsWith("[index]");
        archive.index("main/binary-amd64/Packages", "Package: acme\n");
        assertThat(signed())
                .containsExactly(
                        "error: " + SUITE
                                + "main/binary-amd64/Packages: main/binary-amd64/Packages: expected a field Version, got none [index]");
    }

    @Test
    void findsAFlatArchiveAsItIs() throws Exception {
        SampleArchive flat = archive;
        String body = "Distribution: Debian\nArchive: https://apt.example.org/debian ./\nInstall: acme gone\n";
        byte[] packages = SampleArchive.entry("acme", "i386").getBytes(UTF_8);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(packages));
        String release =
                "Date: Sun, 01 Nov 2026 11:00:00 UTC\nValid-Until: Mon, 02 Nov 2026 11:00:00 UTC\nSHA256:\n %s %d ./Packages\n"
                        .formatted(digest, packages.length);
        flat.put("Packages", packages)
                .put("InRelease", new ReleaseSigning(List.of(KEY), NOW).clearSign(release.getBytes(UTF_8)));

        assertThat(findings(body, NOW))
                .hasSize(2)
                .contains(
                        "error: stanza 1: Install: expected a package gone for any in the archives, got none [no-package]");
    }

    @Test
    void endsIfTheArchiveCannotBeReached() {
        assertThatThrownBy(() -> ArchiveLint.check(
                        file(BODY),
                        Map.of(ADDRESS, (path, most) -> {
                            throw new IOException("no route");
                        }),
                        NOW))
                .isInstanceOf(IOException.class)
                .hasMessage("no route");
    }
}

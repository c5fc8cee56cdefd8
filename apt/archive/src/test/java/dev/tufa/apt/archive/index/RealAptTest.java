package dev.tufa.apt.archive.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Deb822Reader.Comments;
import dev.tufa.apt.archive.deb822.Stanza;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("apt-get reads an archive that was written here")
class RealAptTest {
    @TempDir
    static Path folder;

    private static ArchiveServer server;
    private static List<PackageEntry> entries;
    private static ReleaseFile release;

    @BeforeAll
    static void publish() throws Exception {
        SampleDebs debs = SampleDebs.build(folder);
        entries = debs.entries();
        Path pool = folder.resolve("pool");
        Path source = pool.resolve("acme_1.0.tar.xz");
        Files.writeString(source, "source");
        Path dsc = pool.resolve("acme_1.0.dsc");
        ListedFile tar = SampleDebs.listed(pool, "acme_1.0.tar.xz");
        String text = """
                Format: 3.0 (native)
                Source: acme
                Binary: acme
                Architecture: any
                Version: 1.0
                Maintainer: A <a@example.org>
                Checksums-Sha256:
                 %s %d %s
                """.formatted(tar.digests().sha256(), tar.size(), tar.path());
        Files.writeString(dsc, text);
        SourceEntry entry = SourceEntry.of(
                Deb822Reader.readAll("dsc", text.getBytes(UTF_8), Comments.REFUSED, Deb822Limits.DEFAULT)
                        .get(0),
                SampleDebs.listed(pool, "acme_1.0.dsc"),
                "pool");
        release = new TinyArchive(folder)
                .publish(entries, List.of(entry), Instant.now().minus(1, ChronoUnit.HOURS));
        server = ArchiveServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TempDir
    Path system;

    @BeforeEach
    void configure() throws IOException {
        server.forget();
        for (String name : List.of(
                "etc/apt/sources.list.d",
                "etc/apt/preferences.d",
                "etc/apt/apt.conf.d",
                "etc/apt/trusted.gpg.d",
                "var/lib/apt/lists/partial",
                "var/lib/dpkg",
                "var/cache/apt/archives/partial",
                "var/log/apt",
                "work")) {
            Files.createDirectories(system.resolve(name));
        }
        Files.writeString(system.resolve("var/lib/dpkg/status"), "");
        Files.writeString(system.resolve("apt.conf"), """
                Dir "%s/";
                Dir::Bin::Methods "/usr/lib/apt/methods/";
                Dir::State::status "%s/var/lib/dpkg/status";
                APT::Architecture "amd64";
                APT::Architectures { "amd64"; };
                APT::Sandbox::User "root";
                Acquire::Languages "none";
                Acquire::Retries "0";
                Acquire::IndexTargets::deb::Contents-deb {
                  MetaKey "$(COMPONENT)/Contents-$(ARCHITECTURE)";
                  ShortDescription "Contents-$(ARCHITECTURE)";
                  Description "$(RELEASE)/$(COMPONENT) $(ARCHITECTURE) Contents (deb)";
                };
                """.formatted(system, system));
        Files.writeString(system.resolve("etc/apt/sources.list.d/acme.sources"), """
                Types: deb deb-src
                URIs: %s
                Suites: stable
                Components: main
                Trusted: yes
                """.formatted(server.address()));
    }

    private String apt(String... arguments) throws IOException, InterruptedException {
        RealTool.Result result = RealTool.APT_GET.tryToRun(
                system.resolve("work"),
                Map.of("APT_CONFIG", system.resolve("apt.conf").toString()),
                arguments);
        assertThat(result.exit()).as(result.text() + result.errors()).isZero();
        assertThat(result.errors()).as(result.text()).isEmpty();
        return result.text();
    }

    @Test
    void byTheDigestsOfItsIndexes() throws Exception {
        apt("update");

        String strongest = requested("main/binary-amd64/Packages.xz");
        assertThat(strongest).startsWith("main/binary-amd64/by-hash/SHA512/");
        assertThat(server.log())
                .contains("200 /dists/stable/Release", "200 /dists/stable/" + strongest)
                .allMatch(
                        line -> line.startsWith("200 ") || line.endsWith("/InRelease") || line.endsWith("Release.gpg"))
                .noneMatch(
                        line -> line.contains("/Packages") || line.contains("/Sources") || line.contains("/Contents"))
                .noneMatch(line -> line.contains("binary-all"));
        assertThat(server.log().stream().filter(line -> line.contains("/by-hash/")))
                .hasSize(4)
                .allMatch(line -> line.contains("/by-hash/SHA512/"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"GZIP", "XZ"})
    void inTheCompressionThatItLikesBest(Compression compression) throws Exception {
        apt(
                "update",
                "-o",
                "Acquire::CompressionTypes::Order::=" + compression.extension().substring(1));

        String path = "main/binary-amd64/Packages" + compression.extension();
        assertThat(server.log()).contains("200 /dists/stable/" + requested(path));
    }

    private static String requested(String path) {
        return release.files().stream()
                .filter(file -> file.path().equals(path))
                .map(ByHash::requested)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void andDownloadsItsPackages() throws Exception {
        apt("update");
        for (String name : List.of("sample-1", "sample-8", "sample-11", "sample-0")) {
            apt("download", name);
        }

        try (var debs = Files.list(system.resolve("work"))) {
            assertThat(debs.map(deb -> deb.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "sample-1_1.0-1_all.deb",
                            "sample-8_1.0-1_amd64.deb",
                            "sample-11_1%3a2.3~rc1+dfsg-4.1_amd64.deb",
                            "sample-0_1.10_amd64.deb");
        }
    }

    @Test
    void andItsSources() throws Exception {
        apt("update");

        apt("source", "--download-only", "acme");

        assertThat(system.resolve("work/acme_1.0.dsc")).hasSameBinaryContentAs(folder.resolve("pool/acme_1.0.dsc"));
        assertThat(system.resolve("work/acme_1.0.tar.xz")).hasContent("source");
    }

    @Test
    void andKnowsWhatItIs() throws Exception {
        apt("update");

        List<Stanza> targets = Deb822Reader.readAll(
                "indextargets", apt("indextargets").getBytes(UTF_8), Comments.REFUSED, Deb822Limits.DEFAULT);
        assertThat(targets)
                .extracting(target -> target.value("MetaKey").orElseThrow())
                .containsExactlyInAnyOrder(
                        "main/binary-amd64/Packages",
                        "main/Contents-amd64",
                        "main/Contents-all",
                        "main/source/Sources");
        for (Stanza target : targets) {
            assertThat(target.value("Origin")).contains("Acme");
            assertThat(target.value("Label")).contains("Acme");
            assertThat(target.value("Suite")).contains("stable");
            assertThat(target.value("Codename")).contains("rocket");
            assertThat(target.value("By-Hash")).contains("yes");
            assertThat(Path.of(target.value("Filename").orElseThrow()))
                    .hasSameBinaryContentAs(folder.resolve("dists/stable")
                            .resolve(target.value("MetaKey").orElseThrow()));
        }
    }

    @Test
    void asItWasWritten() throws Exception {
        byte[] text = Files.readAllBytes(folder.resolve("dists/stable/Release"));
        assertThat(ReleaseFile.read("Release", text)).isEqualTo(release);
        for (ListedFile file : release.files()) {
            Path written = folder.resolve("dists/stable").resolve(file.path());
            assertThat(Files.size(written)).isEqualTo(file.size());
            for (String path : ByHash.paths(file)) {
                assertThat(folder.resolve("dists/stable").resolve(path)).hasSameBinaryContentAs(written);
            }
        }
        Path packages = folder.resolve("dists/stable/main/binary-i386/Packages");
        try (IndexReader<PackageEntry> reader =
                PackagesIndex.read("Packages", new ByteArrayInputStream(Files.readAllBytes(packages)))) {
            assertThat(reader.next())
                    .contains(entries.stream()
                            .filter(entry -> entry.name().equals("sample-1"))
                            .findFirst()
                            .orElseThrow());
        }
    }
}

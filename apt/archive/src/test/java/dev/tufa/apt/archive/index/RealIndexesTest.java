package dev.tufa.apt.archive.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.deb.DebException;
import dev.tufa.apt.archive.deb.DebFile;
import dev.tufa.apt.archive.deb.DebLimits;
import dev.tufa.apt.archive.deb.DebReader;
import dev.tufa.apt.archive.deb.DebRefusal;
import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Deb822Reader.Comments;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("indexes are those of Debian's tools")
class RealIndexesTest {
    @TempDir
    static Path folder;

    private static SampleDebs debs;
    private static List<PackageEntry> entries;

    @BeforeAll
    static void build() throws Exception {
        debs = SampleDebs.build(folder);
        entries = debs.entries();
    }

    private static String text(List<PackageEntry> entries) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PackagesIndex.write(entries, Comparator.naturalOrder(), out);
        return out.toString(UTF_8);
    }

    private static List<Stanza> stanzas(byte[] text) throws Exception {
        return Deb822Reader.readAll("Packages", text, Comments.REFUSED, Deb822Limits.DEFAULT);
    }

    @Test
    void packagesAreThoseOfAptFtparchive() throws Exception {
        byte[] theirs = RealTool.APT_FTPARCHIVE.run(folder, "packages", "pool");

        assertThat(entries).hasSizeGreaterThan(35);
        assertThat(text(entries)).isEqualTo(text(read(theirs)));
        assertThat(sorted(stanzas(text(entries).getBytes(UTF_8)))).isEqualTo(sorted(stanzas(theirs)));
    }

    /** But for those with fields that dpkg puts up with. */
    @Test
    void packagesAreWhatTheReaderOfPackagesFinds() throws Exception {
        DebReader reader =
                new DebReader(EnumSet.allOf(DigestAlgorithm.class), DebReader.Listing.NONE, DebLimits.DEFAULT);

        List<DebRefusal> refused = new ArrayList<>();
        for (PackageEntry entry : entries) {
            try (InputStream in = Files.newInputStream(folder.resolve(entry.filename()))) {
                DebFile deb = reader.read(entry.filename(), in);
                assertThat(new PackageEntry(deb.control(), entry.filename(), deb.length(), deb.digests()))
                        .isEqualTo(entry);
            } catch (DebException e) {
                refused.add(e.refusal());
            }
        }
        assertThat(refused).hasSize(10).containsOnly(DebRefusal.CONTROL_FIELD);
    }

    @Test
    void packagesAreByteForByteThoseOfAptFtparchiveWhereNoValueHasBlanksAroundIt() throws Exception {
        String theirs = new String(RealTool.APT_FTPARCHIVE.run(folder, "packages", "pool"), UTF_8);
        List<String> theirStanzas =
                List.of(theirs.split("(?<=\n)\n")).stream().sorted().toList();
        List<String> ours =
                List.of(text(entries).split("(?<=\n)\n")).stream().sorted().toList();

        assertThat(ours).hasSameSizeAs(theirStanzas);
        assertThat(ours.stream().filter(stanza -> !theirStanzas.contains(stanza)))
                .extracting(stanza -> stanza.lines().findFirst().orElseThrow())
                .containsExactlyInAnyOrder("Package: sample-14", "Package: sample-17", "Package: sample-18");
    }

    private static List<PackageEntry> read(byte[] text) throws Exception {
        List<PackageEntry> entries = new ArrayList<>();
        try (IndexReader<PackageEntry> reader = PackagesIndex.read("Packages", new ByteArrayInputStream(text))) {
            for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                entries.add(entry.get());
            }
        }
        return entries;
    }

    private static List<String> sorted(List<Stanza> stanzas) {
        return stanzas.stream().map(Stanza::toString).sorted().toList();
    }

    @Test
    void packagesHaveTheFieldsThatDpkgScanpackagesGivesThem() throws Exception {
        byte[] theirs = RealTool.DPKG_SCANPACKAGES.run(folder, "--multiversion", "pool");

        List<Map<String, List<String>>> ourFields = entries.stream()
                .map(PackageEntry::stanza)
                .map(RealIndexesTest::fields)
                .toList();
        List<Map<String, List<String>>> theirFields =
                stanzas(theirs).stream().map(RealIndexesTest::fields).toList();
        assertThat(ourFields).containsExactlyInAnyOrderElementsOf(theirFields);
    }

    /** It knows no SHA-512, and repeats a Status that a control file should not have. */
    private static Map<String, List<String>> fields(Stanza stanza) {
        return stanza.fields().stream()
                .filter(field -> !field.isNamed("SHA512") && !field.isNamed("Status"))
                .collect(Collectors.toMap(
                        field -> FieldOrder.key(field.name()), Field::lines, (a, b) -> a, TreeMap::new));
    }

    @Test
    void contentsAreThoseOfAptFtparchiveToTheByteBesidesTheOrderOfPackagesOnALine() throws Exception {
        ContentsIndex contents = new ContentsIndex();
        for (String file : debs.files()) {
            String name = debs.control(file).value("Package").orElseThrow();
            debs.paths(file).forEach(path -> contents.add(path, name));
        }
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        contents.write(ours);

        String theirs = new String(RealTool.APT_FTPARCHIVE.run(folder, "contents", "pool"), UTF_8);
        assertThat(withSortedPackages(ours.toString(UTF_8)))
                .isEqualTo(withSortedPackages(theirs))
                .contains("/with a blank")
                .contains("sample-8,sample-9\n")
                .doesNotContain("usr/share/empty");
    }

    /** apt 2 lists the packages of a path as it comes across them, apt 3.1 sorts them. */
    private static String withSortedPackages(String contents) {
        StringBuilder sorted = new StringBuilder();
        for (String line : contents.split("\n", -1)) {
            int packages = line.lastIndexOf(' ') + 1;
            sorted.append(line, 0, packages)
                    .append(Stream.of(line.substring(packages).split(",", -1))
                            .sorted()
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return sorted.toString();
    }

    @Test
    void releaseListsTheFilesThatAptFtparchiveLists() throws Exception {
        Path suite = Files.createDirectories(folder.resolve("dists/stable"));
        List<ListedFile> files = new ArrayList<>();
        for (String file :
                List.of("main/binary-amd64/Packages", "main/binary-amd64/Packages.gz", "main/Contents-amd64")) {
            Files.createDirectories(suite.resolve(file).getParent());
            Files.writeString(suite.resolve(file), file.repeat(file.length()));
            files.add(SampleDebs.listed(suite, file));
        }
        ReleaseFile ours = ReleaseFile.of(Instant.parse("2026-01-02T03:04:05Z"))
                .origin("Acme Ltd.")
                .label("Ächme")
                .suite("stable")
                .version("1.2")
                .codename("rocket")
                .architectures(List.of("amd64", "i386"))
                .components(List.of("main", "contrib"))
                .description("All of Acme")
                .upgrades(Upgrades.OF_INSTALLED)
                .signedBy(List.of("0123456789ABCDEF0123456789ABCDEF01234567!"))
                .validUntil(Instant.parse("2999-01-01T00:00:00Z"))
                .files(files)
                .build();

        List<String> arguments = new ArrayList<>();
        for (Map.Entry<String, String> option : Map.of(
                        "Origin", "Acme Ltd.",
                        "Label", "Ächme",
                        "Suite", "stable",
                        "Version", "1.2",
                        "Codename", "rocket",
                        "Architectures", "amd64 i386",
                        "Components", "main contrib",
                        "Description", "All of Acme",
                        "Signed-By", "0123456789ABCDEF0123456789ABCDEF01234567!",
                        "ValidTime", "86400")
                .entrySet()) {
            arguments.add("-o");
            arguments.add("APT::FTPArchive::Release::" + option.getKey() + "=" + option.getValue());
        }
        for (String name : List.of("NotAutomatic", "ButAutomaticUpgrades")) {
            arguments.add("-o");
            arguments.add("APT::FTPArchive::Release::" + name + "=true");
        }
        arguments.add("release");
        arguments.add("dists/stable");
        byte[] output = RealTool.APT_FTPARCHIVE.run(folder, arguments.toArray(String[]::new));
        ReleaseFile theirs = ReleaseFile.read("Release", output);

        assertThat(fileLists(ours.toString())).isEqualTo(fileLists(new String(output, UTF_8)));
        assertThat(theirs.files()).isEqualTo(ours.files());
        assertThat(theirs.validUntil()).contains(theirs.date().plusSeconds(86400));
        assertThat(withoutDates(theirs)).isEqualTo(withoutDates(ours));
    }

    private static String fileLists(String release) {
        return release.substring(release.indexOf("MD5Sum:\n"));
    }

    private static String withoutDates(ReleaseFile release) {
        return release.toString()
                .lines()
                .filter(line -> !line.startsWith("Date: ") && !line.startsWith("Valid-Until: "))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void sourcesAreThoseOfAptFtparchive() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("source/acme"));
        Path work = folder.resolve("work/acme-1.0");
        Path tree = work.resolve("debian");
        Files.createDirectories(tree.resolve("source"));
        Files.writeString(tree.resolve("source/format"), "3.0 (native)\n");
        Files.writeString(tree.resolve("rules"), "#!/bin/sh\n");
        Files.writeString(tree.resolve("changelog"), """
                acme (1.0) unstable; urgency=low

                  * First.

                 -- Jörg Müßig <j@example.org>  Sat, 14 Jun 2025 09:05:00 +0000
                """);
        Files.writeString(tree.resolve("control"), """
                Source: acme
                Section: utils
                Priority: optional
                Maintainer: Jörg Müßig <j@example.org>
                Uploaders: A <a@example.org>, B <b@example.org>
                Build-Depends: debhelper-compat (= 13), libfoo-dev <!nocheck>
                Standards-Version: 4.6.2
                Homepage: https://example.org/
                Vcs-Git: https://example.org/acme.git
                Testsuite: autopkgtest

                Package: acme
                Architecture: any
                Description: acme

                Package: acme-doc
                Architecture: all
                Section: doc
                Description: documentation
                """);
        RealTool.DPKG_SOURCE.run(sources, "--build", work.toString());
        Stanza dsc =
                stanzas(Files.readAllBytes(sources.resolve("acme_1.0.dsc"))).get(0);
        SourceEntry ours = SourceEntry.of(dsc, SampleDebs.listed(sources, "acme_1.0.dsc"), "source/acme");
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        SourcesIndex.write(List.of(ours), Comparator.naturalOrder(), index);

        byte[] theirs = RealTool.APT_FTPARCHIVE.run(
                folder, "-o", "APT::FTPArchive::Sources::SHA512=false", "sources", "source");

        assertThat(index.toString(UTF_8)).isEqualTo(new String(theirs, UTF_8)).contains("Checksums-Sha256:");
        try (IndexReader<SourceEntry> reader = SourcesIndex.read("Sources", new ByteArrayInputStream(theirs))) {
            assertThat(reader.next().orElseThrow().stanza()).isEqualTo(ours.stanza());
            assertThat(reader.next()).isEmpty();
        }
        assertThat(ours.files()).extracting(ListedFile::path).containsExactly("acme_1.0.dsc", "acme_1.0.tar.xz");
        assertThat(EnumSet.copyOf(ours.files().get(1).digests().byAlgorithm().keySet()))
                .containsExactly(DigestAlgorithm.MD5, DigestAlgorithm.SHA1, DigestAlgorithm.SHA256);
    }
}

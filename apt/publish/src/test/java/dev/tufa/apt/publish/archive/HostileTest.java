package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static dev.tufa.apt.publish.Dscs.dsc;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.Dscs;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.pool.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("files that mean harm")
class HostileTest {
    /** What {@link Debs} has the maintainer script of every package do. */
    private static final Path PROOF = Path.of("/tmp/tufa-was-here");

    @TempDir
    Path temporary;

    private Vendor vendor;
    private Map<String, String> outside;
    private Map<String, String> inside;

    @BeforeEach
    void begin() throws Exception {
        Files.writeString(Files.createDirectories(temporary.resolve("outside")).resolve("secret"), "secret");
        vendor = Vendor.init(temporary.resolve("archive"), TufScope.PACKAGES, Vendor.stable());
        vendor.add(deb("good", "1"));
        vendor.publish();
        outside = Trees.digests(temporary.resolve("outside"));
        inside = Trees.digests(vendor.folder);
    }

    @AfterEach
    void nothingIsDoneElsewhere() throws Exception {
        assertThat(PROOF).doesNotExist();
        assertThat(Trees.digests(temporary.resolve("outside"))).isEqualTo(outside);
        try (Stream<Path> published = Files.walk(vendor.published())) {
            assertThat(published).noneMatch(Files::isSymbolicLink);
        }
    }

    private void requireRefused(Path file) throws Exception {
        assertThatThrownBy(() -> vendor.add(file)).isInstanceOf(ArchiveException.class);
        assertThat(Trees.digests(vendor.folder)).isEqualTo(inside);
    }

    private void requireTaken(String... packages) throws Exception {
        vendor.publish();
        assertThat(vendor.client().requireAll().get("stable")).contains(packages);
        Vendor again = Vendor.open(vendor.folder, vendor.now);
        again.add(deb("next", "1"));
        again.publish();
        assertThat(again.client().requireAll().get("stable")).contains(packages);
    }

    static Stream<Debs> packagesThatLeadOut() {
        return Stream.of(
                deb("evil", "1").field("Source", "../../x"),
                deb("evil", "1").field("Source", "/etc/x"),
                deb("evil", "1").field("Source", ".."),
                deb("evil", "1").field("Source", "x/../../y (1)"),
                deb("evil", "1").field("Source", "a".repeat(250)),
                deb("evil", "1").field("Source", "ab".repeat(32) + ".x"),
                deb("../evil", "1"),
                deb("/evil", "1"),
                deb("evil", "1/../../2"),
                deb("evil", "../1"),
                deb("evil", "1" + "0".repeat(250)),
                deb("evil", "1").architecture("../amd64"),
                deb("evil", "1").architecture("source"),
                deb("evil", "1").architecture("any"),
                deb("evil", "1").field("Filename", "../../etc/passwd"),
                deb("evil", "1").field("Depends", "a (((b"),
                deb("evil", "1").file("../../etc/evil", "x"),
                deb("evil", "1").file("/etc/evil", "x"),
                deb("evil", "1").file("./usr/bin/x\ny", "x"),
                deb("evil", "1").file("./usr/bin/ends-in-a-blank ", "x"));
    }

    @ParameterizedTest
    @MethodSource("packagesThatLeadOut")
    void packagesThatLeadOutAreRefused(Debs deb) throws Exception {
        requireRefused(Files.write(Files.createDirectories(vendor.inbox).resolve("evil.deb"), deb.bytes()));
    }

    @Test
    void scriptsAreNotRunAndLinksInPackagesAreNotFollowed() throws Exception {
        vendor.add(deb("evil", "1")
                .link("./etc/link", temporary.resolve("outside").toString())
                .link("./etc/up", "../../../../../../outside/secret"));
        requireTaken("evil 1 amd64");
    }

    static Stream<Debs> packagesThatPretend() {
        return Stream.of(
                deb("evil", "1").field("Directory", "pool/main/e/evil"),
                deb("evil", "1").field("directory", "pool/main/e/evil"),
                deb("evil", "1").field("Tufa-Paths", "\n usr/bin/good\n %zz"),
                deb("evil", "1").field("Checksums-Sha256", "\n " + "ab".repeat(32) + " 1 x"),
                deb("evil", "1").field("Files", "\n x 1 y"),
                deb("evil", "1")
                        .field("Change", "remove")
                        .field("Suite", "stable")
                        .field("Serial", "7"),
                deb("evil", "1")
                        .file("./usr/share/%zz%20 %", "x")
                        .file("./usr/\u2003", "x")
                        .file("./\u2003", "x"),
                deb("evil", "1").field("Description", "says\n Package: good\n .\n Version: 9\n Directory: x"));
    }

    @ParameterizedTest
    @MethodSource("packagesThatPretend")
    void packagesThatPretendToBeRecordsOfTheArchiveAreTakenAsPackages(Debs deb) throws Exception {
        vendor.add(Files.write(Files.createDirectories(vendor.inbox).resolve("evil.deb"), deb.bytes()));
        requireTaken("evil 1 amd64", "good 1 amd64");
        byte[] before = Files.readAllBytes(vendor.published("dists/stable/main/binary-amd64/Packages"));
        Files.delete(vendor.folder.resolve("private/suites/stable/current")); // the same from the catalog alone
        assertThat(new String(before, UTF_8)).doesNotContain("Tufa-Paths").doesNotContainIgnoringCase("\nDirectory:");
        assertThat(vendor.published("dists/stable/main/Contents-amd64"))
                .content()
                .contains("usr/bin/good")
                .doesNotContain("utils/evil,utils/good");
    }

    @Nested
    @DisplayName("a source package that lists")
    class Lists {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "../outside/secret",
                    "../../outside/secret",
                    "/etc/passwd",
                    "..",
                    ".",
                    "a/b",
                    "-x",
                    "a\\b",
                    "ü.tar.xz",
                    "good_1_amd64.deb",
                    "x.udeb"
                })
        void whatIsNotBesideItIsRefused(String file) throws Exception {
            Files.writeString(Files.createDirectories(vendor.inbox).resolve("x.udeb"), "secret");
            Files.writeString(vendor.inbox.resolve("good_1_amd64.deb"), "secret");
            Files.writeString(vendor.inbox.resolve("-x"), "secret");
            Files.writeString(vendor.inbox.resolve("ü.tar.xz"), "secret");
            requireRefused(Dscs.bare("evil", "1")
                    .listed(file, 6, Sha256.hex("secret".getBytes(UTF_8)))
                    .in(vendor.inbox));
        }

        @Test
        void aLinkIsRefused() throws Exception {
            Files.createDirectories(vendor.inbox);
            Files.createSymbolicLink(
                    vendor.inbox.resolve("evil_1.tar.xz"),
                    temporary.resolve("outside").resolve("secret"));
            requireRefused(Dscs.bare("evil", "1")
                    .listed("evil_1.tar.xz", 6, Sha256.hex("secret".getBytes(UTF_8)))
                    .in(vendor.inbox));
        }

        @Test
        void aFolderIsRefused() throws Exception {
            Files.createDirectories(vendor.inbox.resolve("evil_1.tar.xz"));
            requireRefused(Dscs.bare("evil", "1")
                    .listed("evil_1.tar.xz", 0, Sha256.hex(new byte[0]))
                    .in(vendor.inbox));
        }

        @Test
        void itselfIsRefused() throws Exception {
            requireRefused(Dscs.bare("evil", "1")
                    .listed("evil_1.dsc", 6, "ab".repeat(32))
                    .in(vendor.inbox));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "/x", "..", "X", "a b", ""})
    void aSourcePackageWithSuchANameIsRefused(String name) throws Exception {
        Path dsc = Dscs.bare("evil", "1").in(vendor.inbox);
        Files.writeString(dsc, dsc("evil", "1").text().replace("Source: evil", "Source: " + name));
        requireRefused(dsc);
    }

    @Test
    void aSourcePackageWithFieldsOfTheArchiveIsTakenAsOne() throws Exception {
        vendor.add(dsc("evil", "1")
                .field("Tufa-Paths", "x")
                .field("Filename", "pool/x")
                .field("Package", "good")
                .in(vendor.inbox));
        requireTaken("evil 1 source");
        assertThat(vendor.published("dists/stable/main/source/Sources"))
                .content()
                .contains("Package: evil\n")
                .doesNotContain("Tufa-Paths");
    }

    @Test
    void aFileInThePoolThatNobodyKnowsOfIsNotTakenForAPackage() throws Exception {
        Path planted = vendor.published("pool/main/e/evil/evil_1_amd64.deb");
        Files.createDirectories(planted.getParent());
        Files.writeString(planted, "left over");
        vendor.add(deb("evil", "1"));
        vendor.publish();
        assertThat(vendor.client().require("stable")).isEqualTo(Set.of("evil 1 amd64", "good 1 amd64"));
    }
}

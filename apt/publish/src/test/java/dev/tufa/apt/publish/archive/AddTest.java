package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static dev.tufa.apt.publish.Dscs.dsc;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.publish.Dscs;
import dev.tufa.apt.publish.archive.AddOptions.Transfer;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.member.PackageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("adding packages")
class AddTest {
    @TempDir
    Path temporary;

    private Vendor vendor;

    @BeforeEach
    void begin() throws Exception {
        vendor = Vendor.init(temporary.resolve("archive"), TufScope.NONE, Vendor.stable());
    }

    private static AddOptions with(Transfer transfer) {
        return new AddOptions("stable", Optional.empty(), transfer);
    }

    @Test
    void namesWhatIsNewAndClientsFindItWhenItIsPublished() throws Exception {
        assertThat(vendor.add(deb("hello", "1:2.0-1"), deb("libhello1", "2.0-1").field("Source", "hello (1:2.0-1)")))
                .containsExactly(
                        new PackageId("hello", "1:2.0-1", "amd64"), new PackageId("libhello1", "2.0-1", "amd64"));
        assertThat(vendor.published("dists")).doesNotExist();
        assertThat(vendor.published("pool")).doesNotExist();
        vendor.publish();
        assertThat(vendor.client().requireAll())
                .isEqualTo(Map.of("stable", vendor.packages()))
                .isEqualTo(Map.of("stable", java.util.Set.of("hello 1:2.0-1 amd64", "libhello1 2.0-1 amd64")));
        assertThat(Trees.digests(vendor.published("pool")))
                .containsOnlyKeys("main/h/hello/hello_2.0-1_amd64.deb", "main/h/hello/libhello1_2.0-1_amd64.deb");
    }

    @Test
    void leavesFilesWhereTheyAreAndNothingStagedBehindPublication() throws Exception {
        Path file = deb("hello", "1.0").in(vendor.inbox);
        byte[] before = Files.readAllBytes(file);
        vendor.add(file);
        vendor.publish();
        assertThat(file).hasBinaryContent(before);
        assertThat(vendor.folder.resolve("private/staged/files")).isEmptyDirectory();
        assertThat(vendor.folder.resolve("private/staged/changes")).doesNotExist();
    }

    @Test
    void ofALinkedFileGivesItASecondName() throws Exception {
        Path file = deb("hello", "1.0").in(vendor.inbox);
        vendor.archive.add(List.of(file), with(Transfer.LINK), path -> {});
        vendor.publish();
        Path pooled = vendor.published("pool/main/h/hello/hello_1.0_amd64.deb");
        assertThat(Files.isSameFile(file, pooled)).isTrue();
        vendor.client().requireAll();
    }

    @Test
    void ofACopiedFileReadsItOnceAndKeepsItApart() throws Exception {
        Path file = deb("hello", "1.0").in(vendor.inbox);
        vendor.archive.add(List.of(file), with(Transfer.COPY), path -> {});
        Files.write(file, new byte[] {0});
        vendor.publish();
        vendor.client().requireAll();
    }

    @Test
    void ofASourcePackageTakesWhatItLists() throws Exception {
        Dscs source = dsc("hello", "1.0-1").file("hello_1.0.orig.tar.xz", "upstream");
        assertThat(vendor.add(source.in(vendor.inbox)))
                .containsExactly(new PackageId("hello", "1.0-1", PackageId.SOURCE));
        vendor.publish();
        assertThat(vendor.client().require("stable")).containsExactly("hello 1.0-1 source");
        assertThat(Trees.digests(vendor.published("pool/main/h/hello")))
                .containsOnlyKeys("hello_1.0-1.dsc", "hello_1.0-1.tar.xz", "hello_1.0.orig.tar.xz");
    }

    @Test
    void ofTwoSourcePackagesThatShareAFileKeepsItOnce() throws Exception {
        vendor.add(
                dsc("hello", "1.0-1").file("hello_1.0.orig.tar.xz", "upstream").in(vendor.inbox),
                dsc("hello", "1.0-2").file("hello_1.0.orig.tar.xz", "upstream").in(vendor.inbox));
        vendor.publish();
        assertThat(vendor.client().require("stable")).containsExactly("hello 1.0-1 source", "hello 1.0-2 source");
    }

    @Test
    void intoAComponentPutsItInItsPoolAndItsIndexes() throws Exception {
        vendor.add(new AddOptions("stable", Optional.of("extra"), Transfer.COPY), deb("hello", "1.0"));
        vendor.publish();
        assertThat(vendor.archive.packages("stable"))
                .isEqualTo(Map.of("main", List.of(), "extra", List.of(new PackageId("hello", "1.0", "amd64"))));
        assertThat(vendor.published("dists/stable/extra/binary-amd64/Packages"))
                .content()
                .contains("Filename: pool/extra/h/hello/hello_1.0_amd64.deb\n");
        assertThat(vendor.published("dists/stable/main/binary-amd64/Packages")).isEmptyFile();
    }

    @Test
    void ofAPackageForAllPutsItInTheIndexOfEachArchitecture() throws Exception {
        vendor.add(deb("hello-data", "1.0").architecture("all"), deb("hello", "1.0"));
        vendor.publish();
        for (String architecture : List.of("amd64", "arm64")) {
            assertThat(vendor.published("dists/stable/main/binary-" + architecture + "/Packages"))
                    .content()
                    .contains("Package: hello-data\n");
            assertThat(vendor.published("dists/stable/main/Contents-" + architecture))
                    .content()
                    .contains("utils/hello-data");
        }
        assertThat(vendor.published("dists/stable/main/binary-arm64/Packages"))
                .content()
                .doesNotContain("Package: hello\n");
    }

    @Test
    void twiceIsNothingNew() throws Exception {
        vendor.add(deb("hello", "1.0"));
        assertThat(vendor.add(deb("hello", "1.0"))).isEmpty();
        vendor.publish();
        assertThat(vendor.add(deb("hello", "1.0"))).isEmpty();
        assertThat(vendor.publish().suites()).isEmpty();
        assertThat(vendor.add(deb("hello", "1.1"), deb("hello", "1.1"))).hasSize(1);
    }

    @Test
    void isForWhomeverItIsSaidToBe() {
        assertThatThrownBy(() -> vendor.addTo("unstable", deb("hello", "1.0")))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("suite: expected one of [stable], got \"unstable\"");
        assertThatThrownBy(() -> vendor.add(
                        new AddOptions("stable", Optional.of("contrib"), Transfer.COPY), deb("hello", "1.0")))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("suite stable: expected a component of [main, extra], got \"contrib\"");
    }

    @Test
    void saysWhichFilesItBegins() throws Exception {
        Path one = deb("one", "1").in(vendor.inbox);
        Path two = deb("two", "1").in(vendor.inbox);
        List<Path> begun = java.util.Collections.synchronizedList(new ArrayList<>());
        vendor.archive.add(List.of(one, two), AddOptions.to("stable"), begun::add);
        assertThat(begun).containsExactlyInAnyOrder(one, two);
    }

    @Nested
    @DisplayName("is refused, and changes nothing:")
    class Refusals {
        private Map<String, String> before;

        @BeforeEach
        void publishSomething() throws Exception {
            vendor.add(deb("hello", "1.0"));
            vendor.publish();
            before = Trees.digests(vendor.folder);
        }

        private void requireUnchanged() throws IOException {
            assertThat(Trees.digests(vendor.folder)).isEqualTo(before);
        }

        @Test
        void otherBytesUnderTheSameVersion() throws Exception {
            assertThatThrownBy(() -> vendor.add(deb("hello", "1.0").file("./usr/share/x", "other")))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageMatching(".*hello-1.0-amd64.deb: expected the hello 1.0 amd64 that the archive has, with"
                            + " SHA-256 [0-9a-f]{64}, or another version, got one with SHA-256 [0-9a-f]{64}");
            requireUnchanged();
        }

        @Test
        void otherBytesOfAVersionThatComesInTheSameCall() throws Exception {
            Path one = deb("new", "1.0").in(vendor.inbox.resolve("a"));
            Path other = deb("new", "1.0").file("./etc/x", "x").in(vendor.inbox.resolve("b"));
            assertThatThrownBy(() -> vendor.add(one, other)).hasMessageContaining("got one with SHA-256");
            requireUnchanged();
        }

        @Test
        void severalFilesAtOnceEachOfThemNamed() throws Exception {
            Path good = deb("good", "1.0").in(vendor.inbox);
            Path text = Files.writeString(vendor.inbox.resolve("text.deb"), "no package");
            Path old = deb("hello", "1.0").file("./etc/x", "x").in(vendor.inbox);
            Path lost = Dscs.bare("lost", "1.0")
                    .listed("lost.tar.xz", 1, "ab".repeat(32))
                    .in(vendor.inbox);
            assertThatThrownBy(() -> vendor.add(good, text, old, lost))
                    .isInstanceOf(ArchiveException.class)
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines())
                            .satisfiesExactly(
                                    line -> assertThat(line).contains("text.deb: "),
                                    line -> assertThat(line).contains("hello-1.0-amd64.deb: "),
                                    line -> assertThat(line)
                                            .endsWith(
                                                    "lost_1.0.dsc: expected a file lost.tar.xz beside it, got none")));
            requireUnchanged();
        }

        @Test
        void severalThatTheSuiteHasNoRoomForEachOfThemNamed() throws Exception {
            assertThatThrownBy(() -> vendor.add(
                            deb("good", "1.0"),
                            deb("one", "1.0").architecture("riscv64"),
                            deb("two", "1.0").architecture("i386")))
                    .isInstanceOf(ArchiveException.class)
                    .satisfies(
                            e -> assertThat(String.valueOf(e.getMessage()).lines())
                                    .containsExactly(
                                            "suite stable: expected packages for amd64, arm64, as archive.conf says, got one 1.0 riscv64",
                                            "suite stable: expected packages for amd64, arm64, as archive.conf says, got two 1.0 i386"));
            requireUnchanged();
        }

        @Test
        void sourcePackagesOfASuiteWithout() throws Exception {
            vendor.configure(
                    Vendor.conf(TufScope.NONE, dev.tufa.apt.publish.conf.SuiteConf.of("stable", List.of("amd64"))));
            before = Trees.digests(vendor.folder);
            assertThatThrownBy(() -> vendor.add(dsc("hello", "1.0").in(vendor.inbox)))
                    .hasMessage(
                            "suite stable: expected no source packages, as archive.conf says, got hello 1.0 source");
            requireUnchanged();
        }

        @Test
        void aVersionThatDiffersInItsEpochAlone() throws Exception {
            assertThatThrownBy(() -> vendor.add(deb("hello", "1:1.0")))
                    .hasMessageEndingWith("hello-1:1.0-amd64.deb: expected a file name that is free, got"
                            + " pool/main/h/hello/hello_1.0_amd64.deb, which hello 1.0 amd64 has");
            requireUnchanged();
        }

        @Test
        void aSourcePackageWhoseFileHasOtherBytes() throws Exception {
            Path dsc = dsc("src", "1.0").in(vendor.inbox);
            Files.writeString(vendor.inbox.resolve("src_1.0.tar.xz"), "altered");
            assertThatThrownBy(() -> vendor.add(dsc))
                    .hasMessageMatching(
                            ".*src_1.0.tar.xz: expected 7 bytes with SHA-256 [0-9a-f]{64}, as src_1.0.dsc says,"
                                    + " got 7 bytes with [0-9a-f]{64}");
            requireUnchanged();
        }

        @Test
        void aSourcePackageThatSaysAnotherDigestOfAWeakerKind() throws Exception {
            Path dsc = dsc("src", "1.0").in(vendor.inbox);
            Files.writeString(dsc, dsc("src", "1.0").text() + """
                    Checksums-Sha1:
                     %s 7 src_1.0.tar.xz
                    """.formatted("ab".repeat(20)));
            assertThatThrownBy(() -> vendor.add(dsc)).hasMessageContaining("src_1.0.tar.xz: expected SHA1 abab");
            requireUnchanged();
        }

        @Test
        void aSourcePackageThatListsABinaryOne() throws Exception {
            Path dsc = dsc("hello", "2.0")
                    .file("libhello1_1.0_amd64.deb", "not it")
                    .in(vendor.inbox);
            assertThatThrownBy(() -> vendor.add(dsc))
                    .hasMessageEndingWith(
                            "hello_2.0.dsc: expected files of a source package, got libhello1_1.0_amd64.deb");
            requireUnchanged();
        }
    }

    @Nested
    @DisplayName("many files that have not changed")
    class Unchanged {
        private final List<Path> files = new ArrayList<>();

        @BeforeEach
        void addThem() throws Exception {
            for (int i = 0; i < 20; i++) {
                files.add(deb("package-" + i, "1.0").in(vendor.inbox));
            }
            vendor.add(files.toArray(Path[]::new));
            vendor.publish();
        }

        /** Other bytes of the same length, at the same time: whoever reads the file notices. */
        private void breakUnseen(Path file) throws IOException {
            var time = Files.getLastModifiedTime(file);
            Files.write(file, new byte[(int) Files.size(file)]);
            Files.setLastModifiedTime(file, time);
        }

        @Test
        void areNotReadAgain() throws Exception {
            for (Path file : files) {
                breakUnseen(file);
            }
            assertThat(Vendor.open(vendor.folder, vendor.now).add(files.toArray(Path[]::new)))
                    .isEmpty();
        }

        @Test
        void butThoseThatHaveAre() throws Exception {
            Files.writeString(files.get(3), "something else");
            assertThatThrownBy(() -> vendor.add(files.toArray(Path[]::new)))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("package-3-1.0-amd64.deb");
        }

        @Test
        void areReadAgainForAnotherComponent() throws Exception {
            breakUnseen(files.get(5));
            assertThatThrownBy(() -> vendor.archive.add(
                            files, new AddOptions("stable", Optional.of("extra"), Transfer.COPY), file -> {}))
                    .hasMessageContaining("package-5-1.0-amd64.deb");
        }

        @Test
        void areReadAgainWhenWhatIsKnownOfThemIsLost() throws Exception {
            Files.delete(vendor.folder.resolve("private/seen"));
            breakUnseen(files.get(0));
            assertThatThrownBy(() -> vendor.add(files.toArray(Path[]::new)))
                    .hasMessageContaining("package-0-1.0-amd64.deb");
        }

        @Test
        void areStillKnownWhenTheLastLineOfWhatIsKnownIsCut() throws Exception {
            Path seen = vendor.folder.resolve("private/seen");
            byte[] all = Files.readAllBytes(seen);
            Files.write(seen, java.util.Arrays.copyOf(all, all.length - 5));
            breakUnseen(files.get(0));
            assertThat(vendor.add(files.toArray(Path[]::new))).isEmpty();
            assertThat(new String(Files.readAllBytes(seen), UTF_8).lines().count())
                    .isGreaterThanOrEqualTo(20);
        }
    }
}

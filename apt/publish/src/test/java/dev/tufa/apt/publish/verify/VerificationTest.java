package dev.tufa.apt.publish.verify;

import static dev.tufa.apt.publish.MadeArchive.conf;
import static dev.tufa.apt.publish.MadeArchive.suite;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.index.Compression;
import dev.tufa.apt.openpgp.ReleaseSigning;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.MadeDeb;
import dev.tufa.apt.publish.MadeSource;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.pool.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Verifying an archive")
class VerificationTest {
    private static final Instant NOW = MadeArchive.realTime();

    private static final String EDITOR = "pool/main/e/example-editor/example-editor_1.0_amd64.deb";
    private static final String PACKAGES = "main/binary-amd64/Packages";
    private static final String CONTENTS = "main/Contents-amd64";

    @TempDir
    static Path made;

    private static MadeArchive whole;

    @TempDir
    Path folder;

    private MadeArchive archive;

    @BeforeAll
    static void publish() throws Exception {
        whole = MadeArchive.in(
                made.resolve("archive"),
                conf(TufScope.PACKAGES, suite("stable", List.of("main"), "amd64", "arm64")),
                Optional.empty(),
                NOW.minusSeconds(60));
        Path debs = made.resolve("debs");
        whole.add(
                "stable",
                MadeDeb.of("example-editor", "1.0", "amd64")
                        .with("Section: editors")
                        .with("Depends: example-data, libc6 (>= 2.36)")
                        .in(debs),
                MadeDeb.of("example-data", "1.0", "all").in(debs),
                MadeDeb.of("example-data", "1.1", "all").in(debs),
                MadeSource.in(debs, "example-source", "1.0"));
        whole.publish(NOW.minusSeconds(30));
    }

    @BeforeEach
    void copy() throws IOException, InterruptedException {
        archive = whole.copy(folder.resolve("archive"));
    }

    private List<Finding> found() throws Exception {
        return archive.open()
                .verify(
                        new VerifyOptions(List.of(), VerifyOptions.Depth.SIZES, VerifyOptions.Trial.NONE),
                        Progress.NONE,
                        NOW);
    }

    private List<String> places(Rule rule) throws Exception {
        return found().stream()
                .filter(finding -> finding.rule() == rule)
                .map(Finding::place)
                .toList();
    }

    private String messages(Rule rule) throws Exception {
        return String.join(
                "\n",
                found().stream()
                        .filter(finding -> finding.rule() == rule)
                        .map(Finding::message)
                        .toList());
    }

    private void delete(String path) throws IOException {
        Files.delete(archive.served(path));
    }

    /** Gives a file as many other bytes, under all of its names. */
    private void damage(String path) throws IOException {
        byte[] bytes = Files.readAllBytes(archive.served(path));
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive.served(path), bytes);
    }

    private String byHash(String index) throws IOException {
        byte[] bytes = Files.readAllBytes(archive.served("dists/stable/" + index));
        return "dists/stable/%s/by-hash/SHA256/%s"
                .formatted(index.substring(0, index.lastIndexOf('/')), Sha256.hex(bytes));
    }

    @Test
    void anArchiveThatWasPublishedIsFine() throws Exception {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Progress progress = new Progress() {
            @Override
            public void found(int files) {
                heard.add(files + " files");
            }

            @Override
            public void next(String path) {
                heard.add(path);
            }
        };
        assertThat(archive.open()
                        .verify(
                                new VerifyOptions(
                                        List.of("stable"),
                                        VerifyOptions.Depth.DIGESTS,
                                        VerifyOptions.Trial.AS_CONFIGURED),
                                progress,
                                NOW))
                .isEmpty();
        assertThat(heard).hasSize(6).contains("5 files", EDITOR);
    }

    @Test
    void anArchiveOfWhichNothingIsPublishedIsFine() throws Exception {
        archive = MadeArchive.in(
                folder.resolve("empty"),
                conf(TufScope.NONE, suite("stable", List.of("main"), "amd64")),
                Optional.empty(),
                NOW);
        archive.publish(NOW);
        archive.configure("Suite: stable", "Suite: later");
        assertThat(found()).isEmpty();
    }

    @Test
    void verifyingChangesNothing() throws Exception {
        String before = tree();
        archive.open().verify(VerifyOptions.DEFAULT, Progress.NONE, NOW);
        assertThat(tree()).isEqualTo(before);
    }

    private String tree() throws IOException {
        StringBuilder tree = new StringBuilder();
        try (Stream<Path> files = Files.walk(archive.folder())) {
            for (Path file : files.sorted().toList()) {
                tree.append(file)
                        .append(' ')
                        .append(Files.getAttribute(file, "unix:ctime"))
                        .append('\n');
            }
        }
        return tree.toString();
    }

    @Test
    void aPublicationThatWasStoppedIsFound() throws Exception {
        Files.writeString(archive.folder().resolve("private/publication"), "Suite: stable\n");
        assertThat(places(Rule.UNFINISHED)).containsExactly("dists");
    }

    @Nested
    @DisplayName("Release")
    class OfRelease {
        @ParameterizedTest
        @ValueSource(strings = {"Release", "Release.gpg", "InRelease"})
        void eachFormThatIsMissingIsFound(String form) throws Exception {
            delete("dists/stable/" + form);
            assertThat(places(Rule.RELEASE)).containsExactly("dists/stable/" + form);
        }

        @Test
        void theWholeFolderThatIsMissingIsFound() throws Exception {
            Files.move(archive.served("dists/stable"), archive.served("dists/gone"));
            assertThat(places(Rule.RELEASE)).hasSize(3);
        }

        @Test
        void oneThatIsNoReleaseIsFound() throws Exception {
            archive.sign("stable", "Origin: Example\n", NOW);
            assertThat(messages(Rule.RELEASE)).isEqualTo("Release: expected a field Date, got none");
        }

        @Test
        void moreInInReleaseIsFound() throws Exception {
            String release = Files.readString(archive.served("dists/stable/Release"));
            byte[] detached = Files.readAllBytes(archive.served("dists/stable/Release.gpg"));
            archive.sign("stable", release.replace("Suite: ", "Changelogs: no\nSuite: "), NOW);
            archive.put("dists/stable/Release", release.getBytes(UTF_8));
            archive.put("dists/stable/Release.gpg", detached);
            assertThat(messages(Rule.IN_RELEASE))
                    .contains("as Release says, got \"Changelogs: no\"")
                    .startsWith("line ");
            assertThat(places(Rule.SIGNATURE)).isEmpty();
        }

        @Test
        void aReleaseThatWasNotSignedSoIsFoundByAllVerifiers() throws Exception {
            damage("dists/stable/Release");
            assertThat(places(Rule.SIGNATURE)).containsExactly("dists/stable/Release.gpg");
            assertThat(messages(Rule.VERIFIER))
                    .contains("expected gpgv to take Release", "expected sqv to take Release");
        }

        @Test
        void aSignatureOfSomebodyElseIsFound() throws Exception {
            byte[] release = Files.readAllBytes(archive.served("dists/stable/Release"));
            byte[] foreign = QuickKey.create("Eve", NOW.minusSeconds(60), Optional.empty(), MadeArchive.secret());
            ReleaseSigning eve = new ReleaseSigning(List.of(SigningKey.read(foreign, MadeArchive.secret())), NOW);
            archive.put("dists/stable/InRelease", eve.clearSign(release));
            assertThat(places(Rule.SIGNATURE)).containsExactly("dists/stable/InRelease");
            assertThat(messages(Rule.VERIFIER)).contains("expected gpgv to take InRelease");
            assertThat(places(Rule.TUF)).contains("dists/stable/InRelease");
        }

        @Test
        void keysThatAreNotPublishedAreFound() throws Exception {
            delete("keys/archive.asc");
            assertThat(places(Rule.SIGNATURE)).containsExactly("keys/archive.asc");
        }

        @Test
        void keysThatAreNoneAreFound() throws Exception {
            archive.put("keys/archive.asc", new byte[] {'\n'});
            assertThat(places(Rule.SIGNATURE)).containsExactly("keys/archive.asc");
        }

        @Test
        void aKeyThatEndsBeforeTheReleaseIsFound() throws Exception {
            archive = MadeArchive.in(
                    folder.resolve("short"),
                    conf(TufScope.NONE, suite("stable", List.of("main"), "amd64")),
                    Optional.of(Duration.ofDays(10)),
                    NOW);
            archive.publish(NOW);
            assertThat(messages(Rule.VERIFIER)).contains("it expires at " + NOW.plus(Duration.ofDays(10)));
            assertThat(found()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1})
        void theTimeUntilWhichItIsGoodDecides(int seconds) throws Exception {
            String until = Files.readAllLines(archive.served("dists/stable/Release")).stream()
                    .filter(line -> line.startsWith("Valid-Until: "))
                    .findFirst()
                    .orElseThrow();
            Instant end = NOW.minusSeconds(30).plus(Duration.ofDays(30));
            List<Finding> found = archive.open()
                    .verify(
                            new VerifyOptions(List.of(), VerifyOptions.Depth.SIZES, VerifyOptions.Trial.NONE),
                            Progress.NONE,
                            end.plusSeconds(seconds));
            assertThat(until).isNotEmpty();
            assertThat(found.stream().filter(finding -> finding.rule() == Rule.TIME))
                    .hasSize(seconds < 0 ? 0 : 1);
        }

        @Test
        void aDateThatIsStillToComeIsFound() throws Exception {
            List<Finding> found = archive.open()
                    .verify(
                            new VerifyOptions(List.of(), VerifyOptions.Depth.SIZES, VerifyOptions.Trial.NONE),
                            Progress.NONE,
                            NOW.minusSeconds(31));
            assertThat(found.stream().filter(finding -> finding.rule() == Rule.TIME))
                    .extracting(Finding::message)
                    .containsExactly("Date: expected one up to %s, got %s"
                            .formatted(NOW.minusSeconds(31), NOW.minusSeconds(30)));
        }
    }

    @Nested
    @DisplayName("The indexes")
    class OfIndexes {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    PACKAGES,
                    PACKAGES + ".gz",
                    PACKAGES + ".xz",
                    "main/source/Sources.xz",
                    CONTENTS + ".gz",
                    "main/binary-arm64/Packages.gz"
                })
        void oneThatIsMissingUnderItsNameIsFound(String index) throws Exception {
            delete("dists/stable/" + index);
            assertThat(found())
                    .singleElement()
                    .matches(finding -> finding.rule() == Rule.INDEX)
                    .matches(finding -> finding.place().equals("dists/stable/" + index));
        }

        @Test
        void oneThatIsMissingUnderItsDigestIsFound() throws Exception {
            String name = byHash(PACKAGES + ".xz");
            delete(name);
            assertThat(places(Rule.INDEX)).containsExactly(name);
        }

        @Test
        void oneWithOtherBytesIsFoundUnderBothNames() throws Exception {
            String name = byHash(PACKAGES);
            damage("dists/stable/" + PACKAGES);
            assertThat(places(Rule.INDEX)).containsExactly("dists/stable/" + PACKAGES, name);
            assertThat(messages(Rule.INDEX)).contains("expected SHA-256 ");
        }

        @Test
        void oneOfAnotherLengthIsFound() throws Exception {
            archive.put("dists/stable/" + PACKAGES, "Package: x\n".getBytes(UTF_8));
            assertThat(messages(Rule.INDEX)).endsWith(" bytes, got 11");
        }

        @Test
        void aFormThatSaysSomethingElseIsFound() throws Exception {
            archive.forge("stable", PACKAGES + ".gz", Compression.GZIP.compress("Package: x\n".getBytes(UTF_8)), NOW);
            assertThat(places(Rule.INDEX)).containsExactly("dists/stable/" + PACKAGES + ".gz");
            assertThat(messages(Rule.INDEX)).contains("expected the bytes of " + PACKAGES);
        }

        @Test
        void aFormThatCannotBeReadIsFound() throws Exception {
            archive.forge("stable", PACKAGES + ".xz", "no xz".getBytes(UTF_8), NOW);
            assertThat(places(Rule.INDEX)).containsExactly("dists/stable/" + PACKAGES + ".xz");
        }

        @Test
        void oneThatCannotBeReadIsFound() throws Exception {
            archive.forge("stable", PACKAGES, "Package: x\n".getBytes(UTF_8), NOW);
            assertThat(messages(Rule.INDEX)).contains("expected an index that can be read, got ");
        }

        @Test
        void contentsOfAPackageThatIsNotThereAreFound() throws Exception {
            archive.forge(
                    "stable",
                    CONTENTS,
                    "usr/bin/editor editors/example-editor,games/ghost\nusr/bin/x ghost\n".getBytes(UTF_8),
                    NOW);
            assertThat(messages(Rule.CONTENTS)).isEqualTo("expected packages of main for amd64, got also ghost");
        }
    }

    @Nested
    @DisplayName("The pool")
    class OfPool {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    EDITOR,
                    "pool/main/e/example-source/example-source_1.0.dsc",
                    "pool/main/e/example-source/example-source_1.0.tar.xz"
                })
        void aFileThatIsMissingIsFound(String path) throws Exception {
            delete(path);
            assertThat(found())
                    .singleElement()
                    .matches(finding -> finding.place().equals(path));
            assertThat(messages(Rule.PACKAGE)).endsWith(" bytes, got none");
        }

        @Test
        void aFileOfAnotherLengthIsFound() throws Exception {
            archive.put(EDITOR, new byte[3]);
            assertThat(messages(Rule.PACKAGE)).endsWith(" bytes, got 3");
        }

        @Test
        void otherBytesAreFoundByWhoeverReadsThem() throws Exception {
            damage(EDITOR);
            assertThat(found()).isEmpty();
            List<Finding> deep = archive.open()
                    .verify(
                            new VerifyOptions(List.of(), VerifyOptions.Depth.DIGESTS, VerifyOptions.Trial.NONE),
                            Progress.NONE,
                            NOW);
            assertThat(deep)
                    .singleElement()
                    .matches(finding -> finding.rule() == Rule.PACKAGE)
                    .matches(finding -> finding.place().equals(EDITOR))
                    .matches(finding -> finding.message().startsWith("expected SHA-256 "));
        }

        @Test
        void twoIndexesThatDisagreeAreFound() throws Exception {
            byte[] packages = Files.readAllBytes(archive.served("dists/stable/" + PACKAGES));
            String other = new String(packages, UTF_8).replaceFirst("(?m)^Size: [0-9]+$", "Size: 7");
            archive.forge("stable", PACKAGES, other.getBytes(UTF_8), NOW);
            assertThat(messages(Rule.PACKAGE)).contains("as another index says");
        }
    }

    @Nested
    @DisplayName("TUF")
    class OfTuf {
        @ParameterizedTest
        @ValueSource(strings = {"1.root.json", "timestamp.json", "[0-9]*.snapshot.json"})
        void metadataThatIsMissingIsFound(String file) throws Exception {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(archive.served("tuf"), file)) {
                for (Path each : files) {
                    Files.delete(each);
                }
            }
            assertThat(places(Rule.TUF)).containsExactly("tuf");
        }

        @Test
        void metadataThatWasNotSignedSoIsFound() throws Exception {
            Path root = archive.served("tuf/1.root.json");
            Files.writeString(root, Files.readString(root).replace("\"version\":1", "\"version\":7"));
            assertThat(messages(Rule.TUF)).contains("root.json");
        }

        @Test
        void metadataThatHasExpiredIsFound() throws Exception {
            List<Finding> found = archive.open()
                    .verify(
                            new VerifyOptions(List.of(), VerifyOptions.Depth.SIZES, VerifyOptions.Trial.NONE),
                            Progress.NONE,
                            NOW.plus(Duration.ofDays(3650)));
            assertThat(found.stream().filter(finding -> finding.rule() == Rule.TUF))
                    .extracting(Finding::message)
                    .singleElement()
                    .asString()
                    .contains("expected expiry after");
        }

        @Test
        void aReleaseThatItDoesNotDescribeIsFound() throws Exception {
            archive.configure("TUF-Scope: packages", "TUF-Scope: none");
            Path debs = folder.resolve("debs");
            archive.add("stable", MadeDeb.of("example-extra", "1.0", "amd64").in(debs));
            archive.publish(NOW.minusSeconds(5));
            assertThat(found()).isEmpty();
            archive.configure("TUF-Scope: none", "TUF-Scope: packages");
            assertThat(places(Rule.TUF))
                    .contains(
                            "dists/stable/InRelease",
                            "dists/stable/Release",
                            "dists/stable/Release.gpg",
                            "pool/main/e/example-extra/example-extra_1.0_amd64.deb");
            assertThat(messages(Rule.TUF)).contains("expected TUF to describe ").contains(", got nothing");
            archive.configure("TUF-Scope: packages", "TUF-Scope: release");
            assertThat(places(Rule.TUF)).noneMatch(place -> place.startsWith("pool/"));
        }

        @Test
        void aReleaseThatIsMissingUnderTheNameForItsClientsIsFound() throws Exception {
            byte[] inRelease = Files.readAllBytes(archive.served("dists/stable/InRelease"));
            String name = "dists/stable/%s.InRelease".formatted(Sha256.hex(inRelease));
            delete(name);
            assertThat(places(Rule.TUF)).containsExactly(name);
        }

        @Test
        void keysThatItDoesNotDescribeAreFound() throws Exception {
            byte[] keys = Files.readAllBytes(archive.served("keys/archive.asc"));
            archive.put("keys/archive.asc", Arrays.copyOf(keys, keys.length + 1));
            assertThat(places(Rule.TUF)).contains("keys/archive.asc");
        }
    }

    @Nested
    @DisplayName("apt-get")
    class OfApt {
        @Test
        void aPackageThatNobodyCanInstallIsFound() throws Exception {
            archive.add(
                    "stable",
                    MadeDeb.of("example-torn", "1.0", "amd64")
                            .with("Depends: example-data")
                            .with("Conflicts: example-data")
                            .in(folder.resolve("debs")));
            archive.publish(NOW.minusSeconds(5));
            assertThat(found()).isEmpty();
            List<Finding> found = archive.open().verify(VerifyOptions.DEFAULT, Progress.NONE, NOW);
            assertThat(found).singleElement().matches(finding -> finding.rule() == Rule.APT);
            assertThat(found.get(0).message()).contains("example-torn");
        }
    }

    @Nested
    @DisplayName("What is staged")
    class OfStaged {
        private List<Finding> staged(VerifyOptions.Trial trial) throws Exception {
            try (ArchiveKeys keys = archive.open().unlock(MadeArchive::secret)) {
                return archive.open()
                        .verifyStaged(
                                new VerifyOptions(List.of(), VerifyOptions.Depth.DIGESTS, trial),
                                keys,
                                Progress.NONE,
                                NOW);
            }
        }

        @Test
        void nothingIsFine() throws Exception {
            assertThat(staged(VerifyOptions.Trial.NONE)).isEmpty();
        }

        @Test
        void aGoodPackageIsFineAndStaysStaged() throws Exception {
            archive.add("stable", MadeDeb.of("example-extra", "1.0", "amd64").in(folder.resolve("debs")));
            byte[] before = Files.readAllBytes(archive.served("dists/stable/InRelease"));
            assertThat(staged(VerifyOptions.Trial.AS_CONFIGURED)).isEmpty();
            assertThat(archive.served("dists/stable/InRelease")).hasBinaryContent(before);
            assertThat(archive.served("pool/main/e/example-extra")).doesNotExist();
            assertThat(archive.open().status().get(0).staged()).hasSize(1);
            assertThat(found()).isEmpty();
        }

        @Test
        void aStagedFileThatWasDamagedIsFound() throws Exception {
            Path deb = MadeDeb.of("example-extra", "1.0", "amd64").in(folder.resolve("debs"));
            archive.add("stable", deb);
            Path staged = archive.folder().resolve("private/staged/files").resolve(Sha256.hex(Files.readAllBytes(deb)));
            byte[] bytes = Files.readAllBytes(staged);
            bytes[bytes.length / 2] ^= 1;
            Files.write(staged, bytes);
            assertThat(staged(VerifyOptions.Trial.NONE))
                    .extracting(Finding::place)
                    .containsExactly("pool/main/e/example-extra/example-extra_1.0_amd64.deb");
        }

        @Test
        void aPackageThatNobodyCanInstallIsFound() throws Exception {
            archive.add(
                    "stable",
                    MadeDeb.of("example-torn", "1.0", "amd64")
                            .with("Depends: example-data")
                            .with("Conflicts: example-data")
                            .in(folder.resolve("debs")));
            assertThat(staged(VerifyOptions.Trial.AS_CONFIGURED))
                    .extracting(Finding::rule)
                    .containsExactly(Rule.APT);
        }
    }
}

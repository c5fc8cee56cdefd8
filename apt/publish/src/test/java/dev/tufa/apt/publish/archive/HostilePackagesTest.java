package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb.DebException;
import dev.tufa.apt.archive.deb.DebLimits;
import dev.tufa.apt.archive.deb.DebReader;
import dev.tufa.apt.archive.deb.HostileDebs;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.index.Upgrades;
import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.Dscs;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.Shell;
import dev.tufa.apt.publish.archive.AddOptions.Transfer;
import dev.tufa.apt.publish.archive.ImportOptions.Refused;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.apt.publish.verify.Progress;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from others: nothing of it is staged, nothing is written elsewhere, and every file that is refused is named. */
@DisplayName("packages that mean harm")
class HostilePackagesTest {
    /** What could make a terminal or a log say something else. */
    private static final String EVIL_NAME = "evil\u001b[2J\n\u202eE: all is well\u0007.deb";

    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private Vendor vendor;
    private Path incoming;
    private Path outside;

    @BeforeEach
    void begin() throws Exception {
        vendor = Vendor.init(
                temporary.resolve("archive"),
                Vendor.conf(
                        TufScope.NONE,
                        new SuiteConf(
                                "stable",
                                "stable",
                                Optional.empty(),
                                Optional.empty(),
                                List.of("main"),
                                List.of("amd64"),
                                true,
                                true,
                                Upgrades.AUTOMATIC,
                                Optional.empty(),
                                OptionalInt.empty())),
                CrashingDisk.counting());
        vendor.add(deb("good", "1"));
        vendor.publish();
        incoming = Files.createDirectories(temporary.resolve("incoming"));
        outside = Files.createDirectories(temporary.resolve("outside"));
        Files.write(outside.resolve("secret.deb"), deb("secret", "1").bytes());
        Files.writeString(outside.resolve("shadow"), "root:secret\n");
    }

    /** Those that a reader with its usual limits refuses, each in a file of its own. */
    private Map<Path, String> layOut() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        int number = 0;
        for (Map.Entry<String, byte[]> attack : HostileDebs.all().entrySet()) {
            if (isRefused(attack.getValue())) {
                Path file = incoming.resolve("attack-%03d.deb".formatted(number++));
                files.put(Files.write(file, attack.getValue()), attack.getKey());
            }
        }
        return files;
    }

    private static boolean isRefused(byte[] deb) throws IOException {
        try {
            new DebReader(Set.of(DigestAlgorithm.SHA256), DebReader.Listing.PATHS, DebLimits.DEFAULT)
                    .read("x.deb", new ByteArrayInputStream(deb));
            return false;
        } catch (DebException e) {
            return true;
        }
    }

    private AddOptions options(Transfer transfer) {
        return new AddOptions("stable", Optional.empty(), transfer);
    }

    private ImportOptions importing(Path from, Refused refused) {
        return new ImportOptions(from, Optional.of("stable"), Map.of(), Optional.empty(), Transfer.COPY, refused);
    }

    /** Nothing is staged, and nothing is different anywhere but in what the archive has read already. */
    private void requireNothing(Map<String, String> before) throws Exception {
        Map<String, String> now = Trees.digests(temporary);
        assertThat(now).isEqualTo(before);
        assertThat(vendor.archive.status().get(0).staged()).isEmpty();
    }

    /** Safe to show, whatever the files are called. */
    private static void requirePrintable(String message) {
        assertThat(message.codePoints().filter(c -> c != '\n').filter(c -> Character.isISOControl(c) || c == 0x202e))
                .isEmpty();
    }

    private String refusal(List<Path> files, Transfer transfer) throws Exception {
        Map<String, String> before = Trees.digests(temporary);
        String[] message = new String[1];
        assertThatThrownBy(() -> vendor.archive.add(files, options(transfer), file -> {}))
                .isInstanceOfSatisfying(ArchiveException.class, e -> message[0] = String.valueOf(e.getMessage()));
        requireNothing(before);
        requirePrintable(message[0]);
        return message[0];
    }

    @ParameterizedTest
    @EnumSource(Transfer.class)
    void areRefusedOneByOne(Transfer transfer) throws Exception {
        Map<Path, String> attacks = layOut();
        assertThat(attacks).hasSizeGreaterThan(HostileDebs.all().size() * 4 / 5);
        for (Map.Entry<Path, String> attack : attacks.entrySet()) {
            assertThat(refusal(List.of(attack.getKey()), transfer))
                    .as(attack.getValue())
                    .startsWith(attack.getKey() + ": ")
                    .doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Transfer.class)
    void areRefusedTogetherWithWhatComesWithThem(Transfer transfer) throws Exception {
        List<Path> files = new ArrayList<>(layOut().keySet());
        files.add(0, deb("fine", "1").in(incoming));
        files.add(deb("fine", "2").in(incoming));
        List<String> lines = refusal(files, transfer).lines().toList();
        assertThat(lines).hasSize(files.size() - 2);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).startsWith(files.get(i + 1) + ": ");
        }
    }

    @Test
    void areLeftOutOfAnImport() throws Exception {
        Map<Path, String> attacks = layOut();
        deb("fine", "1").in(incoming);
        Map<String, String> before = Trees.digests(outside);
        Imported imported = vendor.archive.importFrom(importing(incoming, Refused.LEFT_OUT), Progress.NONE);
        assertThat(imported.refused()).hasSize(attacks.size());
        imported.refused().forEach(HostilePackagesTest::requirePrintable);
        for (Path file : attacks.keySet()) {
            assertThat(imported.refused()).anyMatch(line -> line.startsWith(file + ": "));
        }
        assertThat(vendor.archive.status().get(0).staged())
                .extracting(change -> change.id().toString())
                .containsExactly("fine 1 amd64");
        assertThat(Trees.digests(outside)).isEqualTo(before);
        vendor.publish();
        assertThat(vendor.client().requireAll().get("stable")).containsExactly("fine 1 amd64", "good 1 amd64");
    }

    @Test
    void endAnImport() throws Exception {
        int attacks = layOut().size();
        deb("fine", "1").in(incoming);
        Map<String, String> before = elsewhere();
        assertThatThrownBy(() -> vendor.archive.importFrom(importing(incoming, Refused.ENDS), Progress.NONE))
                .isInstanceOfSatisfying(
                        ArchiveException.class,
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(attacks));
        assertThat(elsewhere()).isEqualTo(before);
        assertThat(vendor.archive.status().get(0).staged()).isEmpty();
    }

    /** Everything but what the archive knows of files that it has read. */
    private Map<String, String> elsewhere() throws IOException {
        Map<String, String> all = Trees.digests(temporary);
        all.keySet().removeIf(path -> path.matches("archive/private/(catalog/.*|seen|staged/files/.*)"));
        return all;
    }

    @Nested
    @DisplayName("as links that lead out")
    class Links {
        private Path link(Path folder, String name, Path target) throws IOException {
            return Files.createSymbolicLink(Files.createDirectories(folder).resolve(name), target);
        }

        @ParameterizedTest
        @EnumSource(Transfer.class)
        void ofTheFolderOfAPackage(Transfer transfer) throws Exception {
            Path link = link(incoming, "evil.deb", outside.resolve("secret.deb"));
            assertThat(refusal(List.of(link), transfer))
                    .isEqualTo("%s: expected a file in its folder, got a link that leads out of it, to %s"
                            .formatted(link, outside.toRealPath().resolve("secret.deb")));
        }

        @Test
        void byAnotherLink() throws Exception {
            link(incoming, "step", outside);
            Path link = link(incoming, "evil.deb", Path.of("step/secret.deb"));
            assertThat(refusal(List.of(link), Transfer.COPY)).startsWith(link + ": expected a file in its folder");
        }

        @Test
        void toWhatIsNoPackage() throws Exception {
            Path deb = link(incoming, "evil.deb", outside.resolve("shadow"));
            Path dsc = link(incoming, "evil.dsc", outside.resolve("shadow"));
            assertThat(refusal(List.of(deb, dsc), Transfer.COPY))
                    .contains(deb + ": ", dsc + ": ")
                    .doesNotContain("root:");
        }

        @Test
        void fromWhatASourcePackageLists() throws Exception {
            byte[] secret = Files.readAllBytes(outside.resolve("shadow"));
            link(incoming, "evil_1.tar.xz", outside.resolve("shadow"));
            Path dsc = Dscs.bare("evil", "1")
                    .listed("evil_1.tar.xz", secret.length, Sha256.hex(secret))
                    .in(incoming);
            assertThat(refusal(List.of(dsc), Transfer.COPY))
                    .isEqualTo(dsc + ": expected a file evil_1.tar.xz beside it, got none");
        }

        @Test
        void areTakenWhereTheyStayInside() throws Exception {
            Path real = deb("fine", "1").in(incoming.resolve("build"));
            Path link = link(incoming, "latest.deb", incoming.relativize(real));
            vendor.add(link);
            vendor.publish();
            assertThat(vendor.client().requireAll().get("stable")).containsExactly("fine 1 amd64", "good 1 amd64");
        }

        @Test
        void ofAPoolToImport() throws Exception {
            Path pool = incoming.resolve("pool/main");
            Path file = link(pool, "evil.deb", outside.resolve("secret.deb"));
            link(pool, "folder", outside);
            deb("fine", "1").in(pool);
            Imported imported = vendor.archive.importFrom(importing(incoming, Refused.LEFT_OUT), Progress.NONE);
            assertThat(imported.refused())
                    .containsExactly("%s: expected a file in its folder, got a link that leads out of it, to %s"
                            .formatted(file, outside.toRealPath().resolve("secret.deb")));
            assertThat(vendor.archive.status().get(0).staged())
                    .extracting(change -> change.id().toString())
                    .containsExactly("fine 1 amd64");
        }

        @Test
        void areTakenWhereThePoolAsAWholeIsElsewhere() throws Exception {
            Path disk = Files.createDirectories(temporary.resolve("disk"));
            deb("fine", "1").in(disk);
            link(incoming, "pool", disk);
            vendor.archive.importFrom(importing(incoming, Refused.ENDS), Progress.NONE);
            vendor.publish();
            assertThat(vendor.client().requireAll().get("stable")).containsExactly("fine 1 amd64", "good 1 amd64");
        }

        @Test
        void ofWhatAnIndexNames() throws Exception {
            Path link = link(incoming.resolve("pool"), "evil.deb", outside.resolve("secret.deb"));
            index("pool/evil.deb", deb("secret", "1"));
            Imported imported = vendor.archive.importFrom(importing(incoming, Refused.LEFT_OUT), Progress.NONE);
            assertThat(imported.refused()).singleElement().asString().startsWith(link + ": expected a file in its");
            assertThat(vendor.archive.status().get(0).staged()).isEmpty();
        }
    }

    /** An archive with one package, whose index says that it is in a file. */
    private void index(String filename, Debs deb) throws IOException {
        byte[] bytes = deb.bytes();
        String packages = """
                Package: secret
                Version: 1
                Architecture: amd64
                Filename: %s
                Size: %d
                SHA256: %s
                """.formatted(filename, bytes.length, Sha256.hex(bytes));
        release("main/binary-amd64/Packages", packages);
    }

    private void release(String path, String index) throws IOException {
        Path dist = Files.createDirectories(incoming.resolve("dists/stable/main/binary-amd64"))
                .resolve("../..")
                .normalize();
        Files.createDirectories(dist.resolve(path).normalize().getParent());
        Files.writeString(dist.resolve(path), index);
        Files.writeString(dist.resolve("Release"), """
                Origin: X
                Suite: stable
                Codename: stable
                Date: Tue, 01 Jan 2030 01:00:00 UTC
                Architectures: amd64
                Components: main
                SHA256:
                 %s %d %s
                """.formatted(
                        Sha256.hex(index.getBytes(UTF_8)), index.getBytes(UTF_8).length, path));
    }

    @Nested
    @DisplayName("as indexes to import")
    class Indexes {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "../outside/secret.deb",
                    "pool/../../outside/secret.deb",
                    "/etc/passwd",
                    "pool/./../../outside/secret.deb",
                    "pool/\u001b[2Jx.deb"
                })
        void thatNameFilesElsewhereAreRefused(String filename) throws Exception {
            index(filename, deb("secret", "1"));
            requireRefused(message -> message.contains("Packages"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"../../../outside/Packages", "/tmp/Packages", "main/../../../../outside/Packages"})
        void thatAreElsewhereAreRefused(String path) throws Exception {
            String index = "Package: secret\n";
            release("main/binary-amd64/Packages", index);
            Path release = incoming.resolve("dists/stable/Release");
            Files.writeString(release, Files.readString(release).replace("main/binary-amd64/Packages", path));
            requireRefused(message -> message.contains("Release"));
        }

        @Test
        void whoseSourcePackagesAreElsewhereAreRefused() throws Exception {
            release("main/source/Sources", """
                    Package: secret
                    Version: 1
                    Directory: ../outside
                    Checksums-Sha256:
                     %s 6 shadow.dsc
                    """.formatted("ab".repeat(32)));
            requireRefused(message -> message.contains("Sources"));
        }

        private void requireRefused(Predicate<String> names) throws Exception {
            Map<String, String> before = elsewhere();
            assertThatThrownBy(() -> vendor.archive.importFrom(importing(incoming, Refused.ENDS), Progress.NONE))
                    .isInstanceOfAny(ArchiveException.class, IOException.class)
                    .satisfies(e -> {
                        requirePrintable(String.valueOf(e.getMessage()));
                        assertThat(names).accepts(String.valueOf(e.getMessage()));
                    });
            assertThat(elsewhere()).isEqualTo(before);
            assertThat(vendor.archive.status().get(0).staged()).isEmpty();
        }
    }

    @Nested
    @DisplayName("with names that mean harm")
    class Names {
        @Test
        void arePrintedSafely() throws Exception {
            Path file = Files.writeString(incoming.resolve(EVIL_NAME), "no package");
            assertThat(refusal(List.of(file), Transfer.COPY))
                    .contains("evil\ufffd[2J\ufffd\ufffdE: all is well\ufffd.deb: ");
            assertThat(refusal(List.of(file), Transfer.LINK)).contains("evil\ufffd[2J");
        }

        @Test
        void ofSourcePackagesArePrintedSafely() throws Exception {
            Path file = Files.writeString(incoming.resolve(EVIL_NAME + ".dsc"), "no package");
            assertThat(refusal(List.of(file), Transfer.COPY)).contains("evil\ufffd[2J");
            Path listing = Files.writeString(
                    incoming.resolve("a.dsc"),
                    Dscs.bare("evil", "1")
                            .listed("\u001b[2Jx", 1, "ab".repeat(32))
                            .text());
            assertThat(refusal(List.of(listing), Transfer.COPY)).startsWith(listing + ": ");
        }

        @Test
        void ofPackagesArePrintedSafely() throws Exception {
            Path file = Files.write(
                    incoming.resolve("x.deb"),
                    deb("evil", "1\u001b[2J").field("Source", "\u001b[2Jx").bytes());
            assertThat(refusal(List.of(file), Transfer.COPY)).startsWith(file + ": ");
        }

        @Test
        void ofAnImportArePrintedSafely() throws Exception {
            Files.writeString(incoming.resolve(EVIL_NAME), "no package");
            Imported imported = vendor.archive.importFrom(importing(incoming, Refused.LEFT_OUT), Progress.NONE);
            assertThat(imported.refused()).singleElement().satisfies(HostilePackagesTest::requirePrintable);
        }

        @Test
        void areTakenIfTheirPackagesAreGood() throws Exception {
            Path file =
                    Files.write(incoming.resolve(EVIL_NAME), deb("fine", "1").bytes());
            vendor.add(file);
            vendor.publish();
            assertThat(vendor.client().requireAll().get("stable")).containsExactly("fine 1 amd64", "good 1 amd64");
            assertThat(Trees.digests(vendor.published()).keySet()).noneMatch(path -> path.contains("evil"));
        }
    }

    @Test
    void thatArePipesKeepNobodyWaiting() throws Exception {
        Path pipe = incoming.resolve("pipe.deb");
        Shell.run(incoming, "mkfifo", pipe.toString());
        assertThatThrownBy(() -> vendor.add(pipe))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(pipe + ": expected a file, got something else");
        assertThatThrownBy(() -> vendor.add(Files.createDirectory(incoming.resolve("folder.deb"))))
                .hasMessage(incoming.resolve("folder.deb") + ": expected a file, got something else");
        Files.createDirectories(incoming.resolve("pool"));
        Files.move(pipe, incoming.resolve("pool/pipe.deb"));
        assertThat(vendor.archive
                        .importFrom(importing(incoming, Refused.LEFT_OUT), Progress.NONE)
                        .places())
                .isEmpty();
    }
}

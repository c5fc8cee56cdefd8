package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.MadeArchive.conf;
import static dev.tufa.apt.publish.MadeArchive.suite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.MadeDeb;
import dev.tufa.apt.publish.MadeSource;
import dev.tufa.apt.publish.Shell;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.verify.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Taking the archive of another tool in")
class ImportTest {
    private static final Instant NOW = MadeArchive.realTime();
    private static final String EDITOR = "pool/main/e/example-editor/example-editor_1.0_amd64.deb";

    /** Where the first header of an ar archive has the time of its member. */
    private static final int AR_TIME = 8 + 16;

    @TempDir
    static Path made;

    private static Path reprepro;
    private static Path aptly;
    private static Path debs;
    private static MadeArchive empty;

    @TempDir
    Path folder;

    private MadeArchive archive;
    private final List<String> read = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void makeArchives() throws Exception {
        debs = made.resolve("debs");
        Path editor = MadeDeb.of("example-editor", "1.0", "amd64")
                .with("Section: editors")
                .with("Priority: optional")
                .with("Depends: example-data")
                .in(debs);
        Path newer = MadeDeb.of("example-editor", "1:1.1~rc1", "amd64")
                .with("Section: editors")
                .with("Priority: optional")
                .in(debs);
        Path data = MadeDeb.of("example-data", "1.0", "all")
                .with("Section: misc")
                .with("Priority: optional")
                .in(debs);
        Path extra = MadeDeb.of("libexample", "2.0-1", "arm64")
                .with("Section: libs")
                .with("Priority: optional")
                .in(debs);
        Path source = MadeSource.in(debs, "example-source", "1.0");
        reprepro = makeReprepro(editor, newer, data, extra, source);
        aptly = makeAptly(editor, newer, data, extra);
        empty = MadeArchive.in(
                made.resolve("empty"),
                conf(
                        TufScope.NONE,
                        suite("stable", List.of("main", "contrib"), "amd64", "arm64"),
                        suite("beta", List.of("main"), "amd64", "arm64")),
                Optional.empty(),
                NOW.minusSeconds(60));
    }

    private static Path makeReprepro(Path editor, Path newer, Path data, Path extra, Path source) throws Exception {
        Path base = Files.createDirectories(made.resolve("reprepro"));
        Files.createDirectories(base.resolve("conf"));
        Files.writeString(base.resolve("conf/distributions"), """
                Codename: bookworm
                Suite: stable
                Components: main contrib
                Architectures: amd64 arm64 source
                DscIndices: Sources Release . .gz

                Codename: trixie
                Components: main
                Architectures: amd64 arm64
                """);
        Shell.run(base, "reprepro", "-C", "main", "includedeb", "bookworm", editor.toString(), data.toString());
        Shell.run(base, "reprepro", "-C", "contrib", "includedeb", "bookworm", extra.toString());
        Shell.run(base, "reprepro", "-C", "main", "includedsc", "bookworm", source.toString());
        Shell.run(base, "reprepro", "-C", "main", "includedeb", "trixie", newer.toString(), data.toString());
        Shell.run(base, "reprepro", "createsymlinks");
        return base;
    }

    private static Path makeAptly(Path editor, Path newer, Path data, Path extra) throws Exception {
        Path root = Files.createDirectories(made.resolve("aptly"));
        Path conf = Files.writeString(
                root.resolve("aptly.conf"), "{\"rootDir\": \"%s\", \"architectures\": []}".formatted(root));
        String option = "-config=" + conf;
        Shell.run(root, "aptly", option, "repo", "create", "-component=main", "one");
        Shell.run(root, "aptly", option, "repo", "create", "-component=contrib", "two");
        Shell.run(root, "aptly", option, "repo", "add", "one", editor.toString(), newer.toString(), data.toString());
        Shell.run(root, "aptly", option, "repo", "add", "two", extra.toString());
        Shell.run(
                root,
                "aptly",
                option,
                "publish",
                "repo",
                "-skip-signing",
                "-distribution=stable",
                "-architectures=amd64,arm64",
                "-component=main,contrib",
                "one",
                "two");
        return root;
    }

    @BeforeEach
    void copy() throws IOException, InterruptedException {
        archive = empty.copy(folder.resolve("archive"));
    }

    private static ImportOptions into(String suite, Path from) {
        return new ImportOptions(
                from,
                Optional.of(suite),
                Map.of(),
                Optional.empty(),
                AddOptions.Transfer.COPY,
                ImportOptions.Refused.ENDS);
    }

    private static ImportOptions leavingOut(ImportOptions options) {
        return new ImportOptions(
                options.from(),
                options.suite(),
                options.suites(),
                options.component(),
                options.transfer(),
                ImportOptions.Refused.LEFT_OUT);
    }

    private Imported take(ImportOptions options) throws Exception {
        read.clear();
        return archive.open().importFrom(options, new Progress() {
            @Override
            public void found(int files) {
                read.add(files + " files");
            }

            @Override
            public void next(String path) {
                read.add(path.substring(path.lastIndexOf('/') + 1));
            }
        });
    }

    /** The packages of a suite by component and architecture, each with the digest of its file. */
    private static Map<String, NavigableSet<String>> packages(Path tree, String suite) throws IOException {
        Map<String, NavigableSet<String>> packages = new TreeMap<>();
        Path dist = tree.resolve("dists").resolve(suite);
        try (Stream<Path> files = Files.walk(dist)) {
            for (Path file : files.filter(each -> each.endsWith("Packages") || each.endsWith("Sources"))
                    .toList()) {
                NavigableSet<String> names = new TreeSet<>();
                for (Stanza stanza : Deb822Reader.readAll(
                        file.toString(),
                        Files.readAllBytes(file),
                        Deb822Reader.Comments.REFUSED,
                        Deb822Limits.DEFAULT)) {
                    names.add("%s %s %s %s"
                            .formatted(
                                    stanza.value("Package").orElseThrow(),
                                    stanza.value("Version").orElseThrow(),
                                    stanza.value("Architecture").orElseThrow(),
                                    stanza.value("SHA256").orElse("source")));
                }
                if (!names.isEmpty()) {
                    packages.put(dist.relativize(file).toString(), names);
                }
            }
        }
        return packages;
    }

    /** What apt-get sees that has nothing but this archive. */
    private NavigableSet<String> aptSees(Path tree, String suite, String architecture) throws Exception {
        Path home = Files.createTempDirectory(folder, "apt");
        for (String name :
                List.of("state/lists/partial", "cache/archives/partial", "etc/sources.list.d", "etc/trusted")) {
            Files.createDirectories(home.resolve(name));
        }
        Files.writeString(home.resolve("status"), "");
        Files.writeString(
                home.resolve("etc/sources.list"), "deb [trusted=yes] copy:%s %s main contrib%n".formatted(tree, suite));
        Files.writeString(home.resolve("apt.conf"), """
                Dir::Etc "%1$s/etc/";
                Dir::Etc::Trusted "%1$s/etc/trusted/none";
                Dir::Etc::TrustedParts "%1$s/etc/trusted/";
                Dir::State "%1$s/state/";
                Dir::State::status "%1$s/status";
                Dir::Cache "%1$s/cache/";
                APT::Architecture "%2$s";
                APT::Architectures { "%2$s"; };
                APT::Sandbox::User "";
                Acquire::Languages "none";
                """.formatted(home, architecture));
        Map<String, String> environment =
                Map.of("APT_CONFIG", home.resolve("apt.conf").toString());
        Shell.run(home, environment, "apt-get", "update", "--quiet=2");
        NavigableSet<String> seen = new TreeSet<>();
        Shell.run(home, environment, "apt-cache", "dumpavail")
                .lines()
                .filter(line ->
                        line.startsWith("Package: ") || line.startsWith("Version: ") || line.startsWith("SHA256: "))
                .forEach(seen::add);
        return seen;
    }

    @Test
    void anArchiveOfRepreproIsTheSameAfterwards() throws Exception {
        ImportOptions both = new ImportOptions(
                reprepro,
                Optional.empty(),
                Map.of("bookworm", "stable", "trixie", "beta"),
                Optional.empty(),
                AddOptions.Transfer.COPY,
                ImportOptions.Refused.ENDS);
        assertThat(take(both).places())
                .containsExactlyInAnyOrder(
                        new Imported.Place("stable", "main", 3, 3),
                        new Imported.Place("stable", "contrib", 1, 1),
                        new Imported.Place("beta", "main", 2, 2));
        assertThat(read).hasSize(6).contains("5 files", "example-source_1.0.dsc");
        archive.publish(NOW);
        Path ours = archive.folder().resolve("public");
        assertThat(packages(ours, "stable"))
                .isEqualTo(packages(reprepro, "bookworm"))
                .hasSize(4);
        assertThat(packages(ours, "beta"))
                .isEqualTo(packages(reprepro, "trixie"))
                .hasSize(2);
        for (String architecture : List.of("amd64", "arm64")) {
            assertThat(aptSees(ours, "stable", architecture))
                    .isEqualTo(aptSees(reprepro, "bookworm", architecture))
                    .isNotEmpty();
        }
    }

    @Test
    void anArchiveOfAptlyIsTheSameAfterwards() throws Exception {
        assertThat(take(into("stable", aptly)).places())
                .containsExactlyInAnyOrder(
                        new Imported.Place("stable", "main", 3, 3), new Imported.Place("stable", "contrib", 1, 1));
        archive.publish(NOW);
        Path ours = archive.folder().resolve("public");
        Path theirs = aptly.resolve("public");
        assertThat(packages(ours, "stable"))
                .isEqualTo(packages(theirs, "stable"))
                .isNotEmpty();
        for (String architecture : List.of("amd64", "arm64")) {
            assertThat(aptSees(ours, "stable", architecture))
                    .isEqualTo(aptSees(theirs, "stable", architecture))
                    .isNotEmpty();
        }
    }

    @Test
    void aSuiteIsFoundByWhatItSaysOfItself() throws Exception {
        assertThat(take(into("stable", reprepro)).places()).hasSize(2);
    }

    @Test
    void aSuiteThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> take(new ImportOptions(
                        reprepro,
                        Optional.empty(),
                        Map.of("sid", "stable"),
                        Optional.empty(),
                        AddOptions.Transfer.COPY,
                        ImportOptions.Refused.ENDS)))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("%s: expected one suite that is called sid, got [bookworm, trixie]".formatted(reprepro));
    }

    @Test
    void packagesWithoutIndexesComeIntoTheFirstComponent() throws Exception {
        assertThat(take(into("stable", debs)).places()).containsExactly(new Imported.Place("stable", "main", 5, 5));
        archive.publish(NOW);
        assertThat(archive.open().packages("stable").get("main")).hasSize(5);
    }

    @Test
    void aSecondTimeNothingIsReadOrStaged() throws Exception {
        take(into("stable", aptly));
        Map<Path, Object> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(archive.folder().resolve("private/staged"))) {
            for (Path file : files.toList()) {
                times.put(file, Files.getAttribute(file, "unix:ctime"));
            }
        }
        unreadable(() -> {
            assertThat(take(into("stable", aptly)).places()).allMatch(place -> place.staged() == 0);
            assertThat(archive.open().status().get(0).staged()).hasSize(4);
        });
        for (Map.Entry<Path, Object> file : times.entrySet()) {
            if (Files.isRegularFile(file.getKey())) {
                assertThat(Files.getAttribute(file.getKey(), "unix:ctime")).isEqualTo(file.getValue());
            }
        }
    }

    /** Gives every package of aptly other bytes of the same length and time, which whoever reads it would see. */
    private static void unreadable(Work work) throws Exception {
        Map<Path, byte[]> whole = new TreeMap<>();
        try (Stream<Path> files = Files.walk(aptly.resolve("public/pool"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                whole.put(file, Files.readAllBytes(file));
            }
        }
        try {
            for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
                overwrite(file.getKey(), new byte[file.getValue().length]);
            }
            work.run();
        } finally {
            for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
                overwrite(file.getKey(), file.getValue());
            }
        }
    }

    private static void overwrite(Path file, byte[] bytes) throws IOException {
        var time = Files.getLastModifiedTime(file);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    @Test
    void otherBytesThanItsIndexSaysAreRefusedAndTheRestIsRemembered() throws Exception {
        Path copy = folder.resolve("copy");
        Shell.run(folder, "cp", "-a", reprepro.toString(), copy.toString());
        Path editor = copy.resolve(EDITOR);
        byte[] forged = Files.readAllBytes(editor);
        forged[AR_TIME] = '2'; // a package like the other, but for the time in the header of its first member
        Files.write(editor, forged);
        assertThatThrownBy(() -> take(into("stable", copy)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageMatching(".*_1.0_amd64.deb: expected [0-9]+ bytes with SHA-256 [0-9a-f]{64}, as its index"
                        + " says, got [0-9]+ bytes with [0-9a-f]{64}");
        assertThat(archive.open().status().get(0).staged()).isEmpty();
        Imported rest = take(leavingOut(into("stable", copy)));
        assertThat(rest.refused()).hasSize(1);
        assertThat(read).containsOnlyOnce("example-editor_1.0_amd64.deb");
        assertThat(rest.places())
                .containsExactlyInAnyOrder(
                        new Imported.Place("stable", "main", 3, 2), new Imported.Place("stable", "contrib", 1, 1));
    }

    @Test
    void filesThatAreMissingOrOfAnotherLengthAreListed() throws Exception {
        Path copy = folder.resolve("copy");
        Shell.run(folder, "cp", "-a", reprepro.toString(), copy.toString());
        Files.delete(copy.resolve(EDITOR));
        Files.write(copy.resolve("pool/main/e/example-data/example-data_1.0_all.deb"), new byte[7]);
        assertThatThrownBy(() -> take(into("stable", copy)))
                .hasMessageContaining("example-editor_1.0_amd64.deb: expected a file, got none")
                .hasMessageContaining(" bytes, as its index says, got 7");
        assertThat(take(leavingOut(into("stable", copy))).refused()).hasSize(2);
    }

    @Test
    void whatHasNoPlaceHereIsListed() throws Exception {
        archive.configure("Architectures: amd64 arm64", "Architectures: amd64");
        archive.configure("Components: main contrib", "Components: main");
        archive.configure("Sources: yes", "Sources: no");
        Imported imported = take(leavingOut(into("stable", reprepro)));
        assertThat(imported.refused())
                .containsExactlyInAnyOrder(
                        "%s: expected a component of suite stable, one of [main], got contrib"
                                .formatted(reprepro.resolve("pool/contrib/libe/libexample/libexample_2.0-1_arm64.deb")),
                        "suite stable: expected no source packages, as archive.conf says, got example-source 1.0 source");
        ImportOptions one = new ImportOptions(
                reprepro,
                Optional.of("stable"),
                Map.of(),
                Optional.of("main"),
                AddOptions.Transfer.LINK,
                ImportOptions.Refused.LEFT_OUT);
        assertThat(take(one).refused())
                .contains(
                        "suite stable: expected packages for amd64, as archive.conf says, got libexample 2.0-1 arm64");
    }

    @Test
    void indexesThatAreNotWhatReleaseSaysAreRefused() throws Exception {
        Path copy = folder.resolve("copy");
        Shell.run(folder, "cp", "-a", reprepro.toString(), copy.toString());
        Files.writeString(copy.resolve("dists/bookworm/main/binary-amd64/Packages"), "Package: x\n");
        assertThatThrownBy(() -> take(into("stable", copy)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("main/binary-amd64/Packages: expected SHA-256 ");
    }

    @Test
    void aDryRunReadsIndexesAloneAndStagesNothing() throws Exception {
        assertThat(archive.open().dryRun().importFrom(into("stable", reprepro)).places())
                .containsExactlyInAnyOrder(
                        new Imported.Place("stable", "main", 3, 3), new Imported.Place("stable", "contrib", 1, 1));
        assertThat(archive.open().status().get(0).staged()).isEmpty();
        take(into("stable", reprepro));
        assertThat(archive.open().dryRun().importFrom(into("stable", reprepro)).places())
                .allMatch(place -> place.staged() == 0);
    }

    @Test
    void linkedFilesAreTheSameFiles() throws Exception {
        ImportOptions linking = new ImportOptions(
                reprepro,
                Optional.of("stable"),
                Map.of(),
                Optional.empty(),
                AddOptions.Transfer.LINK,
                ImportOptions.Refused.ENDS);
        take(linking);
        archive.publish(NOW);
        assertThat(Files.isSameFile(archive.served(EDITOR), reprepro.resolve(EDITOR)))
                .isTrue();
    }

    /** Something that may fail. */
    private interface Work {
        void run() throws Exception;
    }
}

package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static dev.tufa.apt.publish.Dscs.dsc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.publish.archive.CollectOptions.Action;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("collecting what nothing needs")
class CollectionTest {
    private static final CollectOptions LAST = new CollectOptions(Duration.ofDays(7), 1, Action.REMOVE);

    @TempDir
    Path temporary;

    private Vendor vendor;

    @BeforeEach
    void begin() throws Exception {
        vendor = Vendor.init(temporary.resolve("archive"), TufScope.NONE, Vendor.stable());
    }

    /** Publishes, and has what is new been written then. */
    private void publishAt(Instant time) throws Exception {
        Set<String> before = Trees.states(vendor.folder).keySet();
        vendor.now = time;
        vendor.publish();
        for (String path : Trees.digests(vendor.folder).keySet()) {
            Path file = vendor.folder.resolve(path);
            if (!before.contains(path) && !Files.isSymbolicLink(file)) {
                Trees.touch(file, time);
            }
        }
        vendor.now = time;
    }

    private static Instant day(int day) {
        return Vendor.START.plus(Duration.ofDays(day));
    }

    @Test
    void keepsWhatAPublicationWithinTheGraceNames() throws Exception {
        vendor.add(deb("one", "1"));
        publishAt(day(0));
        vendor.add(deb("two", "1"));
        vendor.remove("one");
        publishAt(day(10));
        vendor.now = day(16);
        assertThat(vendor.collect(LAST).files()).isEmpty();
        assertThat(vendor.published("pool/main/o/one/one_1_amd64.deb")).exists();
        vendor.now = day(18);
        assertThat(vendor.collect(LAST).files())
                .contains("public/pool/main/o/one/one_1_amd64.deb")
                .noneMatch(file -> file.contains("/two/"))
                .anyMatch(file -> file.contains("/main/binary-amd64/by-hash/SHA256/"))
                .anyMatch(file -> file.contains("/main/by-hash/SHA256/"));
        assertThat(vendor.client().requireAll()).isEqualTo(Map.of("stable", Set.of("two 1 amd64")));
    }

    @Test
    void keepsSoManyPublicationsHoweverOld() throws Exception {
        for (int i = 0; i < 5; i++) {
            vendor.add(deb("tool", "1." + i));
            vendor.remove("tool=1." + Math.max(0, i - 1));
            vendor.add(deb("tool", "1." + i));
            publishAt(day(i));
        }
        vendor.now = day(1000);
        vendor.collect(new CollectOptions(Duration.ZERO, 3, Action.REMOVE));
        assertThat(Trees.digests(vendor.published("pool")))
                .containsOnlyKeys(
                        "main/t/tool/tool_1.2_amd64.deb",
                        "main/t/tool/tool_1.3_amd64.deb",
                        "main/t/tool/tool_1.4_amd64.deb");
        assertThat(vendor.archive.rollBack("stable", "-2")).hasSize(2);
        vendor.publish();
        assertThat(vendor.client().require("stable")).containsExactly("tool 1.2 amd64");
        assertThatThrownBy(() -> vendor.archive.rollBack("stable", "-4"))
                .hasMessage("suite stable: expected a publication that is remembered, one of [3, 4, 5, 6], got 2");
    }

    @Test
    void countsWithoutRemoving() throws Exception {
        vendor.add(deb("one", "1"));
        publishAt(day(0));
        vendor.remove("one");
        publishAt(day(1));
        vendor.now = day(100);
        Map<String, String> before = Trees.states(vendor.folder);
        Collected counted = vendor.collect(new CollectOptions(Duration.ZERO, 1, Action.COUNT));
        assertThat(Trees.states(vendor.folder)).isEqualTo(before);
        long bytes = 0;
        for (String file : counted.files()) {
            bytes += Files.size(vendor.folder.resolve(file));
        }
        assertThat(counted.bytes()).isEqualTo(bytes).isPositive();
        assertThat(vendor.collect(new CollectOptions(Duration.ZERO, 1, Action.REMOVE)))
                .isEqualTo(counted);
        for (String file : counted.files()) {
            assertThat(vendor.folder.resolve(file)).doesNotExist();
        }
        assertThat(vendor.collect(new CollectOptions(Duration.ZERO, 1, Action.REMOVE))
                        .files())
                .isEmpty();
    }

    @Test
    void keepsWhatIsStagedOrInASnapshot() throws Exception {
        vendor.add(deb("one", "1"), deb("two", "1"));
        publishAt(day(0));
        vendor.archive.snapshot("stable", "both");
        vendor.remove("one", "two");
        publishAt(day(1));
        vendor.add(deb("three", "1"));
        Trees.touch(vendor.folder.resolve("private"), day(1));
        vendor.now = day(100);
        assertThat(vendor.collect(LAST).files()).noneMatch(file -> file.contains("pool/") || file.contains("staged/"));
        vendor.archive.rollBack("stable", "both");
        vendor.add(deb("three", "1"));
        vendor.publish();
        assertThat(vendor.client().require("stable")).containsExactly("one 1 amd64", "three 1 amd64", "two 1 amd64");
        vendor.remove("one");
        publishAt(day(101));
        vendor.archive.removeSnapshot("both");
        vendor.now = day(200);
        assertThat(vendor.collect(LAST).files()).contains("public/pool/main/o/one/one_1_amd64.deb");
    }

    @Test
    void forgetsPackagesWhoseFilesAreGoneSoThatTheyCanComeAgain() throws Exception {
        vendor.add(deb("one", "1"));
        publishAt(day(0));
        vendor.remove("one");
        publishAt(day(1));
        vendor.now = day(100);
        vendor.collect(LAST);
        vendor.add(deb("one", "1").file("./etc/other", "bytes"));
        vendor.publish();
        assertThat(vendor.client().require("stable")).containsExactly("one 1 amd64");
    }

    @Test
    void ofFilesThatAreKnownByNameReadsThemAgainWhenTheirPackagesAreForgotten() throws Exception {
        Path[] files = new Path[20];
        for (int i = 0; i < files.length; i++) {
            files[i] = deb("package-" + i, "1").in(vendor.inbox);
        }
        vendor.add(files);
        vendor.archive.unstage();
        Trees.touch(vendor.folder.resolve("private"), day(0));
        vendor.now = day(100);
        assertThat(vendor.collect(LAST).files()).hasSize(20);
        vendor.add(files);
        vendor.publish();
        assertThat(vendor.client().require("stable")).hasSize(20);
    }

    @Test
    void takesWhatAStopLeft() throws Exception {
        publishAt(day(0));
        Path unfinished = vendor.published("dists/stable/main/by-hash/SHA256/%s.tufa-new".formatted("ab".repeat(32)));
        Files.createDirectories(unfinished.getParent());
        Files.writeString(unfinished, "half");
        Path staged = vendor.folder.resolve("private/staged/files");
        Files.createDirectories(staged);
        Files.writeString(staged.resolve("ab".repeat(32)), "nobody's");
        Trees.touch(staged, day(0));
        vendor.now = day(1);
        assertThat(vendor.collect(LAST).files())
                .containsExactly(vendor.folder.relativize(unfinished).toString());
        vendor.now = day(10);
        assertThat(vendor.collect(LAST).files()).containsExactly("private/staged/files/" + "ab".repeat(32));
    }

    @Test
    void ofAPublicationThatWasNeverFinishedKeepsTheOneBefore() throws Exception {
        vendor.add(deb("one", "1"));
        publishAt(day(0));
        Path remembered = vendor.folder.resolve("private/suites/stable");
        Trees.copy(remembered.resolve("1"), remembered.resolve("2"));
        Trees.touch(remembered, day(0));
        vendor.now = day(100);
        assertThat(vendor.collect(LAST).files()).isEmpty();
        assertThat(remembered.resolve("1")).exists();
        assertThat(remembered.resolve("2")).doesNotExist();
        assertThat(vendor.client().require("stable")).containsExactly("one 1 amd64");
        vendor.add(deb("two", "1"));
        vendor.publish();
        assertThat(vendor.client().require("stable")).containsExactly("one 1 amd64", "two 1 amd64");
    }

    @Test
    void keepsAFileThatSourcePackagesShare() throws Exception {
        vendor.add(
                dsc("src", "1-1").file("src_1.orig.tar.xz", "upstream").in(vendor.inbox),
                dsc("src", "1-2").file("src_1.orig.tar.xz", "upstream").in(vendor.inbox));
        publishAt(day(0));
        vendor.remove("src=1-1");
        publishAt(day(1));
        vendor.now = day(100);
        assertThat(vendor.collect(LAST).files())
                .contains("public/pool/main/s/src/src_1-1.dsc")
                .doesNotContain("public/pool/main/s/src/src_1.orig.tar.xz");
        vendor.client().requireAll();
    }

    @ParameterizedTest
    @EnumSource(TufScope.class)
    void neverTakesWhatIsPublished(TufScope scope) throws Exception {
        vendor = Vendor.init(temporary.resolve("other"), scope, Vendor.stable(), Vendor.suite("testing"));
        vendor.add(deb("one", "1"), deb("two", "1"));
        vendor.addTo("testing", deb("two", "1"), deb("three", "1"));
        publishAt(day(0));
        vendor.remove("one");
        publishAt(day(1));
        Trees.touch(vendor.published(), day(0));
        vendor.now = day(2);
        vendor.collect(new CollectOptions(Duration.ZERO, 1, Action.REMOVE));
        assertThat(vendor.client().requireAll())
                .isEqualTo(Map.of("stable", Set.of("two 1 amd64"), "testing", Set.of("three 1 amd64", "two 1 amd64")));
        if (scope != TufScope.NONE) {
            TufClient client = vendor.tufClient();
            for (String path : List.of("dists/stable/InRelease", "dists/testing/Release", "keys/archive.asc")) {
                client.download(path, dev.tufa.tuf.client.TargetNaming.HASH_PREFIX);
                client.download(path, dev.tufa.tuf.client.TargetNaming.PLAIN);
            }
        }
    }

    @Test
    void takesReleasesUnderTheirDigestsWhenTheyAreForgotten() throws Exception {
        vendor = Vendor.init(temporary.resolve("other"), TufScope.RELEASE, Vendor.stable());
        publishAt(day(0));
        vendor.add(deb("one", "1"));
        publishAt(day(1));
        vendor.now = day(100);
        assertThat(vendor.collect(LAST).files().stream()
                        .filter(file -> file.matches("public/dists/stable/[0-9a-f]{64}\\..*"))
                        .map(file -> file.substring(file.indexOf('.', 20) + 1)))
                .containsExactlyInAnyOrder("InRelease", "Release", "Release.gpg");
    }

    @Test
    void hasOptionsThatKeepWhatIsPublished() {
        assertThatThrownBy(() -> new CollectOptions(Duration.ofSeconds(-1), 1, Action.REMOVE))
                .hasMessage("grace: expected a time that is not negative, got PT-1S");
        assertThatThrownBy(() -> new CollectOptions(Duration.ZERO, 0, Action.REMOVE))
                .hasMessage("publications: expected at least 1, got 0");
    }
}

package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.tuf.client.TargetNaming;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.PowerLoss;
import dev.tufa.tuf.repository.storage.RecordingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever it was stopped, it can be begun again. */
@DisplayName("making an archive")
class InitFaultsTest {
    private static final int FEW = 4;

    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private int places;

    private Path place() throws IOException {
        return Files.createDirectories(temporary.resolve("place-" + places++));
    }

    private static void make(Path place, TufScope scope, Disk disk) throws Exception {
        ArchiveConf conf = Vendor.conf(scope, SuiteConf.of("stable", List.of("amd64")));
        Vendor.init(place.resolve("archive"), conf, disk);
    }

    private int changes(TufScope scope) throws Exception {
        CrashingDisk counting = CrashingDisk.counting();
        make(place(), scope, counting);
        return counting.operations();
    }

    @ParameterizedTest
    @EnumSource(TufScope.class)
    void canBeBegunAgainAfterTheProcessWasKilled(TufScope scope) throws Exception {
        requireMadeAfterKills(scope, FEW);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(TufScope.class)
    void canBeBegunAgainWhereverTheProcessWasKilled(TufScope scope) throws Exception {
        requireMadeAfterKills(scope, Integer.MAX_VALUE);
    }

    private void requireMadeAfterKills(TufScope scope, int most) throws Exception {
        for (Failure failure : List.of(Failure.KILL, Failure.KILL_HALF_WRITTEN)) {
            for (int survives : Ordeal.sample(changes(scope), most)) {
                Path place = place();
                try {
                    make(place, scope, CrashingDisk.after(survives, failure));
                } catch (CrashingDisk.Killed e) {
                    assertThat(place.resolve("archive/public/dists")).doesNotExist();
                }
                requireMade(place, scope);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TufScope.class)
    void canBeBegunAgainWhenThereIsSpace(TufScope scope) throws Exception {
        requireMadeAfterFailures(scope, FEW);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(TufScope.class)
    void canBeBegunAgainWherever(TufScope scope) throws Exception {
        requireMadeAfterFailures(scope, Integer.MAX_VALUE);
    }

    private void requireMadeAfterFailures(TufScope scope, int most) throws Exception {
        int failures = 0;
        for (int survives : Ordeal.sample(changes(scope), most)) {
            Path place = place();
            try {
                make(place, scope, CrashingDisk.after(survives, Failure.FULL));
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("No space left on device");
                failures++;
            }
            requireMade(place, scope);
        }
        assertThat(failures).isPositive();
    }

    @ParameterizedTest
    @EnumSource(TufScope.class)
    void canBeBegunAgainAfterThePowerFailed(TufScope scope) throws Exception {
        requireMadeAfterPowerFailures(scope, FEW);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(TufScope.class)
    void canBeBegunAgainWheneverThePowerFailed(TufScope scope) throws Exception {
        requireMadeAfterPowerFailures(scope, Integer.MAX_VALUE);
    }

    private void requireMadeAfterPowerFailures(TufScope scope, int most) throws Exception {
        Path whole = place();
        Files.write(
                Files.createDirectories(whole.resolve("archive/private")).resolve("acme.key"),
                TestKeys.named("acme.key"));
        PowerLoss disk = PowerLoss.of(whole);
        RecordingDisk recording = new RecordingDisk(whole);
        make(whole, scope, recording);
        List<RecordingDisk.Operation> operations = recording.operations();
        List<Integer> sample = Ordeal.sample(operations.size(), most);
        Random random = new Random(42);
        Set<Map<String, String>> seen = new HashSet<>();
        for (int i = 0; i < operations.size(); i++) {
            disk.apply(operations.get(i));
            for (double keeps : sample.contains(i) ? List.of(0.0, 0.5, 1.0) : List.<Double>of()) {
                Path place = place();
                disk.materialise(place, keeps, random);
                if (seen.add(Ordeal.state(place))) {
                    requireMade(place, scope);
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(2);
    }

    /** By whoever does it again, unless it was made to its end. */
    private void requireMade(Path place, TufScope scope) throws Exception {
        Path folder = place.resolve("archive");
        if (!Files.exists(folder.resolve("archive.conf"))) {
            make(place, scope, CrashingDisk.counting());
        }
        Vendor vendor = Vendor.open(folder, place.resolve("inbox"), Vendor.START, CrashingDisk.counting());
        vendor.add(deb("one", "1"));
        vendor.publish();
        assertThat(vendor.client().requireAll().get("stable")).containsExactly("one 1 amd64");
        if (scope != TufScope.NONE) {
            assertThat(vendor.folder.resolve("private/tuf/repository/metadata")).isSymbolicLink();
            assertThat(TufClient.of(vendor.published(), place.resolve("memory"), vendor.now)
                            .download("dists/stable/InRelease", TargetNaming.HASH_PREFIX))
                    .isEqualTo(Files.readAllBytes(vendor.published("dists/stable/InRelease")));
        }
        Trees.delete(place);
    }

    @Test
    void canBeBegunAgainWhereTufHasItsFirstPublicationInTheJournalAlone() throws Exception {
        int made = 0;
        boolean hasSettings = false;
        for (int survives = 0; !hasSettings; survives++) {
            Path place = place();
            CrashingDisk disk = CrashingDisk.after(survives, Failure.KILL);
            assertThatThrownBy(() -> make(place, TufScope.RELEASE, disk)).isInstanceOf(CrashingDisk.Killed.class);
            hasSettings = Files.exists(place.resolve("archive/private/tuf/settings.json"));
            if (!hasSettings && isInJournal(place.resolve("archive/private/tuf/journal"))) {
                requireMade(place, TufScope.RELEASE);
                made++;
            }
        }
        assertThat(made).isPositive();
    }

    private static boolean isInJournal(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(journal)) {
            return files.anyMatch(file -> file.endsWith("log") && file.toFile().length() > 0);
        }
    }

    @Test
    void keepsAKeyThatWasMadeBeforeItWasStopped() throws Exception {
        Path place = place();
        Path folder = place.resolve("archive");
        Path key = folder.resolve("private/acme.key");
        ArchiveInit init = new ArchiveInit(
                Vendor.conf(TufScope.RELEASE, SuiteConf.of("stable", List.of("amd64"))),
                "Acme <apt@acme.example>",
                Optional.empty(),
                100,
                Settings.DEFAULT.withKeyIterations(1000));
        for (int survives = 0; !Files.exists(key); survives++) {
            try {
                Archive.init(
                        folder,
                        init,
                        Vendor.PASSPHRASES,
                        Vendor.START,
                        CrashingDisk.after(survives, Failure.KILL_HALF_WRITTEN));
            } catch (CrashingDisk.Killed e) {
                assertThat(folder.resolve("archive.conf")).doesNotExist();
            }
        }
        byte[] made = Files.readAllBytes(key);
        Archive.init(folder, init, Vendor.PASSPHRASES, Vendor.START, CrashingDisk.counting());
        assertThat(key).hasBinaryContent(made);
    }
}

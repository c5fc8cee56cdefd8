package dev.tufa.apt.publish.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From some change to the disk on there is no space any more; then there is again. */
@DisplayName("a disk that is full")
class FullDiskTest {
    @TempDir(factory = MemoryFolder.class)
    static Path temporary;

    static Stream<Arguments> everything() {
        return KilledTest.everything();
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void fromSomeChangesOnIsReportedAndLeavesAWholeArchive(Deed deed) throws Exception {
        TufScope scope = deed.scopes().get(deed.scopes().size() - 1);
        requireWhole(Ordeal.of(temporary, scope, deed), deed.isPublic() ? 8 : 4);
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("everything")
    void fromAnyChangeOnIsReportedAndLeavesAWholeArchive(Deed deed, TufScope scope) throws Exception {
        requireWhole(Ordeal.of(temporary, scope, deed), Integer.MAX_VALUE);
    }

    private static void requireWhole(Ordeal ordeal, int most) throws Exception {
        CrashingDisk counting = CrashingDisk.counting();
        Path whole = ordeal.copy();
        ordeal.isDone(whole, counting);
        Trees.delete(whole);
        int failures = 0;
        for (int survives : Ordeal.sample(counting.operations(), most)) {
            Path folder = ordeal.copy();
            CrashingDisk disk = CrashingDisk.after(survives, Failure.FULL);
            Vendor vendor = ordeal.open(folder, disk);
            try {
                ordeal.isDone(vendor);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("No space left on device");
                failures++;
            }
            ordeal.requireServed(folder);
            disk.repair();
            ordeal.isDone(vendor);
            ordeal.requireServed(folder);
            ordeal.requireEnds(folder, Integer.MAX_VALUE);
            Trees.delete(folder);
        }
        assertThat(failures).isPositive();
    }
}

package dev.tufa.apt.publish.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.tuf.repository.storage.PowerLoss;
import dev.tufa.tuf.repository.storage.RecordingDisk;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The power fails after changes to the disk; what was not synced by then is lost, kept or torn, as it comes. */
@DisplayName("a power failure")
class PowerFailureTest {
    /** How much of what was not synced is there nevertheless. */
    private static final List<Double> KEPT = List.of(0.0, 0.5, 1.0);

    @TempDir(factory = MemoryFolder.class)
    static Path temporary;

    static Stream<Arguments> everything() {
        return KilledTest.everything();
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void afterSomeChangesLeavesAWholeArchive(Deed deed) throws Exception {
        TufScope scope = deed.scopes().get(deed.scopes().size() - 1);
        requireWhole(Ordeal.of(temporary, scope, deed), deed.isPublic() ? 4 : 3);
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("everything")
    void afterAnyChangeLeavesAWholeArchive(Deed deed, TufScope scope) throws Exception {
        requireWhole(Ordeal.of(temporary, scope, deed), Integer.MAX_VALUE);
    }

    private static void requireWhole(Ordeal ordeal, int most) throws Exception {
        PowerLoss disk = PowerLoss.of(ordeal.world());
        Path whole = ordeal.copy();
        RecordingDisk recording = new RecordingDisk(whole);
        ordeal.isDone(whole, recording);
        Trees.delete(whole);
        List<RecordingDisk.Operation> operations = recording.operations();
        List<Integer> sample = Ordeal.sample(operations.size(), most);
        Random random = new Random(42);
        Set<Map<String, String>> seen = new HashSet<>();
        for (int i = 0; i < operations.size(); i++) {
            disk.apply(operations.get(i));
            for (double keeps : sample.contains(i) ? KEPT : List.<Double>of()) {
                Path folder = ordeal.place();
                disk.materialise(folder, keeps, random);
                if (seen.add(Ordeal.state(folder))) {
                    ordeal.requireServed(folder);
                    ordeal.requireEnds(folder, Integer.MAX_VALUE);
                }
                Trees.delete(folder);
            }
        }
        assertThat(seen).isNotEmpty();
        Path folder = ordeal.place();
        disk.materialise(folder, 0, random);
        ordeal.requireKept(folder);
    }
}

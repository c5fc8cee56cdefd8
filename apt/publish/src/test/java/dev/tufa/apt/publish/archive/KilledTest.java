package dev.tufa.apt.publish.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The process is killed before, or in the middle of, single changes to the disk. */
@DisplayName("a process that is killed")
class KilledTest {
    @TempDir(factory = MemoryFolder.class)
    static Path temporary;

    static Stream<Arguments> everything() {
        return Stream.of(Deed.values()).flatMap(deed -> deed.scopes().stream().map(scope -> Arguments.of(deed, scope)));
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void atSomeChangesLeavesAWholeArchive(Deed deed) throws Exception {
        TufScope scope = deed.scopes().get(deed.scopes().size() - 1);
        requireWhole(Ordeal.of(temporary, scope, deed), deed.isPublic() ? 5 : 3);
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("everything")
    void atAnyChangeLeavesAWholeArchive(Deed deed, TufScope scope) throws Exception {
        requireWhole(Ordeal.of(temporary, scope, deed), Integer.MAX_VALUE);
    }

    private static void requireWhole(Ordeal ordeal, int most) throws Exception {
        CrashingDisk counting = CrashingDisk.counting();
        Path whole = ordeal.copy();
        ordeal.isDone(whole, counting);
        Trees.delete(whole);
        int changes = counting.operations();
        Set<Map<String, String>> seen = new HashSet<>();
        for (Failure failure : Set.of(Failure.KILL, Failure.KILL_HALF_WRITTEN)) {
            for (int survives : Ordeal.sample(changes, most)) {
                Path folder = ordeal.copy();
                ordeal.isDone(folder, CrashingDisk.after(survives, failure));
                if (seen.add(Ordeal.state(folder))) {
                    ordeal.requireServed(folder);
                    ordeal.requireEnds(folder, survives % 17);
                }
                Trees.delete(folder);
            }
        }
        assertThat(seen).hasSizeGreaterThan(1);
    }
}

package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An event whose process dies before any single change to the disk")
class EventCrashTest {
    /** Of so many changes, one is died at; all of them take minutes. */
    private static final int SAMPLE = 4;

    @TempDir
    Path temporary;

    private Ceremony ceremony;
    private int copies;

    @BeforeEach
    void begin() throws Exception {
        ceremony = EventStory.begin(temporary.resolve("repo"));
    }

    @Test
    void whileItIsOpenedIsThereOrWhatWasStagedStillIs() throws Exception {
        assertThat(tryEverywhere(EventStory.opening(), SAMPLE)).isGreaterThan(15);
    }

    @Test
    void whileItIsSignedHasTheSignatureOrHasItNot() throws Exception {
        assertThat(tryEverywhere(EventStory.signing(ceremony), SAMPLE)).isGreaterThan(10);
    }

    @Test
    void whileAFileIsImportedTakesItAllTheNextTime() throws Exception {
        assertThat(tryEverywhere(EventStory.importing(ceremony), SAMPLE)).isGreaterThan(10);
    }

    @Test
    void whileItIsPublishedLeavesEveryClientUpdatableAndIsEndedByTheNextRun() throws Exception {
        assertThat(tryEverywhere(EventStory.publishing(ceremony), SAMPLE)).isGreaterThan(20);
    }

    @Test
    void whileAnotherTakesItsPlaceIsThereOnceAndOpen() throws Exception {
        assertThat(tryEverywhere(EventStory.superseding(ceremony), SAMPLE)).isGreaterThan(30);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(EventStory.Kind.class)
    void goesOnFromWhereverItDied(EventStory.Kind kind) throws Exception {
        assertThat(tryEverywhere(kind.begin(ceremony), 1)).isGreaterThan(10);
    }

    /**
     * Tells a story on copies of the repository that die later each time, until one lives.
     *
     * @param step by how many changes later
     */
    private int tryEverywhere(EventStory story, int step) throws Exception {
        Set<Map<String, String>> seen = new HashSet<>();
        boolean ended = false;
        int survives = 0;
        for (; !ended; survives += step) {
            Path folder = Trees.copy(ceremony.sandbox.folder, temporary.resolve("copy-" + copies++));
            try {
                story.act(ceremony.with(Sandbox.open(folder, CrashingDisk.after(survives, Failure.KILL_HALF_WRITTEN))));
                ended = true;
            } catch (CrashingDisk.Killed e) {
                ended = false;
            }
            if (seen.add(Trees.digests(folder))) {
                story.check(ceremony.with(Sandbox.open(folder)));
            }
            Trees.delete(folder);
        }
        return survives - step;
    }
}

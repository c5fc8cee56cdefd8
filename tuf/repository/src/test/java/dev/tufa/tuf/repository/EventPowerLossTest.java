package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.repository.storage.PowerLoss;
import dev.tufa.tuf.repository.storage.RecordingDisk;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power fails after each change to the disk; what was not synced by then is lost, kept or torn, as it comes. */
@DisplayName("An event during which the power fails")
class EventPowerLossTest {
    /** How much of what was not synced is there nevertheless. */
    private static final List<Double> KEPT = List.of(0.0, 0.5, 1.0);

    /** All of them take minutes. */
    private static final int SAMPLE = 16;

    @TempDir
    Path temporary;

    private Ceremony ceremony;

    @BeforeEach
    void begin() throws Exception {
        ceremony = EventStory.begin(temporary.resolve("repo"));
    }

    @Test
    void whileItIsOpenedIsThereOrWhatWasStagedStillIs() throws Exception {
        assertThat(failEverywhere(EventStory.opening(), SAMPLE)).isGreaterThan(15);
    }

    @Test
    void whileItIsSignedHasTheSignatureOrHasItNot() throws Exception {
        assertThat(failEverywhere(EventStory.signing(ceremony), SAMPLE)).isGreaterThan(10);
    }

    @Test
    void whileAFileIsImportedTakesItAllTheNextTime() throws Exception {
        assertThat(failEverywhere(EventStory.importing(ceremony), SAMPLE)).isGreaterThan(10);
    }

    @Test
    void whileItIsPublishedLeavesEveryClientUpdatableAndIsEndedByTheNextRun() throws Exception {
        assertThat(failEverywhere(EventStory.publishing(ceremony), SAMPLE)).isGreaterThan(20);
    }

    @Test
    void whileAnotherTakesItsPlaceIsThereOnceAndOpen() throws Exception {
        assertThat(failEverywhere(EventStory.superseding(ceremony), SAMPLE)).isGreaterThan(30);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(EventStory.Kind.class)
    void goesOnFromWhateverIsLeft(EventStory.Kind kind) throws Exception {
        assertThat(failEverywhere(kind.begin(ceremony), 1)).isGreaterThan(10);
    }

    /**
     * Lets the power fail after each change that a story makes.
     *
     * @param sample of so many failures, what one leaves is looked at
     * @return how many different things were left
     */
    private int failEverywhere(EventStory story, int sample) throws Exception {
        Path base = ceremony.sandbox.folder;
        PowerLoss disk = PowerLoss.of(base);
        RecordingDisk recording = new RecordingDisk(base);
        story.act(ceremony.with(Sandbox.open(base, recording)));

        Random random = new Random(42);
        Set<Map<String, String>> seen = new HashSet<>();
        for (RecordingDisk.Operation operation : recording.operations()) {
            disk.apply(operation);
            for (double keeps : KEPT) {
                Path folder = temporary.resolve("failed-" + random.nextLong());
                disk.materialise(folder, keeps, random);
                if (seen.add(Trees.digests(folder)) && seen.size() % sample == 0) {
                    story.check(ceremony.with(Sandbox.open(folder)));
                }
                Trees.delete(folder);
            }
        }
        return seen.size();
    }
}

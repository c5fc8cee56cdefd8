package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that was accepted is staged or visible, wherever a publication stops. */
@DisplayName("a target that was accepted")
class AcceptedTargetTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;
    private PublicationPlan plan;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("base"));
        sandbox.add("b.txt", "new");
        plan = sandbox.plan();
    }

    @Test
    void isNeverLostWhereverThePublicationStops() throws Exception {
        List<PublicationStep> steps = plan.steps();
        assertThat(steps.get(steps.size() - 1)).isInstanceOf(PublicationStep.Discard.class);
        assertThat(lostAfter(steps)).isEmpty();
    }

    @Test
    void wouldBeLostIfItCountedAsPublishedBeforeTheTimestampIsThere() throws Exception {
        List<PublicationStep> steps = new ArrayList<>(plan.steps());
        PublicationStep used = steps.stream()
                .filter(step -> step instanceof PublicationStep.Discard)
                .filter(step -> step.path().endsWith(".json"))
                .findFirst()
                .orElseThrow();
        steps.remove(used);
        int timestamp = steps.stream().map(PublicationStep::path).toList().indexOf(Layout.TIMESTAMP);
        steps.add(timestamp, used);
        assertThat(lostAfter(steps)).containsExactly(timestamp + 1);
    }

    /** After how many steps nobody has the target any more; the steps are done without a journal. */
    private List<Integer> lostAfter(List<PublicationStep> steps) throws Exception {
        List<Integer> lost = new ArrayList<>();
        for (int done = 0; done <= steps.size(); done++) {
            Path folder = Trees.copy(sandbox.folder, temporary.resolve("stopped-" + done));
            for (PublicationStep step : steps.subList(0, done)) {
                carryOut(folder, step);
            }
            Sandbox next = Sandbox.open(folder);
            next.publish();
            if (next.updatedClient().find("b.txt").isEmpty()) {
                lost.add(done);
            }
            Trees.delete(folder);
        }
        return lost;
    }

    private static void carryOut(Path folder, PublicationStep step) throws Exception {
        Path file = folder.resolve(step.path());
        Files.createDirectories(file.resolveSibling("."));
        if (step instanceof PublicationStep.Create create) {
            Files.write(file, create.content().bytes());
        } else if (step instanceof PublicationStep.Replace replace) {
            Files.write(file, replace.content().bytes());
        } else if (step instanceof PublicationStep.CreateTarget target) {
            Files.copy(folder.resolve(target.source()), file);
        } else {
            Files.delete(file);
        }
    }
}

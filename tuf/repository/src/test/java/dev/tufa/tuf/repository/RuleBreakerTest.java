package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.model.HistoryCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same check of everything that clients could see, for the publisher and for others that get one thing wrong. */
@DisplayName("the check of a history")
class RuleBreakerTest {
    @TempDir
    static Path temporary;

    private static Recorded base;

    @BeforeAll
    static void begin() throws Exception {
        base = Recorded.begin(temporary.resolve("base"));
    }

    @ParameterizedTest
    @EnumSource(RuleBreaker.class)
    void catchesWhoeverBreaksARule(RuleBreaker breaker) throws Exception {
        Recorded recorded = base.copy(temporary.resolve(breaker.name()));
        HistoryCheck.Result result = HistoryCheck.strictly(breaker.publish(recorded), Sandbox.START);
        assertThat(result.problems()).anyMatch(problem -> problem.startsWith(breaker.caught()));
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void findsNothingInPublicationsOfEveryKind(Scenario scenario) throws Exception {
        Path folder = temporary.resolve("honest-" + scenario.name());
        Sandbox sandbox = scenario.beginIn(folder).sandbox();
        Recorded recorded = Recorded.of(sandbox.folder);
        scenario.stage(recorded.sandbox);
        recorded.publish();
        recorded.sandbox.add("later.txt", "later");
        recorded.publish();
        HistoryCheck.Result result = HistoryCheck.strictly(recorded.history(), Sandbox.START);
        assertThat(result.problems()).isEmpty();
        assertThat(result.interleavings()).isGreaterThan(50);
    }

    /** What the rule breakers do, done right. */
    @Test
    void findsNothingWhenTheSameThingsAreDoneByTheRules() throws Exception {
        Recorded recorded = base.copy(temporary.resolve("by-the-rules"));
        Sandbox sandbox = recorded.sandbox;
        sandbox.repository.stage(Scenario.delegation("ops", "ops/*"));
        recorded.publish();
        sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
        sandbox.repository.rotate(RoleType.SNAPSHOT, KeyRequest.ONE);
        recorded.publish();
        sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
        sandbox.repository.stage(new Change.ReplaceKeys("targets", "dev", KeyRequest.ONE));
        recorded.publish();
        Scenario.END_OF_A_DELEGATION.stage(sandbox);
        Scenario.CHANGED_TARGETS.stage(sandbox);
        recorded.publish();
        assertThat(HistoryCheck.strictly(recorded.history(), Sandbox.START).problems())
                .isEmpty();
    }
}

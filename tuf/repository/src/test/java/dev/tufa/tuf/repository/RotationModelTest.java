package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.repository.model.HistoryCheck;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All interleavings of a client's fetches with the files that the publisher makes visible, one by one, while keys and thresholds
 * change. The client may begin with any root, stop anywhere and come back, so that it holds whatever a client can hold.
 */
@DisplayName("a change of keys")
class RotationModelTest {
    @TempDir
    static Path temporary;

    private static Recorded base;
    private static int copies;

    @BeforeAll
    static void begin() throws Exception {
        base = Recorded.beginWithManyKeys(temporary.resolve("base"));
    }

    @ParameterizedTest
    @EnumSource(KeyChange.class)
    void failsNoClientWhereverItIs(KeyChange change) throws Exception {
        requireSafe(List.of(change), 1_000);
    }

    static Stream<List<KeyChange>> pairs() {
        return Stream.of(
                List.of(KeyChange.ALL_ONLINE_KEYS, KeyChange.ALL_ROOT_KEYS),
                List.of(KeyChange.EVERYTHING, KeyChange.EVERYTHING),
                List.of(KeyChange.HIGHER_THRESHOLDS, KeyChange.REVOKED_ONLINE_KEYS));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void failsNoClientAfterAnotherOneEither(List<KeyChange> changes) throws Exception {
        requireSafe(changes, 5_000);
    }

    static Stream<List<KeyChange>> allPairs() {
        return Arrays.stream(KeyChange.values())
                .flatMap(first -> Arrays.stream(KeyChange.values()).map(second -> List.of(first, second)))
                .filter(pair -> !pair.equals(List.of(KeyChange.HIGHER_THRESHOLDS, KeyChange.HIGHER_THRESHOLDS)))
                .filter(pair -> !pair.equals(List.of(KeyChange.LOWER_THRESHOLDS, KeyChange.LOWER_THRESHOLDS)));
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("allPairs")
    void failsNoClientAfterAnyOtherOne(List<KeyChange> changes) throws Exception {
        requireSafe(changes, 2_000);
    }

    @Tag("soak")
    @Test
    void failsNoClientThatSleptThroughEightOfThem() throws Exception {
        requireSafe(
                Stream.of(KeyChange.values())
                        .filter(change -> !change.isEmergency() && change != KeyChange.EVERYTHING)
                        .toList(),
                100_000);
    }

    /** Publishes changes one after the other and something else last, and lets clients come at every moment of it. */
    private static void requireSafe(List<KeyChange> changes, long fewest) throws Exception {
        Recorded recorded = base.copy(temporary.resolve("copy-" + copies++));
        for (KeyChange change : changes) {
            change.publish(recorded);
        }
        recorded.sandbox.add("later.txt", "later");
        recorded.publish();

        boolean emergency = changes.stream().anyMatch(KeyChange::isEmergency);
        HistoryCheck.Result result = emergency
                ? HistoryCheck.healing(recorded.history(), Sandbox.START)
                : HistoryCheck.strictly(recorded.history(), Sandbox.START);
        System.out.printf(
                "%s: %d states, %d interleavings of an update with %d changes of the published tree%n",
                changes.stream().map(KeyChange::name).collect(Collectors.joining(", ")),
                result.states(),
                result.interleavings(),
                recorded.history().changes().size());
        assertThat(result.problems()).isEmpty();
        assertThat(result.interleavings()).isGreaterThan(fewest);
        Trees.delete(recorded.sandbox.folder);
    }

    /** The weaker promise is asked for only where the stronger one cannot be given. */
    @ParameterizedTest
    @EnumSource(
            value = KeyChange.class,
            names = {"REVOKED_ONLINE_KEYS", "REVOKED_TARGETS_KEYS"})
    void thatIsAnEmergencyFailsOnlyUpdatesThatItComesInTheMiddleOf(KeyChange change) throws Exception {
        Recorded recorded = base.copy(temporary.resolve("copy-" + copies++));
        change.publish(recorded);
        HistoryCheck.Result result = HistoryCheck.strictly(recorded.history(), Sandbox.START);
        assertThat(result.problems())
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("an update fails: Signature"));
    }
}

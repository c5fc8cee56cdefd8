package dev.tufa.conformance.trust;

import static dev.tufa.testkit.TestMetadata.NOW;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTargets;
import static dev.tufa.testkit.TestMetadata.aTimestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import dev.tufa.tuf.trust.TimestampStage;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    private static final JsonLimits JSON = JsonLimits.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1, 1, 0, 0, 1",
        "1, 0, 1, 1, 1, 0, 0, 1",
        "1, 1, 0, 1, 1, 0, 0, 1",
        "1, 1, 1, 0, 1, 0, 0, 1",
        "1, 1, 1, 1, 0, 0, 0, 1",
        "1, 1, 1, 1, 1, -1, 0, 1",
        "1, 1, 1, 1, 1, 0, -1, 1",
        "1, 1, 1, 1, 1, 0, 0, 0"
    })
    void limitsThatAllowNothingAreRefused(int a, int b, int c, int d, int e, int f, int g, int h) {
        assertThatThrownBy(() -> new Limits(a, b, c, d, e, f, g, h, JSON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limits: expected positive numbers");
    }

    @Test
    void theSmallestLimits() {
        assertThat(new Limits(1, 1, 1, 1, 1, 0, 0, 1, JSON).rootRotations()).isZero();
    }

    @Test
    void changingOneKeepsTheOthers() {
        Limits limits = new Limits(1, 2, 3, 4, 5, 6, 7, 8, JSON);
        assertThat(limits.withRootRotations(60)).isEqualTo(new Limits(1, 2, 3, 4, 5, 60, 7, 8, JSON));
        assertThat(limits.withVisitedRoles(70)).isEqualTo(new Limits(1, 2, 3, 4, 5, 6, 70, 8, JSON));
    }

    @Test
    void theSpecificationsNameOfAFile() {
        assertThat(new MetadataRequest("a/b", OptionalLong.empty(), 1).fileName())
                .isEqualTo("a/b.json");
        assertThat(new MetadataRequest("a", OptionalLong.of(Long.MAX_VALUE), 1).fileName())
                .isEqualTo("9223372036854775807.a.json");
    }

    /** Each stage hands the limits on to the next, and reads within them. */
    @Test
    void documentsOfEveryRoleAreReadWithinTheLimits() throws TrustException {
        byte[] root = aRoot().build();
        int longest = root.length;
        byte[] tooLong = aTimestamp().with("x", '"' + "x".repeat(longest) + '"').build();
        Limits limits = new Limits(9999, 9999, 9999, 9999, 9999, 1, 1, 1, new JsonLimits(longest, 64, 600));

        RootStage rootStage = RootStage.load(root, NOW, limits);
        assertTooLong(() -> RootStage.load(tooLong, NOW, limits), "root", longest, tooLong);
        assertTooLong(() -> rootStage.accept(tooLong), "root", longest, tooLong);
        TimestampStage timestampStage = rootStage.finish();
        assertTooLong(() -> timestampStage.accept(tooLong), "timestamp", longest, tooLong);
        assertTooLong(() -> timestampStage.resume(tooLong), "timestamp", longest, tooLong);
        SnapshotStage snapshotStage = timestampStage.accept(aTimestamp().build());
        assertTooLong(() -> snapshotStage.accept(tooLong), "snapshot", longest, tooLong);
        assertTooLong(() -> snapshotStage.resume(tooLong), "snapshot", longest, tooLong);
        TargetsStage targetsStage = snapshotStage.accept(aSnapshot().build());
        assertTooLong(() -> targetsStage.accept(targetsStage.topLevel(), tooLong), "targets", longest, tooLong);
        assertThat(targetsStage
                        .accept(targetsStage.topLevel(), aTargets().build())
                        .version())
                .isEqualTo(1);
    }

    private static void assertTooLong(ThrowingCallable call, String role, int most, byte[] bytes) {
        assertThatThrownBy(call)
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessage("%s.json: expected at most %d bytes, got %d".formatted(role, most, bytes.length));
    }
}

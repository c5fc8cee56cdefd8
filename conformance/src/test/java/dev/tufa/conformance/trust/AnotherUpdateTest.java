package dev.tufa.conformance.trust;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.NOW;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTargets;
import static dev.tufa.testkit.TestMetadata.aTimestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.NotInSnapshotException;
import dev.tufa.tuf.refusal.RollbackException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import dev.tufa.tuf.trust.TimestampStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A process that has finished one update begins the next with what it has verified. */
class AnotherUpdateTest {
    private static TargetsStage finished() throws TrustException {
        return Stages.load(aRoot())
                .finish()
                .accept(aTimestamp().version(5).snapshot(3).build())
                .accept(aSnapshot().version(3).role("targets", 4).role("dev", 2).build());
    }

    private static TimestampStage timestampStage() throws TrustException {
        return Stages.load(aRoot()).finish().resume(finished());
    }

    private static SnapshotStage snapshotStage() throws TrustException {
        return timestampStage()
                .accept(aTimestamp().version(6).snapshot(4).build())
                .resume(finished());
    }

    @Nested
    @DisplayName("TUF §5.4.3 rollback")
    class Timestamp {
        @Test
        void anOlderOneIsRefused() throws TrustException {
            byte[] older = aTimestamp().version(4).snapshot(3).build();
            assertThatThrownBy(() -> timestampStage().accept(older))
                    .isInstanceOf(RollbackException.class)
                    .hasMessage("timestamp.json: version: expected >= 5, got 4");
        }

        @Test
        void oneThatNamesAnOlderSnapshotIsRefused() throws TrustException {
            byte[] older = aTimestamp().version(6).snapshot(2).build();
            assertThatThrownBy(() -> timestampStage().accept(older)).isInstanceOf(RollbackException.class);
        }

        @Test
        void theSameVersionIsNothingNewWhateverItSays() throws TrustException {
            byte[] other = aTimestamp().version(5).snapshot(9).build();
            SnapshotStage stage = timestampStage().accept(other);
            assertThat(stage.newTimestamp()).isEmpty();
            assertThat(stage.timestamp()).isEqualTo(finished().timestamp());
        }

        @Test
        void aNewerOneIsTaken() throws TrustException {
            byte[] newer = aTimestamp().version(6).snapshot(3).build();
            assertThat(timestampStage().accept(newer).newTimestamp()).contains(newer);
        }
    }

    @Nested
    @DisplayName("TUF §5.5.5 rollback")
    class Snapshot {
        @Test
        void aLowerVersionOfARoleIsRefused() throws TrustException {
            byte[] offered =
                    aSnapshot().version(4).role("targets", 4).role("dev", 1).build();
            assertThatThrownBy(() -> snapshotStage().accept(offered))
                    .isInstanceOf(RollbackException.class)
                    .hasMessage("snapshot.json: version of dev.json: expected >= 2, got 1");
        }

        @Test
        void aRoleThatIsNoLongerListedIsRefused() throws TrustException {
            byte[] offered = aSnapshot().version(4).role("targets", 4).build();
            assertThatThrownBy(() -> snapshotStage().accept(offered)).isInstanceOf(NotInSnapshotException.class);
        }

        @Test
        void theSameAndHigherVersionsAreTaken() throws TrustException {
            byte[] offered = aSnapshot()
                    .version(4)
                    .role("targets", 5)
                    .role("dev", 2)
                    .role("new", 1)
                    .build();
            assertThat(snapshotStage().accept(offered).snapshot().version()).isEqualTo(4);
        }

        @Test
        void nothingIsTakenFromMemoryWithoutItsBytes() throws TrustException {
            assertThat(snapshotStage().acceptResumed()).isEmpty();
        }
    }

    @Test
    @DisplayName("TUF §5.3 under another root everything is verified anew")
    void underAnotherRootNothingIsTaken() throws TrustException {
        TargetsStage earlier = finished();
        TimestampStage other =
                Stages.load(aRoot().role(RoleType.MIRRORS, 1, key("other"))).finish();
        assertThatThrownBy(() -> other.resume(earlier))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("earlier update: expected one under root 1, got one under root 1");
        SnapshotStage snapshot =
                other.accept(aTimestamp().version(6).snapshot(4).build());
        assertThatThrownBy(() -> snapshot.resume(earlier)).isInstanceOf(IllegalArgumentException.class);
    }

    @Nested
    @DisplayName("TUF §5.6.5 expiry, at another time")
    class AtAnotherTime {
        @Test
        void rolesThatAreStillToComeAreJudgedByThatTime() throws TrustException {
            TargetsStage stage = finished();
            byte[] targets = aTargets().version(4).expires(NOW).build();
            assertThatThrownBy(() -> stage.accept(stage.topLevel(), targets)).isInstanceOf(ExpiredException.class);
            TargetsStage earlier = stage.at(NOW.minusSeconds(1));
            assertThat(earlier.accept(earlier.topLevel(), targets).version()).isEqualTo(4);
            assertThat(earlier.updateStart()).isEqualTo(NOW.minusSeconds(1));
            assertThat(earlier.root()).isEqualTo(stage.root());
            assertThat(earlier.snapshot()).isEqualTo(stage.snapshot());
            assertThat(earlier.limits()).isEqualTo(stage.limits());
        }
    }
}

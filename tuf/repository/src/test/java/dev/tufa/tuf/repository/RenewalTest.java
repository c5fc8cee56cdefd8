package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.ExpiredException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
    }

    private void pass(Duration time) {
        sandbox.now = sandbox.now.plus(time);
    }

    private Map<String, Long> versions() throws Exception {
        Map<String, Long> versions = new HashMap<>();
        for (Status.RoleStatus role : sandbox.repository.status().roles()) {
            versions.put(role.name(), role.version());
        }
        return versions;
    }

    private Instant expires(String name) throws Exception {
        return sandbox.repository.status().roles().stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow()
                .expires();
    }

    @Nested
    @DisplayName("without being asked")
    class Due {
        @Test
        void nothingIsSignedWithAQuarterOfItsLifeUsed() throws Exception {
            pass(Duration.ofDays(7).dividedBy(4));
            assertThat(sandbox.plan().isEmpty()).isTrue();
        }

        @Test
        void theTimestampIsSignedWithMoreThanAQuarterUsed() throws Exception {
            pass(Duration.ofDays(7).dividedBy(4).plusSeconds(1));
            sandbox.publish();
            assertThat(versions()).containsEntry("timestamp", 3L).containsEntry("snapshot", 2L);
            assertThat(expires("timestamp")).isEqualTo(sandbox.now.plus(Duration.ofDays(7)));
        }

        @Test
        void theSnapshotIsSignedWithLessThanHalf() throws Exception {
            pass(Duration.ofDays(15).plusSeconds(1));
            sandbox.publish();
            assertThat(versions())
                    .containsEntry("timestamp", 3L)
                    .containsEntry("snapshot", 3L)
                    .containsEntry("targets", 2L);
        }

        @Test
        void theTargetsAreSignedWithLessThanHalfAndTheirKeyHere() throws Exception {
            pass(Duration.ofDays(183));
            sandbox.publish();
            assertThat(versions()).containsEntry("targets", 3L).containsEntry("root", 1L);
            assertThat(expires("targets")).isEqualTo(sandbox.now.plus(Duration.ofDays(365)));
        }

        @Test
        void theTargetsWaitWhileTheirKeyIsElsewhere() throws Exception {
            try (var keys = Files.newDirectoryStream(sandbox.folder.resolve("keys"), "targets-*.pem")) {
                for (Path key : keys) {
                    Files.delete(key);
                }
            }
            pass(Duration.ofDays(183));
            sandbox.publish();
            assertThat(versions()).containsEntry("targets", 2L).containsEntry("timestamp", 3L);
        }

        @Test
        void anyNumberOfDaysLaterTheRepositoryComesBack() throws Exception {
            pass(Duration.ofDays(100)); // timestamp and snapshot have expired
            FolderClient client = sandbox.client();
            assertThatThrownBy(() -> client.update(sandbox.now)).isInstanceOf(ExpiredException.class);
            sandbox.publish();
            client.update(sandbox.now);
            assertThat(client.download("a.txt")).isEqualTo("old");
        }
    }

    @Nested
    @DisplayName("when asked")
    class Asked {
        @Test
        void theTimestampAloneIsSigned() throws Exception {
            pass(Duration.ofHours(1));
            sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp"));
            assertThat(versions())
                    .containsEntry("timestamp", 3L)
                    .containsEntry("snapshot", 2L)
                    .containsEntry("targets", 2L)
                    .containsEntry("root", 1L);
            assertThat(expires("timestamp")).isEqualTo(sandbox.now.plus(Duration.ofDays(7)));
            sandbox.updatedClient();
        }

        @Test
        void theSnapshotTakesTheTimestampWithIt() throws Exception {
            sandbox.publish(PlanOptions.DEFAULT.renewing("snapshot"));
            assertThat(versions())
                    .containsEntry("timestamp", 3L)
                    .containsEntry("snapshot", 3L)
                    .containsEntry("targets", 2L);
        }

        @Test
        void aDelegatedRoleIsSigned() throws Exception {
            Scenario.NEW_DELEGATION.stage(sandbox);
            sandbox.publish();
            sandbox.publish(PlanOptions.DEFAULT.renewing("dev"));
            assertThat(versions()).containsEntry("dev", 2L).containsEntry("targets", 3L);
            assertThat(sandbox.updatedClient().download("dev/tool")).isEqualTo("tool");
        }

        @Test
        void everyRoleThatIsDueIsSigned() throws Exception {
            Scenario.NEW_BINS.stage(sandbox);
            sandbox.publish();
            pass(Duration.ofDays(183));
            sandbox.publish(PlanOptions.DEFAULT.withDue(PlanOptions.Due.EVERY_ROLE));
            assertThat(versions())
                    .containsEntry("bin-0", 2L)
                    .containsEntry("bin-1", 2L)
                    .containsEntry("bin-2", 2L)
                    .containsEntry("bin-3", 2L)
                    .containsEntry("targets", 4L);
            sandbox.updatedClient();
        }

        @Test
        void theRootIsSignedByItselfAlone() throws Exception {
            PublicationPlan plan = sandbox.publish(PlanOptions.DEFAULT.renewing("root"));
            assertThat(plan.steps())
                    .extracting(PublicationStep::path)
                    .containsExactly("repository/metadata/2.root.json", "repository/metadata/root.json");
            assertThat(sandbox.updatedClient().stage().root().version()).isEqualTo(2);
        }

        @Test
        void aRoleThatIsNotThereIsRefused() {
            assertThatThrownBy(() -> sandbox.plan(PlanOptions.DEFAULT.renewing("dev")))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("role: expected one that is delegated to, got \"dev\"");
        }
    }

    @Nested
    @DisplayName("TUF §5.3.10 a root that has expired")
    class ExpiredRoot {
        @BeforeEach
        void expire() {
            pass(Duration.ofDays(365));
        }

        @Test
        void isNotPublishedUnder() {
            assertThatThrownBy(() -> sandbox.plan())
                    .isInstanceOf(ExpiredException.class)
                    .hasMessage("root.json: expected expiry after 2031-01-01T00:00:00Z, got 2031-01-01T00:00:00Z");
        }

        @Test
        void canBeReplaced() throws Exception {
            FolderClient client = sandbox.client();
            sandbox.publish(PlanOptions.DEFAULT.renewing("root"));
            client.update(sandbox.now);
            assertThat(client.download("a.txt")).isEqualTo("old");
        }

        @Test
        void canBeReplacedTogetherWithEveryKey() throws Exception {
            FolderClient client = sandbox.client();
            for (RoleType role : Settings.ROLES) {
                sandbox.repository.rotate(role, KeyRequest.ONE);
            }
            sandbox.publish();
            client.update(sandbox.now);
            assertThat(client.download("a.txt")).isEqualTo("old");
        }
    }

    @Test
    void lifetimesAreThoseOfTheSettings() throws Exception {
        Settings settings = Sandbox.FAST
                .settings()
                .withLifetime(RoleType.ROOT, Duration.ofDays(1000))
                .withLifetime(RoleType.TIMESTAMP, Duration.ofMinutes(90));
        Sandbox other = Sandbox.init(temporary.resolve("other"), Sandbox.FAST.withSettings(settings));
        List<Status.RoleStatus> roles = other.repository.status().roles();
        assertThat(roles.get(0).expires()).isEqualTo(Sandbox.START.plus(Duration.ofDays(1000)));
        assertThat(roles.get(1).expires()).isEqualTo(Sandbox.START.plus(Duration.ofMinutes(90)));
        assertThat(roles.get(2).expires()).isEqualTo(Sandbox.START.plus(Duration.ofDays(30)));
        assertThat(roles.get(3).expires()).isEqualTo(Sandbox.START.plus(Duration.ofDays(365)));
    }

    @Test
    void fractionsOfASecondAreNotSigned() throws Exception {
        sandbox.now = sandbox.now.plusMillis(1500);
        sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp"));
        assertThat(expires("timestamp")).isEqualTo(Instant.parse("2030-01-08T00:00:01Z"));
    }
}

package dev.tufa.tuf.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
    }

    @Nested
    @DisplayName("TUF §6.2.1 files that are written once")
    class WriteOnce {
        @Test
        void aFileWithTheSameContentIsNoObstacle() throws Exception {
            sandbox.add("b.txt", "new");
            PublicationPlan plan = sandbox.plan();
            write(plan, "repository/metadata/3.targets.json");
            sandbox.repository.publish(plan, sandbox.now);
            assertThat(sandbox.updatedClient().download("b.txt")).isEqualTo("new");
        }

        @Test
        void aFileWithOtherContentStopsThePublicationBeforeItBegins() throws Exception {
            sandbox.add("b.txt", "new");
            PublicationPlan plan = sandbox.plan();
            Files.writeString(sandbox.metadata("3.targets.json"), "somebody else's");
            Map<String, String> before = Trees.digests(sandbox.folder);
            assertThatThrownBy(() -> sandbox.repository.publish(plan, sandbox.now))
                    .isInstanceOf(WriteOnceException.class)
                    .hasMessage("repository/metadata/3.targets.json: expected no file or one with the same content, got"
                            + " other content; somebody else has published");
            assertThat(Trees.digests(sandbox.folder)).isEqualTo(before);
        }

        @Test
        void aTargetWithOtherContentStopsThePublicationBeforeItBegins() throws Exception {
            sandbox.add("b.txt", "new");
            PublicationPlan plan = sandbox.plan();
            String path = plan.steps().get(0).path();
            Files.writeString(sandbox.folder.resolve(path), "somebody else's");
            assertThatThrownBy(() -> sandbox.repository.publish(plan, sandbox.now))
                    .isInstanceOf(WriteOnceException.class)
                    .hasMessageStartingWith(path + ": expected no file or one with the same content");
        }

        @Test
        void theNextPlanSkipsAVersionThatMayHaveBeenSeen() throws Exception {
            Files.writeString(sandbox.metadata("3.targets.json"), "left by a publication that was given up");
            Files.writeString(sandbox.metadata("4.targets.json"), "left by another");
            Files.writeString(sandbox.metadata("3.snapshot.json"), "left as well");
            FolderClient client = sandbox.updatedClient();
            sandbox.add("b.txt", "new");
            sandbox.publish();
            client.update(sandbox.now);
            assertThat(client.stage().snapshot().version()).isEqualTo(4);
            assertThat(client.meta("targets.json").version()).isEqualTo(5);
            assertThat(client.download("b.txt")).isEqualTo("new");
        }

        @Test
        void aStagedFileThatWasDamagedIsNotPublished() throws Exception {
            sandbox.add("b.txt", "new");
            PublicationPlan plan = sandbox.plan();
            PublicationStep.CreateTarget step =
                    (PublicationStep.CreateTarget) plan.steps().get(0);
            Files.writeString(sandbox.folder.resolve(step.source()), "old");
            assertThatThrownBy(() -> sandbox.repository.publish(plan, sandbox.now))
                    .hasMessageStartingWith("%s: expected SHA-256 %s, got ".formatted(step.source(), step.sha256()));
            assertThat(sandbox.repository.status().publication()).isEqualTo(Status.Publication.IDLE);
        }

        private void write(PublicationPlan plan, String path) throws Exception {
            for (PublicationStep step : plan.steps()) {
                if (step instanceof PublicationStep.Create create && step.path().equals(path)) {
                    Files.write(sandbox.folder.resolve(path), create.content().bytes());
                }
            }
        }
    }

    @Nested
    @DisplayName("the order of a publication")
    class Order {
        @Test
        void leavesComeFirstAndTheTimestampLast() throws Exception {
            sandbox.repository.stage(Scenario.delegation("dev", "dev/*"));
            sandbox.repository.stage(new Change.Delegate(
                    "dev", "deep", Scenario.delegation("deep", "dev/*").scope(), false, KeyRequest.ONE));
            sandbox.repository.add(sandbox.file("x"), "dev/x", AddOptions.DEFAULT.withRole("deep"));
            assertThat(published(sandbox.plan()))
                    .satisfiesExactly(
                            target -> assertThat(target).matches("repository/targets/dev/[0-9a-f]{64}\\.x"),
                            deep -> assertThat(deep).isEqualTo("repository/metadata/1.deep.json"),
                            dev -> assertThat(dev).isEqualTo("repository/metadata/1.dev.json"),
                            targets -> assertThat(targets).isEqualTo("repository/metadata/3.targets.json"),
                            snapshot -> assertThat(snapshot).isEqualTo("repository/metadata/3.snapshot.json"),
                            timestamp -> assertThat(timestamp).isEqualTo("repository/metadata/timestamp.json"));
        }

        @Test
        void aNewRootFollowsTheTimestampThatIsSignedForIt() throws Exception {
            Scenario.ROTATION_OF_EVERYTHING.stage(sandbox);
            assertThat(published(sandbox.plan()))
                    .endsWith(
                            "repository/metadata/timestamp.json",
                            "repository/metadata/2.root.json",
                            "repository/metadata/root.json");
        }

        @Test
        void privateKeysAreSafeBeforeAnythingNamesThem() throws Exception {
            sandbox.repository.stage(Scenario.delegation("dev", "dev/*"));
            List<String> paths =
                    sandbox.plan().steps().stream().map(PublicationStep::path).toList();
            assertThat(paths.get(0)).startsWith("keys/dev-").endsWith(".pem");
            assertThat(paths.get(1)).isEqualTo("keys/keys.json");
        }

        @Test
        void aPlanWithNothingToDoIsEmptyAndPublishingItChangesNothing() throws Exception {
            PublicationPlan plan = sandbox.plan();
            assertThat(plan.isEmpty()).isTrue();
            Map<String, String> before = Trees.digests(sandbox.folder);
            sandbox.repository.publish(plan, sandbox.now);
            assertThat(Trees.digests(sandbox.folder)).isEqualTo(before);
        }

        @Test
        void planningChangesNothingButTheNoteOfWhatWasSigned() throws Exception {
            Scenario.NEW_DELEGATION.stage(sandbox);
            Map<String, String> before = new HashMap<>(Trees.digests(sandbox.folder));
            sandbox.plan();
            Map<String, String> after = new HashMap<>(Trees.digests(sandbox.folder));
            assertThat(after.get(Layout.SIGNING_LOG)).isNotEqualTo(before.get(Layout.SIGNING_LOG));
            before.keySet().removeIf(name -> name.endsWith("/signing.log"));
            after.keySet().removeIf(name -> name.endsWith("/signing.log"));
            assertThat(after).isEqualTo(before);
        }

        @Test
        void everyStepSaysWhatItDoes() throws Exception {
            sandbox.add("b.txt", "new");
            assertThat(sandbox.plan().describe())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .matches(
                                            "create  repository/targets/\\w{64}\\.b\\.txt \\(3 bytes\\) from staged/.*"),
                            line -> assertThat(line)
                                    .matches("create  repository/metadata/3\\.targets\\.json \\(\\d+ bytes\\)"),
                            line -> assertThat(line)
                                    .matches("create  repository/metadata/3\\.snapshot\\.json \\(\\d+ bytes\\)"),
                            line -> assertThat(line)
                                    .matches("replace repository/metadata/timestamp\\.json \\(\\d+ bytes\\)"),
                            line -> assertThat(line).isEqualTo("discard staged/0000000001.json"),
                            line -> assertThat(line).matches("discard staged/files/\\w{64}"));
        }

        private List<String> published(PublicationPlan plan) {
            return plan.steps().stream()
                    .map(PublicationStep::path)
                    .filter(path -> path.startsWith("repository/"))
                    .toList();
        }
    }

    @Nested
    @DisplayName("a plan is tried out with the rules of §5 before anything is written")
    class Verification {
        @Test
        void aRoleWithAWrongSignatureIsRefused() throws Exception {
            requireRefused("3.targets.json", "\"sig\":\"", "\"sig\":\"00");
        }

        @Test
        void aSnapshotThatTheTimestampDoesNotNameIsRefused() throws Exception {
            requireRefused("3.snapshot.json", "\"signatures\"", " \"signatures\"");
        }

        @Test
        void aTimestampWithAWrongSignatureIsRefused() throws Exception {
            requireRefused("timestamp.json", "\"version\":3", "\"version\":4");
        }

        @Test
        void aRootThatTheOldKeysDidNotSignIsRefused() throws Exception {
            sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
            requireRefused("2.root.json", "\"sig\":\"", "\"sig\":\"00");
        }

        @Test
        void aTargetThatClientsWouldNotFindIsRefused() throws Exception {
            sandbox.add("b.txt", "new");
            PublicationPlan plan = sandbox.plan();
            TargetFile missing = TargetFile.of("c.txt", 1, Hashes.ofSha256("00".repeat(32)));
            PublicationPlan.Claims claims = new PublicationPlan.Claims(
                    plan.claims().chains(),
                    Map.of("c.txt", missing),
                    plan.claims().newRoot());
            assertThatThrownBy(() -> sandbox.repository.publish(
                            new PublicationPlan(plan.plannedAt(), plan.base(), plan.steps(), claims), sandbox.now))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("target c.txt: expected clients to find it, got nothing");
        }

        private void requireRefused(String fileName, String text, String replacement) throws Exception {
            sandbox.add("b.txt", "new");
            PublicationPlan plan = sandbox.plan();
            PublicationPlan spoiled = new PublicationPlan(
                    plan.plannedAt(), plan.base(), spoil(plan, fileName, text, replacement), plan.claims());
            Map<String, String> before = Trees.digests(sandbox.folder);
            assertThatThrownBy(() -> sandbox.repository.publish(spoiled, sandbox.now))
                    .isInstanceOf(TrustException.class);
            assertThat(Trees.digests(sandbox.folder)).isEqualTo(before);
            sandbox.repository.publish(plan, sandbox.now);
        }

        private List<PublicationStep> spoil(PublicationPlan plan, String name, String text, String replacement) {
            List<PublicationStep> steps = new ArrayList<>();
            for (PublicationStep step : plan.steps()) {
                boolean matches = step.path().equals("repository/metadata/" + name);
                if (matches && step instanceof PublicationStep.Create create) {
                    steps.add(new PublicationStep.Create(step.path(), spoil(create.content(), text, replacement)));
                } else if (matches && step instanceof PublicationStep.Replace replace) {
                    steps.add(new PublicationStep.Replace(step.path(), spoil(replace.content(), text, replacement)));
                } else {
                    steps.add(step);
                }
            }
            assertThat(steps).isNotEqualTo(plan.steps());
            return steps;
        }

        private Content spoil(Content content, String text, String replacement) {
            String spoiled = new String(content.bytes(), UTF_8).replace(text, replacement);
            return Content.of(spoiled.getBytes(UTF_8));
        }

        @Test
        void publishedMetadataThatWasTamperedWithIsNotSignedAgain() throws Exception {
            Path targets = sandbox.metadata("2.targets.json");
            Files.writeString(targets, Files.readString(targets).replace("a.txt", "z.txt"));
            sandbox.repository.unstage();
            assertThatThrownBy(() -> sandbox.plan()).isInstanceOf(TrustException.class);
        }

        @Test
        void aRootThatNobodyShouldHaveWrittenIsNotBuiltUpon() throws Exception {
            Path first = sandbox.metadata("1.root.json");
            Files.writeString(
                    sandbox.metadata("2.root.json"), Files.readString(first).replace("\"version\":1", "\"version\":2"));
            assertThatThrownBy(() -> sandbox.plan()).isInstanceOf(SignatureException.class);
        }
    }

    @Nested
    @DisplayName("the clock")
    class Clock {
        @Test
        void mayBeThatOfTheLastPublication() throws Exception {
            sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp"));
        }

        @Test
        void mustNotHaveGoneBack() {
            sandbox.now = Sandbox.START.minusSeconds(1);
            assertThatThrownBy(() -> sandbox.plan(PlanOptions.DEFAULT.withClockCheck(PlanOptions.ClockCheck.TRUSTED)))
                    .isInstanceOf(ClockException.class)
                    .hasMessage("clock: expected not before the last publication at 2030-01-01T00:00:00Z,"
                            + " got 2029-12-31T23:59:59Z");
        }

        @Test
        void mustNotBeTooFarAhead() throws Exception {
            sandbox.now = Sandbox.START.plus(Duration.ofDays(366)).plusSeconds(1);
            PlanOptions everything =
                    PlanOptions.DEFAULT.renewing("root").renewing("targets").renewing("snapshot");
            assertThatThrownBy(() -> sandbox.plan(everything))
                    .isInstanceOf(ClockException.class)
                    .hasMessage("clock: expected at most 366 days after the last publication at 2030-01-01T00:00:00Z,"
                            + " got 2031-01-02T00:00:01Z");
            sandbox.publish(everything.withClockCheck(PlanOptions.ClockCheck.TRUSTED));
            assertThat(sandbox.updatedClient().download("a.txt")).isEqualTo("old");
        }

        @Test
        void mayBeAsFarAheadAsTheSettingsAllow() throws Exception {
            sandbox.now = Sandbox.START.plus(Duration.ofDays(366));
            sandbox.publish(
                    PlanOptions.DEFAULT.renewing("root").renewing("targets").renewing("snapshot"));
        }
    }

    @Nested
    @DisplayName("a plan for another state")
    class Stale {
        @Test
        void isRefusedWhenSomethingElseWasPublished() throws Exception {
            PublicationPlan plan = sandbox.plan(PlanOptions.DEFAULT.renewing("timestamp"));
            sandbox.publish(PlanOptions.DEFAULT.renewing("snapshot"));
            assertThatThrownBy(() -> sandbox.repository.publish(plan, sandbox.now))
                    .isInstanceOf(StalePlanException.class)
                    .hasMessage("plan: expected the state that it was made for, got another publication");
        }

        @Test
        void isRefusedWhenAnotherRootWasPublished() throws Exception {
            PublicationPlan plan = sandbox.plan(PlanOptions.DEFAULT.renewing("timestamp"));
            sandbox.publish(PlanOptions.DEFAULT.renewing("root"));
            assertThatThrownBy(() -> sandbox.repository.publish(plan, sandbox.now))
                    .isInstanceOf(StalePlanException.class);
        }

        @Test
        void isRefusedWhenWhatItPublishesIsNoLongerStaged() throws Exception {
            sandbox.add("b.txt", "new");
            PublicationPlan plan = sandbox.plan();
            sandbox.repository.unstage();
            assertThatThrownBy(() -> sandbox.repository.publish(plan, sandbox.now))
                    .isInstanceOf(StalePlanException.class)
                    .hasMessage("plan: expected the state that it was made for, got another set of staged changes");
        }

        @Test
        void isRefusedAfterAnHour() throws Exception {
            PublicationPlan plan = sandbox.plan(PlanOptions.DEFAULT.renewing("timestamp"));
            assertThatThrownBy(() -> sandbox.repository.publish(
                            plan, sandbox.now.plus(Duration.ofHours(1)).plusSeconds(1)))
                    .isInstanceOf(StalePlanException.class)
                    .hasMessage("plan: expected to be published within an hour of 2030-01-01T00:00:00Z,"
                            + " got 2030-01-01T01:00:01Z");
            assertThatThrownBy(() -> sandbox.repository.publish(plan, sandbox.now.minusSeconds(1)))
                    .isInstanceOf(StalePlanException.class);
            sandbox.repository.publish(plan, sandbox.now.plus(Duration.ofHours(1)));
        }

        @Test
        void leavesWhatWasStagedSinceForTheNextOne() throws Exception {
            sandbox.add("b.txt", "new");
            PublicationPlan plan = sandbox.plan();
            sandbox.add("dir/c.txt", "later");
            sandbox.repository.publish(plan, sandbox.now);
            assertThat(Scenario.found(sandbox.updatedClient())).isEqualTo(Map.of("a.txt", "old", "b.txt", "new"));
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("dir/c.txt")).isEqualTo("later");
        }

        @Test
        void anOlderPublishedTreeIsNotBuiltUpon() throws Exception {
            Path backup = Trees.copy(sandbox.published(), temporary.resolve("backup"));
            sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp"));
            Files.copy(
                    backup.resolve("metadata/timestamp.json"),
                    sandbox.metadata("timestamp.json"),
                    StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> sandbox.plan(PlanOptions.DEFAULT.renewing("timestamp")))
                    .isInstanceOf(StalePlanException.class)
                    .hasMessage("timestamp.json: expected version >= 3, which was published from here, got 2");
        }
    }

    @Nested
    @DisplayName("TUF §5.5.5 a role that is no longer delegated to")
    class Tombstones {
        @BeforeEach
        void delegateAndTakeBack() throws Exception {
            Scenario.NEW_DELEGATION.stage(sandbox);
            sandbox.publish();
        }

        @Test
        void staysListedForReturningClients() throws Exception {
            FolderClient client = sandbox.updatedClient();
            sandbox.repository.stage(new Change.RemoveDelegation("targets", "dev"));
            sandbox.publish();
            client.update(sandbox.now);
            assertThat(client.meta("dev.json").version()).isEqualTo(1);
            assertThat(client.find("dev/tool")).isEmpty();
        }

        @Test
        void keepsItsNameForEver() throws Exception {
            sandbox.repository.stage(new Change.RemoveDelegation("targets", "dev"));
            sandbox.publish();
            assertThatThrownBy(() -> sandbox.repository.stage(Scenario.delegation("dev", "dev/*")))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("role name: expected one that was never in use, got \"dev\"");
        }
    }

    @Test
    void aKeyRingThatWasClosedSignsNothing() throws Exception {
        KeyRing keys = sandbox.repository.unlock(Sandbox.passphrase());
        keys.close();
        assertThatThrownBy(() -> sandbox.repository.plan(keys, sandbox.now, PlanOptions.DEFAULT.renewing("timestamp")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("key ring: expected an open one, got a closed one");
    }
}

package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.refusal.SignatureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotationTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
    }

    @Nested
    @DisplayName("TUF §6.1 new keys for a top-level role")
    class Bridge {
        @ParameterizedTest
        @EnumSource(
                value = RoleType.class,
                names = {"ROOT", "TIMESTAMP", "SNAPSHOT", "TARGETS"})
        void everyWindowOfARotationIsValid(RoleType role) throws Exception {
            sandbox.repository.rotate(role, KeyRequest.of(2, 2));
            requireAllInterleavings(sandbox.plan().steps());
        }

        @Test
        void everyWindowOfARotationOfAllRolesIsValid() throws Exception {
            Scenario.ROTATION_OF_EVERYTHING.stage(sandbox);
            requireAllInterleavings(sandbox.plan().steps());
        }

        @Test
        void aRootThatCameBeforeTheTimestampWouldFailClients() throws Exception {
            sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
            List<PublicationStep> steps = new ArrayList<>(sandbox.plan().steps());
            int timestamp = indexOf(steps, "repository/metadata/timestamp.json");
            int root = indexOf(steps, "repository/metadata/2.root.json");
            Collections.swap(steps, timestamp, root);
            assertThatThrownBy(() -> requireAllInterleavings(steps))
                    .hasMessageContaining(SignatureException.class.getName() + ": timestamp.json: expected signatures");
        }

        /** A client asks for one file after the other, and the publisher may do any of its steps between two of them. */
        private void requireAllInterleavings(List<PublicationStep> steps) throws Exception {
            List<Map<String, byte[]>> moments = moments(steps);
            List<FolderClient> clients = List.of(sandbox.client(), sandbox.updatedClient());
            for (List<Integer> schedule : schedules(moments.size(), 5)) {
                for (FolderClient client : clients) {
                    int[] request = {0};
                    FolderClient reading = client.reading(
                            name -> {
                                int at = schedule.get(Math.min(request[0]++, schedule.size() - 1));
                                return Optional.ofNullable(moments.get(at).get(name));
                            },
                            sandbox.published().resolve("targets"));
                    assertThatCode(() -> reading.update(sandbox.now))
                            .as("requests answered at %s of %s", schedule, steps)
                            .doesNotThrowAnyException();
                }
            }
        }

        /** The published metadata before the first step and after each step that changes it. */
        private List<Map<String, byte[]>> moments(List<PublicationStep> steps) throws Exception {
            Map<String, byte[]> now = new HashMap<>();
            try (var files = Files.list(sandbox.published().resolve("metadata"))) {
                for (Path file : files.toList()) {
                    now.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
            List<Map<String, byte[]>> moments = new ArrayList<>(List.of(Map.copyOf(now)));
            for (PublicationStep step : steps) {
                String name = step.path().substring(step.path().lastIndexOf('/') + 1);
                if (step.path().startsWith("repository/metadata/") && !name.equals("root.json")) {
                    now.put(
                            name,
                            step instanceof PublicationStep.Create create
                                    ? create.content().bytes()
                                    : ((PublicationStep.Replace) step).content().bytes());
                    moments.add(Map.copyOf(now));
                }
            }
            return moments;
        }

        /** All ways to be at one of so many moments at each of so many requests, never going back. */
        private List<List<Integer>> schedules(int moments, int requests) {
            List<List<Integer>> schedules = new ArrayList<>();
            extend(schedules, List.of(), 0, moments, requests);
            return schedules;
        }

        private void extend(List<List<Integer>> all, List<Integer> begun, int from, int moments, int requests) {
            if (begun.size() == requests) {
                all.add(begun);
                return;
            }
            for (int moment = from; moment < moments; moment++) {
                List<Integer> longer = new ArrayList<>(begun);
                longer.add(moment);
                extend(all, longer, moment, moments, requests);
            }
        }

        private int indexOf(List<PublicationStep> steps, String path) {
            return steps.stream().map(PublicationStep::path).toList().indexOf(path);
        }
    }

    @Nested
    @DisplayName("after a rotation")
    class Afterwards {
        @Test
        void oldKeysSignUntilTheBridgeEnds() throws Exception {
            String old = keyId(RoleType.TIMESTAMP);
            sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
            sandbox.publish();
            String current = keyId(RoleType.TIMESTAMP);
            assertThat(timestampSigners()).containsExactlyInAnyOrder(old, current);

            sandbox.now = sandbox.now.plus(Duration.ofDays(2)).minusSeconds(1);
            sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp"));
            assertThat(timestampSigners()).containsExactlyInAnyOrder(old, current);

            sandbox.now = sandbox.now.plusSeconds(1);
            sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp"));
            assertThat(timestampSigners()).containsExactly(current);
        }

        @Test
        void droppedKeysSignOnlyTheRotationItself() throws Exception {
            String old = keyId(RoleType.TIMESTAMP);
            sandbox.repository.stage(new Change.RotateKeys(RoleType.TIMESTAMP, KeyRequest.ONE, Change.OldKeys.DROP));
            sandbox.publish();
            assertThat(timestampSigners()).containsExactlyInAnyOrder(old, keyId(RoleType.TIMESTAMP));
            sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp"));
            assertThat(timestampSigners()).containsExactly(keyId(RoleType.TIMESTAMP));
        }

        @Test
        void statusShowsBothKeysAndTheNewThreshold() throws Exception {
            sandbox.repository.rotate(RoleType.SNAPSHOT, KeyRequest.of(3, 2));
            sandbox.publish();
            Status.RoleStatus snapshot = sandbox.repository.status().roles().get(2);
            assertThat(snapshot.name()).isEqualTo("snapshot");
            assertThat(snapshot.threshold()).isEqualTo(2);
            assertThat(snapshot.keys())
                    .extracting(Status.KeyStatus::use)
                    .containsExactly(
                            Status.KeyUse.ACTIVE, Status.KeyUse.ACTIVE, Status.KeyUse.ACTIVE, Status.KeyUse.RETIRING);
        }

        @Test
        void aClientThatMissedManyRotationsFollowsTheChainOfRoots() throws Exception {
            FolderClient client = sandbox.updatedClient();
            for (int round = 0; round < 3; round++) {
                for (RoleType role : Settings.ROLES) {
                    sandbox.repository.rotate(role, KeyRequest.ONE);
                }
                sandbox.publish();
            }
            client.update(sandbox.now);
            assertThat(client.stage().root().version()).isEqualTo(4);
            assertThat(client.download("a.txt")).isEqualTo("old");
        }

        @Test
        void rootsHaveNoGapsAndAreNeverRemoved() throws Exception {
            for (int round = 0; round < 3; round++) {
                sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
                sandbox.publish();
            }
            for (int version = 1; version <= 4; version++) {
                assertThat(root(version + ".root.json").version()).isEqualTo(version);
            }
            assertThat(sandbox.metadata("5.root.json")).doesNotExist();
            assertThat(Files.readAllBytes(sandbox.metadata("root.json")))
                    .isEqualTo(Files.readAllBytes(sandbox.metadata("4.root.json")));
        }

        @Test
        void aRoleIsRotatedOnceInAPublication() throws Exception {
            sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
            assertThatThrownBy(() -> sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("rotation: expected one of root in a publication, got two");
        }

        @Test
        void noTopLevelKeyServesTwoRoles() throws Exception {
            Scenario.ROTATION_OF_EVERYTHING.stage(sandbox);
            sandbox.publish();
            Root root = root("2.root.json");
            assertThat(root.roles().values().stream().flatMap(role -> role.keyIds().stream()))
                    .hasSize(8)
                    .doesNotHaveDuplicates();
            assertThat(root.keys()).hasSize(8);
        }

        @Test
        void withoutTheOldPrivateKeysNothingCanBeRotated() throws Exception {
            String old = keyId(RoleType.ROOT);
            Files.delete(sandbox.folder.resolve("keys/root-" + old + ".pem"));
            sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
            assertThatThrownBy(() -> sandbox.plan())
                    .isInstanceOf(MissingKeyException.class)
                    .hasMessage("root: expected signatures by 1 keys, got 0; not here: " + old);
            assertThat(sandbox.repository.status().roles().get(0).keys().get(0).place())
                    .isEqualTo(Status.PrivateKeyPlace.ELSEWHERE);
        }
    }

    private Root root(String fileName) throws Exception {
        return Metadata.readRoot(Files.readAllBytes(sandbox.metadata(fileName)), JsonLimits.DEFAULT)
                .signed();
    }

    private String keyId(RoleType type) throws Exception {
        return root("root.json").authority(type).orElseThrow().role().keyIds().first();
    }

    private List<String> timestampSigners() throws Exception {
        byte[] timestamp = Files.readAllBytes(sandbox.metadata("timestamp.json"));
        return List.copyOf(Metadata.readTimestamp(timestamp, JsonLimits.DEFAULT)
                .signatures()
                .keySet());
    }
}

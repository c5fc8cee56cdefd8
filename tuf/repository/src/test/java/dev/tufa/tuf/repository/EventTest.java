package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.ceremony.EventState;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.Merge;
import dev.tufa.tuf.repository.ceremony.Note;
import dev.tufa.tuf.repository.ceremony.Part;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.ceremony.Published;
import dev.tufa.tuf.repository.signing.PrivateKeySigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Signing events")
class EventTest {
    @TempDir
    Path temporary;

    private Ceremony ceremony;
    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        ceremony = Ceremony.begin(temporary.resolve("repo"));
        sandbox = ceremony.sandbox;
    }

    private void requireClientsFind(String path, String content) throws Exception {
        for (FolderClient client : List.of(sandbox.client(), sandbox.updatedClient())) {
            client.update(sandbox.now);
            assertThat(client.download(path)).isEqualTo(content);
        }
    }

    @Nested
    @DisplayName("opened")
    class Opened {
        @Test
        void fixTheRolesWhosePrivateKeysAreElsewhere() throws Exception {
            sandbox.add("b.txt", "new");
            EventStatus status = ceremony.open();
            assertThat(status.event().parts()).extracting(Part::role).containsExactly("targets");
            assertThat(status.event().parts()).extracting(Part::version).containsExactly(3L);
            assertThat(status.state()).isEqualTo(EventState.DRAFT);
            assertThat(sandbox.repository.status().staged()).isEmpty();
        }

        @Test
        void leaveTheRepositoryFreeToPublish() throws Exception {
            sandbox.add("b.txt", "new");
            EventStatus status = ceremony.open();
            sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp").renewing("snapshot"));
            assertThat(ceremony.status(status.event().id()).state()).isEqualTo(EventState.DRAFT);
            ceremony.add(status.event().id(), ceremony.enough(status.file()));
            ceremony.publish(status.event().id());
            requireClientsFind("b.txt", "new");
        }

        @Test
        void areRefusedWhenEverythingCanBeSignedHere() throws Exception {
            Sandbox complete = Scenario.begin(temporary.resolve("complete"));
            complete.add("b.txt", "new");
            assertThatThrownBy(() -> ceremony.with(complete).open())
                    .isInstanceOf(EventRefusedException.class)
                    .hasMessage("event: expected a role whose private keys are elsewhere, got none:"
                            + " publish what is staged");
        }

        @Test
        void areRefusedWhenTheSnapshotCannotBeSignedHere() throws Exception {
            sandbox.add("b.txt", "new");
            ceremony.takeAway("snapshot");
            assertThatThrownBy(() -> ceremony.open())
                    .hasMessage("snapshot: expected its private keys here, got too few:"
                            + " it is signed when an event is published");
            assertThat(sandbox.repository.status().staged()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("signed")
    class Signed {
        @Test
        void areReadyWithAnyTwoOfThreeInEveryOrder() throws Exception {
            sandbox.add("b.txt", "new");
            EventStatus opened = ceremony.open();
            List<List<PartSignature>> signers =
                    List.copyOf(ceremony.everybody(opened.file()).values());
            assertThat(signers).hasSize(3);
            for (List<Integer> order : List.of(
                    List.of(0, 1, 2),
                    List.of(0, 2, 1),
                    List.of(1, 0, 2),
                    List.of(1, 2, 0),
                    List.of(2, 0, 1),
                    List.of(2, 1, 0))) {
                requireReadyAfter(
                        2, opened.event().id(), order.stream().map(signers::get).toList());
            }
        }

        @Test
        void areReadyWithAnyThreeOfFiveInAnyOrder() throws Exception {
            EventStatus opened = ceremony.open(EventOptions.DEFAULT.renewing("root"));
            List<List<PartSignature>> signers =
                    new ArrayList<>(ceremony.everybody(opened.file()).values());
            assertThat(signers).hasSize(5);
            Random random = new Random(1);
            for (int i = 0; i < 6; i++) {
                Collections.shuffle(signers, random);
                requireReadyAfter(3, opened.event().id(), signers);
            }
        }

        /** All of them sign a copy, one after the other; it is published with what the first of them have signed. */
        private void requireReadyAfter(int threshold, String id, List<List<PartSignature>> signers) throws Exception {
            Ceremony copy = ceremony.with(Sandbox.open(Trees.copy(sandbox.folder, temporary.resolve("copy"))));
            for (int i = 0; i < threshold; i++) {
                assertThat(copy.status(id).state()).isNotEqualTo(EventState.READY);
                copy.add(id, signers.get(i));
            }
            assertThat(copy.status(id).state()).isEqualTo(EventState.READY);
            copy.publish(id);
            assertThat(copy.status(id).state()).isEqualTo(EventState.DONE);
            copy.sandbox.updatedClient();
            Trees.delete(copy.sandbox.folder);
        }

        @Test
        void takeDuplicatesInAnyOrderWithoutHarm() throws Exception {
            sandbox.repository.rotate(RoleType.ROOT, KeyRequest.of(5, 3));
            sandbox.add("b.txt", "new");
            EventStatus opened = ceremony.open();
            String id = opened.event().id();
            List<PartSignature> all = new ArrayList<>();
            ceremony.everybody(opened.file()).values().forEach(all::addAll);
            all.addAll(List.copyOf(all));
            Collections.shuffle(all, new Random(7));
            int added = 0;
            int known = 0;
            for (PartSignature signature : all) {
                Merge merge = ceremony.add(id, List.of(signature));
                added += merge.added().size();
                known += merge.known();
                assertThat(merge.refused()).isEmpty();
            }
            assertThat(added).isEqualTo(8); // the new root keys are here still, and have signed at once
            assertThat(known).isEqualTo(8);
            assertThat(ceremony.status(id).state()).isEqualTo(EventState.READY);
        }

        @Test
        void refuseAKeyThatIsNotAskedFor() throws Exception {
            EventStatus opened = ceremony.open(EventOptions.DEFAULT.renewing("root"));
            Part root = opened.event().part("root").orElseThrow();
            PrivateKeySigner stranger = PrivateKeySigner.generate();
            PartSignature wrong =
                    new PartSignature("root", stranger.keyId(), root.sha256(), stranger.sign(root.json()));
            Merge merge = ceremony.add(opened.event().id(), List.of(wrong));
            assertThat(merge.refused())
                    .containsExactly(
                            "signature of key %s for root: expected a key that root 1 or root 2 asks for, got another"
                                    .formatted(stranger.keyId()));
            assertThat(ceremony.status(opened.event().id()).file().signatures()).isEmpty();
        }

        @Test
        void refuseTheSignatureOfAnotherKeyUnderAKeyIdThatIsAskedFor() throws Exception {
            EventStatus opened = ceremony.open(EventOptions.DEFAULT.renewing("root"));
            Part root = opened.event().part("root").orElseThrow();
            String keyId = opened.event().wanted(root).keySet().iterator().next();
            PartSignature wrong = new PartSignature(
                    "root", keyId, root.sha256(), PrivateKeySigner.generate().sign(root.json()));
            assertThat(ceremony.add(opened.event().id(), List.of(wrong)).refused())
                    .containsExactly(
                            "signature of key %s for root: expected one that the public key verifies, got a wrong one"
                                    .formatted(keyId));
        }

        @Test
        void areNotPublishedBelowTheThreshold() throws Exception {
            EventStatus opened = ceremony.open(EventOptions.DEFAULT.renewing("root"));
            String id = opened.event().id();
            List<PartSignature> enough = ceremony.enough(opened.file());
            ceremony.add(id, enough.subList(0, 2));
            assertThatThrownBy(() -> ceremony.publish(id))
                    .hasMessage("event %s: root: expected signatures by 3 keys of root 1, got 2".formatted(id));
            assertThat(sandbox.updatedClient().stage().root().version()).isEqualTo(1);
        }

        @Test
        void takeNothingAfterTheDeadline() throws Exception {
            EventStatus opened =
                    ceremony.open(EventOptions.DEFAULT.renewing("root").withPatience(Duration.ofDays(3)));
            String id = opened.event().id();
            List<PartSignature> enough = ceremony.enough(opened.file());
            sandbox.now = sandbox.now.plus(Duration.ofDays(3));
            ceremony.add(id, enough.subList(0, 2));
            sandbox.now = sandbox.now.plusSeconds(1);
            assertThat(ceremony.status(id).state()).isEqualTo(EventState.EXPIRED);
            assertThatThrownBy(() -> ceremony.add(id, enough))
                    .hasMessage("event %s: expected one that is open, got one that is expired:".formatted(id)
                            + " the deadline was 2030-01-04T00:00:00Z");
            assertThatThrownBy(() -> ceremony.publish(id)).isInstanceOf(EventRefusedException.class);
        }
    }

    @Nested
    @DisplayName("published")
    class PublishedEvents {
        @Test
        void haveClientsFollowFromEveryRootThatThereWas() throws Exception {
            List<FolderClient> clients = new ArrayList<>(List.of(sandbox.client(), sandbox.updatedClient()));
            for (int i = 0; i < 3; i++) {
                sandbox.repository.rotate(RoleType.ROOT, KeyRequest.of(5, 3));
                sandbox.repository.rotate(RoleType.TARGETS, KeyRequest.of(3, 2));
                sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
                sandbox.add("b-" + i, "new");
                EventStatus done = ceremony.run();
                assertThat(done.state()).isEqualTo(EventState.DONE);
                ceremony.takeAway("root");
                ceremony.takeAway("targets");
                for (FolderClient client : clients) {
                    client.update(sandbox.now);
                    assertThat(client.download("b-" + i)).isEqualTo("new");
                    assertThat(client.stage().root().version()).isEqualTo(i + 2);
                }
                clients.add(sandbox.updatedClient());
                sandbox.now = sandbox.now.plus(Duration.ofDays(1));
            }
            assertThat(sandbox.folder.resolve("events")).isNotEmptyDirectory();
            assertThat(sandbox.repository.status().roles().get(0).version()).isEqualTo(4);
        }

        @Test
        void replaceMoreRootKeysThanTheThresholdAtOnce() throws Exception {
            sandbox.repository.rotate(RoleType.ROOT, KeyRequest.of(7, 5));
            EventStatus opened = ceremony.open();
            assertThat(opened.progress())
                    .extracting(progress -> "%s: %d of %d by %s"
                            .formatted(
                                    progress.role(),
                                    progress.count(),
                                    progress.threshold(),
                                    progress.requirement().asker()))
                    .containsExactly("root: 0 of 3 by root 1", "root: 7 of 5 by root 2");
            ceremony.add(opened.event().id(), ceremony.enough(opened.file()));
            ceremony.publish(opened.event().id());
            assertThat(sandbox.updatedClient().stage().root().version()).isEqualTo(2);
        }

        @Test
        void takeTheKeysOfPeopleWhoKeepThemElsewhere() throws Exception {
            List<PrivateKeySigner> holders = new ArrayList<>();
            EventOptions options = EventOptions.DEFAULT;
            for (int i = 0; i < 3; i++) {
                PrivateKeySigner holder = PrivateKeySigner.generate();
                holders.add(holder);
                options = options.withHolder("root", holder.key());
            }
            sandbox.repository.rotate(RoleType.ROOT, KeyRequest.of(3, 2));
            EventStatus opened = ceremony.open(options);
            String id = opened.event().id();
            Part root = opened.event().part("root").orElseThrow();
            List<PartSignature> old = new ArrayList<>();
            for (String keyId : opened.progress().get(0).missing().subList(0, 3)) {
                old.add(ceremony.sign(opened.file(), root, keyId));
            }
            ceremony.add(id, old);
            assertThat(ceremony.status(id).state()).isEqualTo(EventState.COLLECTING);
            for (PrivateKeySigner holder : holders.subList(0, 2)) {
                ceremony.add(
                        id,
                        List.of(new PartSignature("root", holder.keyId(), root.sha256(), holder.sign(root.json()))));
            }
            ceremony.publish(id);
            assertThat(sandbox.updatedClient().stage().root().version()).isEqualTo(2);
        }

        @Test
        void areNotPublishedTwice() throws Exception {
            sandbox.add("b.txt", "new");
            String id = ceremony.run().event().id();
            assertThatThrownBy(() -> ceremony.publish(id))
                    .hasMessage("event %s: expected one that is open, got one that is done".formatted(id));
        }

        @Test
        void areNotLookedAtByLaterPublications() throws Exception {
            sandbox.add("b.txt", "new");
            String id = ceremony.run().event().id();
            Files.writeString(sandbox.folder.resolve("events/" + id + "/event.json"), "damaged");
            sandbox.publish(PlanOptions.DEFAULT.renewing("timestamp"));
            assertThat(sandbox.updatedClient().stage().timestamp().version()).isEqualTo(4);
        }

        @Test
        void reachRolesBelowAnOfflineDelegatedOne() throws Exception {
            sandbox.repository.stage(Scenario.delegation("dev", "dev/*"));
            ceremony.run();
            ceremony.takeAway("dev");
            sandbox.repository.add(sandbox.file("tool"), "dev/tool", AddOptions.DEFAULT.withRole("dev"));
            EventStatus opened = ceremony.open();
            assertThat(opened.event().parts()).extracting(Part::role).containsExactly("dev");
            assertThat(opened.event().base()).extracting(Published::role).containsExactly("root", "targets", "dev");
            ceremony.add(opened.event().id(), ceremony.enough(opened.file()));
            ceremony.publish(opened.event().id());
            requireClientsFind("dev/tool", "tool");
        }
    }

    @Nested
    @DisplayName("superseded")
    class Superseded {
        @Test
        void areThoseWhoseRoleWasPublishedByAnotherAndTheirSignaturesAreVoid() throws Exception {
            sandbox.add("b.txt", "b");
            EventStatus first = ceremony.open();
            sandbox.add("c.txt", "c");
            EventStatus second = ceremony.open();
            ceremony.add(first.event().id(), ceremony.enough(first.file()));
            ceremony.add(second.event().id(), ceremony.enough(second.file()).subList(0, 1));
            ceremony.publish(first.event().id());

            EventStatus stale = ceremony.status(second.event().id());
            assertThat(stale.state()).isEqualTo(EventState.SUPERSEDED);
            assertThat(stale.reason())
                    .isEqualTo("targets 3 was published by somebody else, and is now to be 4;"
                            + " 1 signature for targets is void");
            EventStatus next = ceremony.status(stale.successor().orElseThrow());
            assertThat(next.state()).isEqualTo(EventState.DRAFT);
            assertThat(next.event().part("targets").orElseThrow().version()).isEqualTo(4);
            assertThat(next.file().notes())
                    .extracting(Note::text)
                    .singleElement()
                    .asString()
                    .contains("takes the place of " + second.event().id());

            Merge late = ceremony.add(second.event().id(), ceremony.enough(second.file()));
            assertThat(late.added()).isEmpty();
            assertThat(late.refused())
                    .hasSize(2)
                    .allSatisfy(refusal -> assertThat(refusal)
                            .contains("got one over stale bytes")
                            .contains("event %s was superseded by %s"
                                    .formatted(second.event().id(), next.event().id())));
            ceremony.add(next.event().id(), ceremony.enough(next.file()));
            ceremony.publish(next.event().id());
            requireClientsFind("b.txt", "b");
            requireClientsFind("c.txt", "c");
        }

        @Test
        void keepTheSignaturesOfPartsThatCameOutTheSame() throws Exception {
            sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
            sandbox.add("b.txt", "b");
            EventStatus both = ceremony.open();
            assertThat(both.event().parts()).extracting(Part::role).containsExactly("root", "targets");
            ceremony.add(both.event().id(), ceremony.enough(both.file()));
            EventStatus renewal = ceremony.open(EventOptions.DEFAULT.renewing("root"));
            ceremony.add(renewal.event().id(), ceremony.enough(renewal.file()));
            ceremony.publish(renewal.event().id());

            EventStatus stale = ceremony.status(both.event().id());
            assertThat(stale.reason())
                    .isEqualTo("root 2 was published by somebody else, and is now to be 3;"
                            + " 3 signatures for root are void");
            EventStatus next = ceremony.status(stale.successor().orElseThrow());
            assertThat(next.file().signaturesOf("targets")).hasSize(2);
            assertThat(next.file().signaturesOf("root")).isEmpty();
            ceremony.add(next.event().id(), ceremony.enough(next.file()));
            ceremony.publish(next.event().id());
            requireClientsFind("b.txt", "b");
        }

        @Test
        void loseTheSignaturesOfAKeyThatIsRevokedInTheMeantime() throws Exception {
            sandbox.add("b.txt", "b");
            EventStatus targets = ceremony.open();
            ceremony.add(targets.event().id(), ceremony.enough(targets.file()));
            assertThat(ceremony.status(targets.event().id()).state()).isEqualTo(EventState.READY);
            sandbox.repository.stage(new Change.RotateKeys(RoleType.TARGETS, KeyRequest.of(3, 2), Change.OldKeys.DROP));
            EventStatus revocation = ceremony.open();
            ceremony.takeAway("targets");
            ceremony.add(revocation.event().id(), ceremony.enough(revocation.file()));
            ceremony.publish(revocation.event().id());

            EventStatus stale = ceremony.status(targets.event().id());
            assertThat(stale.state()).isEqualTo(EventState.SUPERSEDED);
            EventStatus next = ceremony.status(stale.successor().orElseThrow());
            assertThat(next.file().signatures()).isEmpty();
            assertThatThrownBy(() -> ceremony.publish(next.event().id()))
                    .hasMessage("event %s: targets: expected signatures by 2 keys of root 2, got 0"
                            .formatted(next.event().id()));
            ceremony.add(next.event().id(), ceremony.enough(next.file()));
            ceremony.publish(next.event().id());
            requireClientsFind("b.txt", "b");
        }
    }

    @Nested
    @DisplayName("cancelled")
    class Cancelled {
        @Test
        void forgetOrStageAgainWhatTheyWereAbout() throws Exception {
            sandbox.add("b.txt", "b");
            String dropped = ceremony.open().event().id();
            ceremony.events().cancel(dropped, "not now", Events.Changes.DROP, sandbox.now);
            assertThat(ceremony.status(dropped).state()).isEqualTo(EventState.CANCELLED);
            assertThat(ceremony.status(dropped).reason()).isEqualTo("not now");
            assertThat(sandbox.repository.status().staged()).isEmpty();

            sandbox.add("c.txt", "c");
            String again = ceremony.open().event().id();
            ceremony.events().cancel(again, "", Events.Changes.STAGE_AGAIN, sandbox.now);
            assertThat(sandbox.repository.status().staged()).hasSize(1);
            ceremony.run();
            requireClientsFind("c.txt", "c");
            assertThat(sandbox.updatedClient().find("b.txt")).isEmpty();
        }

        @Test
        void takeNothingMore() throws Exception {
            sandbox.add("b.txt", "b");
            EventStatus opened = ceremony.open();
            String id = opened.event().id();
            ceremony.events().cancel(id, "a mistake", Events.Changes.DROP, sandbox.now);
            assertThatThrownBy(() -> ceremony.add(id, ceremony.enough(opened.file())))
                    .hasMessage(
                            "event %s: expected one that is open, got one that is cancelled: a mistake".formatted(id));
            assertThatThrownBy(() -> ceremony.events().cancel(id, "", Events.Changes.DROP, sandbox.now))
                    .hasMessage(
                            "event %s: expected one that can be cancelled, got one that is cancelled".formatted(id));
        }
    }
}

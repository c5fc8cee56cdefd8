package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.EventState;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An event whose process dies before any single change to the disk")
class EventCrashTest {
    @TempDir
    Path temporary;

    private Ceremony ceremony;
    private int copies;

    @BeforeEach
    void begin() throws Exception {
        ceremony = Ceremony.begin(temporary.resolve("repo"));
        ceremony.sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
        ceremony.sandbox.add("b.txt", "new");
    }

    /** Does something on copies of the repository that die one change later each time, until one lives. */
    private int tryEverywhere(Action action, Aftermath aftermath) throws Exception {
        boolean ended = false;
        int survives = 0;
        for (; !ended; survives++) {
            Path folder = Trees.copy(ceremony.sandbox.folder, temporary.resolve("copy-" + copies++));
            try {
                action.run(
                        ceremony.with(Sandbox.open(folder, CrashingDisk.after(survives, Failure.KILL_HALF_WRITTEN))));
                ended = true;
            } catch (CrashingDisk.Killed e) {
                ended = false;
            }
            aftermath.check(ceremony.with(Sandbox.open(folder)));
            Trees.delete(folder);
        }
        return survives - 1;
    }

    private static void requireEnds(Ceremony after, String id) throws Exception {
        EventStatus status = after.status(id);
        if (status.state() != EventState.DONE) {
            if (status.state() != EventState.PUBLISHING) {
                after.add(id, after.enough(status.file()));
            }
            after.publish(id);
        }
        assertThat(after.status(id).state()).isEqualTo(EventState.DONE);
        FolderClient client = after.sandbox.updatedClient();
        assertThat(client.download("b.txt")).isEqualTo("new");
        assertThat(client.stage().root().version()).isEqualTo(2);
    }

    @Test
    void whileItIsOpenedIsThereOrWhatWasStagedStillIs() throws Exception {
        int deaths = tryEverywhere(Ceremony::open, after -> {
            after.sandbox.repository.recover();
            List<EventStatus> events = after.events().list(after.sandbox.now);
            int staged = after.sandbox.repository.status().staged().size();
            assertThat(events.isEmpty() ? staged : 2 - staged).isEqualTo(2);
            String id = events.isEmpty()
                    ? after.open().event().id()
                    : events.get(0).event().id();
            requireEnds(after, id);
        });
        assertThat(deaths).isGreaterThan(15);
    }

    @Test
    void whileItIsSignedHasTheSignatureOrHasItNot() throws Exception {
        EventStatus opened = ceremony.open();
        String id = opened.event().id();
        List<PartSignature> enough = ceremony.enough(opened.file());
        int deaths = tryEverywhere(crashing -> crashing.add(id, enough), after -> {
            EventFile file = after.status(id).file();
            assertThat(enough).containsAll(file.signatures());
            assertThat(after.add(id, enough).refused()).isEmpty();
            assertThat(after.status(id).state()).isEqualTo(EventState.READY);
        });
        assertThat(deaths).isGreaterThan(10);
    }

    @Test
    void whileAFileIsImportedTakesItAllTheNextTime() throws Exception {
        EventStatus opened = ceremony.open();
        String id = opened.event().id();
        EventFile signed = opened.file();
        for (PartSignature signature : ceremony.enough(signed)) {
            signed = signed.with(signature);
        }
        EventFile brought = EventFile.read("event", signed.toBytes());
        int deaths = tryEverywhere(crashing -> crashing.events().add(brought, crashing.sandbox.now), after -> {
            assertThat(after.events().add(brought, after.sandbox.now).refused()).isEmpty();
            assertThat(after.status(id).state()).isEqualTo(EventState.READY);
        });
        assertThat(deaths).isGreaterThan(10);
    }

    @Test
    void whileItIsPublishedLeavesEveryClientUpdatableAndIsEndedByTheNextRun() throws Exception {
        EventStatus opened = ceremony.open();
        String id = opened.event().id();
        ceremony.add(id, ceremony.enough(opened.file()));
        FolderClient returning = ceremony.sandbox.updatedClient();
        int deaths = tryEverywhere(crashing -> crashing.publish(id), after -> {
            FolderClient client = returning.reading(after.sandbox.published());
            client.update(after.sandbox.now);
            assertThat(client.find("b.txt").isPresent() ? client.download("b.txt") : "nothing")
                    .isIn("new", "nothing");
            after.sandbox.repository.recover();
            requireEnds(after, id);
            client.update(after.sandbox.now);
            assertThat(client.download("b.txt")).isEqualTo("new");
        });
        assertThat(deaths).isGreaterThan(20);
    }

    @Test
    void whileAnotherTakesItsPlaceIsThereOnceAndOpen() throws Exception {
        EventStatus opened = ceremony.open();
        ceremony.add(opened.event().id(), ceremony.enough(opened.file()));
        EventStatus renewal = ceremony.open(EventOptions.DEFAULT.renewing("root"));
        ceremony.add(renewal.event().id(), ceremony.enough(renewal.file()));
        int deaths = tryEverywhere(crashing -> crashing.publish(renewal.event().id()), after -> {
            after.sandbox.repository.recover();
            if (after.status(renewal.event().id()).state() != EventState.DONE) {
                after.publish(renewal.event().id());
            }
            try (KeyRing keys = after.sandbox.repository.unlock(Sandbox.passphrase())) {
                after.sandbox.repository.publish(
                        after.sandbox.repository.plan(keys, after.sandbox.now, PlanOptions.DEFAULT), after.sandbox.now);
            }
            Optional<String> successor = after.status(opened.event().id()).successor();
            EventStatus next = after.status(successor.orElseThrow());
            assertThat(next.file().signaturesOf("targets")).hasSize(2);
            assertThat(after.events().list(after.sandbox.now)).hasSize(3);
        });
        assertThat(deaths).isGreaterThan(30);
    }

    private interface Action {
        void run(Ceremony crashing) throws Exception;
    }

    private interface Aftermath {
        void check(Ceremony after) throws Exception;
    }
}

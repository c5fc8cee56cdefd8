package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.EventState;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Something that happens to an event and may be interrupted, and what has to be true however far it came. */
final class EventStory {
    private final Step act;
    private final Step check;

    private EventStory(Step act, Step check) {
        this.act = act;
        this.check = check;
    }

    /** A repository with something staged that several people have to sign. */
    static Ceremony begin(Path folder) throws Exception {
        Ceremony ceremony = Ceremony.begin(folder);
        ceremony.sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
        ceremony.sandbox.add("b.txt", "new");
        return ceremony;
    }

    /** Does it. */
    void act(Ceremony ceremony) throws Exception {
        act.run(ceremony);
    }

    /** Refuses what it has left, and goes on from there. */
    void check(Ceremony after) throws Exception {
        check.run(after);
    }

    /** Opened: it is there, or what was staged still is. */
    static EventStory opening() {
        return new EventStory(Ceremony::open, after -> {
            after.sandbox.repository.recover();
            List<EventStatus> events = after.events().list(after.sandbox.now);
            int staged = after.sandbox.repository.status().staged().size();
            assertThat(events.isEmpty() ? staged : 2 - staged).isEqualTo(2);
            String id = events.isEmpty()
                    ? after.open().event().id()
                    : events.get(0).event().id();
            requireEnds(after, id);
        });
    }

    /** Signed: it has each signature, or has it not. */
    static EventStory signing(Ceremony ceremony) throws Exception {
        EventStatus opened = ceremony.open();
        String id = opened.event().id();
        List<PartSignature> enough = ceremony.enough(opened.file());
        return new EventStory(crashing -> crashing.add(id, enough), after -> {
            EventFile file = after.status(id).file();
            assertThat(enough).containsAll(file.signatures());
            assertThat(after.add(id, enough).refused()).isEmpty();
            assertThat(after.status(id).state()).isEqualTo(EventState.READY);
        });
    }

    /** Brought back in a file: the next time takes all of it. */
    static EventStory importing(Ceremony ceremony) throws Exception {
        EventStatus opened = ceremony.open();
        String id = opened.event().id();
        EventFile signed = opened.file();
        for (PartSignature signature : ceremony.enough(signed)) {
            signed = signed.with(signature);
        }
        EventFile brought = EventFile.read("event", signed.toBytes());
        return new EventStory(crashing -> crashing.events().add(brought, crashing.sandbox.now), after -> {
            assertThat(after.events().add(brought, after.sandbox.now).refused()).isEmpty();
            assertThat(after.status(id).state()).isEqualTo(EventState.READY);
        });
    }

    /** Published: every client can update, and the next run ends it. */
    static EventStory publishing(Ceremony ceremony) throws Exception {
        EventStatus opened = ceremony.open();
        String id = opened.event().id();
        ceremony.add(id, ceremony.enough(opened.file()));
        FolderClient returning = ceremony.sandbox.updatedClient();
        return new EventStory(crashing -> crashing.publish(id), after -> {
            FolderClient client = returning.reading(after.sandbox.published());
            client.update(after.sandbox.now);
            assertThat(client.find("b.txt").isPresent() ? client.download("b.txt") : "nothing")
                    .isIn("new", "nothing");
            after.sandbox.repository.recover();
            requireEnds(after, id);
            client.update(after.sandbox.now);
            assertThat(client.download("b.txt")).isEqualTo("new");
        });
    }

    /** Replaced, because what it builds on was published: the other one is there once, and open. */
    static EventStory superseding(Ceremony ceremony) throws Exception {
        EventStatus opened = ceremony.open();
        ceremony.add(opened.event().id(), ceremony.enough(opened.file()));
        EventStatus renewal = ceremony.open(EventOptions.DEFAULT.renewing("root"));
        ceremony.add(renewal.event().id(), ceremony.enough(renewal.file()));
        return new EventStory(crashing -> crashing.publish(renewal.event().id()), after -> {
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

    @FunctionalInterface
    private interface Step {
        void run(Ceremony ceremony) throws Exception;
    }

    /** Those that there are. */
    enum Kind {
        OPENING {
            @Override
            EventStory begin(Ceremony ceremony) {
                return EventStory.opening();
            }
        },
        SIGNING {
            @Override
            EventStory begin(Ceremony ceremony) throws Exception {
                return EventStory.signing(ceremony);
            }
        },
        IMPORTING {
            @Override
            EventStory begin(Ceremony ceremony) throws Exception {
                return EventStory.importing(ceremony);
            }
        },
        PUBLISHING {
            @Override
            EventStory begin(Ceremony ceremony) throws Exception {
                return EventStory.publishing(ceremony);
            }
        },
        SUPERSEDING {
            @Override
            EventStory begin(Ceremony ceremony) throws Exception {
                return EventStory.superseding(ceremony);
            }
        };

        abstract EventStory begin(Ceremony ceremony) throws Exception;
    }
}

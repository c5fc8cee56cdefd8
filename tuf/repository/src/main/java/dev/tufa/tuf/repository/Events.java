package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.EventState;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.Merge;
import dev.tufa.tuf.repository.ceremony.Note;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signing events of a repository. An event takes what is staged and fixes the exact bytes of every role that cannot be signed
 * with the keys that are here; people sign these, each where that person's key is; then it is published like anything else.
 *
 * <p>While it collects signatures, the repository goes on publishing. When something is published that an event builds on, another
 * event takes its place: signatures of parts that came out the same are kept, and all others are void.
 */
public final class Events {
    private final RepositoryFolder folder;

    Events(RepositoryFolder folder) {
        this.folder = folder;
    }

    /**
     * Opens an event about what is staged, which is then staged no more. New keys that it asks for are made at once, and what keys
     * here have to sign is signed.
     *
     * @throws EventRefusedException if every role can be signed here
     */
    public EventStatus open(KeyRing keys, Instant now, EventOptions options)
            throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            locked.requirePlausible(now, PlanOptions.ClockCheck.ENFORCED);
            ClientUpdate live = locked.live();
            locked.requireNotOlder(live);
            EventOpening opening = new EventOpening(folder, locked, live, now);
            EventFile file = opening.of(keys, options);
            locked.publish(opening.plan());
            return store().status(file.event().id(), now);
        }
    }

    /** All events, the oldest first. */
    public List<EventStatus> list(Instant now) throws RepositoryException, IOException {
        List<EventStatus> all = new ArrayList<>();
        for (String id : store().ids()) {
            all.add(store().status(id, now));
        }
        return all;
    }

    /**
     * An event.
     *
     * @throws EventRefusedException if there is none of that id
     */
    public EventStatus find(String id, Instant now) throws RepositoryException, IOException {
        return store().status(id, now);
    }

    /**
     * Takes signatures that somebody has made. Each is taken or refused by itself.
     *
     * @throws EventRefusedException if the event takes none any more
     */
    public Merge add(String id, List<PartSignature> signatures, Instant now)
            throws RepositoryException, IOException, TrustException {
        return add(id, signatures, List.of(), now);
    }

    /**
     * Takes what was added to a copy of an event, or of one whose place it has taken.
     *
     * @throws EventRefusedException if the event is of another repository, not known here, or takes nothing any more
     */
    public Merge add(EventFile file, Instant now) throws RepositoryException, IOException, TrustException {
        String here = folder.repositoryId();
        if (!file.event().repository().equals(here)) {
            throw new EventRefusedException(
                    "event %s: expected one of the repository whose first root has SHA-256 %s, got %s"
                            .formatted(
                                    file.event().id(),
                                    here,
                                    Printable.of(file.event().repository())));
        }
        EventStatus status = find(file.event().id(), now);
        if (!status.event().digest().equals(file.event().digest())) {
            throw new EventRefusedException("event %s: expected the one with digest %s, got another with %s"
                    .formatted(
                            file.event().id(),
                            status.event().digest(),
                            file.event().digest()));
        }
        return add(file.event().id(), file.signatures(), file.notes(), now);
    }

    private Merge add(String id, List<PartSignature> signatures, List<Note> notes, Instant now)
            throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lock()) {
            EventStatus status = current(locked, id, now);
            requireCollecting(status);
            EventFile file = status.file();
            List<PartSignature> added = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            int known = 0;
            for (PartSignature signature : signatures) {
                try {
                    EventFile more = file.with(signature);
                    if (more.signatures().size() == file.signatures().size()) {
                        known++;
                    } else {
                        store().add(file.event().id(), signature);
                        added.add(signature);
                        file = more;
                    }
                } catch (EventRefusedException e) {
                    refused.add(e.getMessage() + because(id, status));
                }
            }
            for (Note note : notes) {
                store().add(file.event().id(), note);
            }
            return new Merge(added, known, refused);
        }
    }

    private String because(String id, EventStatus status) throws RepositoryException, IOException {
        return status.event().id().equals(id)
                ? ""
                : "; event %s was superseded by %s: %s"
                        .formatted(
                                id,
                                status.event().id(),
                                store().status(id, Instant.MIN).reason());
    }

    /** Writes something beside an event. */
    public void add(String id, Note note, Instant now) throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lock()) {
            EventStatus status = current(locked, id, now);
            requireOpen(status);
            store().add(status.event().id(), note);
        }
    }

    /**
     * Gives an event up.
     *
     * @param changes what becomes of the changes that it is about
     */
    public void cancel(String id, String reason, Changes changes, Instant now)
            throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lockAndRecover()) {
            EventStatus status = store().status(id, now);
            boolean ended = status.state() == EventState.DONE
                    || status.state() == EventState.CANCELLED
                    || status.successor().isPresent();
            if (ended) {
                throw new EventRefusedException("event %s: expected one that can be cancelled, got one that is %s"
                        .formatted(id, status.state().text()));
            }
            new EventEnding(folder, locked, now).cancel(status.event(), reason, changes);
        }
    }

    /** What becomes of changes when their event is cancelled. */
    public enum Changes {
        /** They are forgotten. */
        DROP,
        /** They are staged again, after what is staged. */
        STAGE_AGAIN
    }

    /**
     * Publishes an event: the collected signatures make its roles valid, and the keys that are here sign snapshot, timestamp and
     * whatever else the changes touch.
     *
     * @throws EventRefusedException if signatures are missing, or the event has ended
     */
    public PublicationPlan publish(String id, KeyRing keys, Instant now)
            throws RepositoryException, IOException, TrustException {
        try (LockedFolder locked = folder.lock()) {
            EventStatus status = current(locked, id, now);
            requireReady(status);
            String current = status.event().id();
            locked.requirePlausible(now, PlanOptions.ClockCheck.ENFORCED);
            ClientUpdate live = locked.live();
            locked.requireNotOlder(live);
            PublicationPlan plan = new EventPlanner(folder, locked, live, keys, now)
                    .plan(status.file(), new EventEnding(folder, locked, now).done(current));
            locked.check(plan, Optional.of(live), now);
            store().beginPublishing(status.file(), now);
            locked.publish(plan);
            new EventEnding(folder, locked, now).replan();
            return plan;
        }
    }

    /** The event, or the one that has taken its place, after it has been planned again if it had to be. */
    private EventStatus current(LockedFolder locked, String id, Instant now)
            throws RepositoryException, IOException, TrustException {
        locked.recover();
        new EventEnding(folder, locked, now).replan();
        EventStatus status = store().status(id, now);
        while (status.successor().isPresent()) {
            status = store().status(status.successor().get(), now);
        }
        return status;
    }

    private static void requireOpen(EventStatus status) throws EventRefusedException {
        if (!status.state().isOpen()) {
            throw new EventRefusedException("event %s: expected one that is open, got one that is %s%s"
                    .formatted(
                            status.event().id(),
                            status.state().text(),
                            status.reason().isEmpty() ? "" : ": " + Printable.of(status.reason())));
        }
    }

    private static void requireCollecting(EventStatus status) throws EventRefusedException {
        requireOpen(status);
        if (status.state() == EventState.PUBLISHING) {
            throw new EventRefusedException("event %s: expected one that takes signatures, got one that is publishing"
                    .formatted(status.event().id()));
        }
    }

    private static void requireReady(EventStatus status) throws EventRefusedException {
        requireOpen(status);
        for (var progress : status.progress()) {
            if (!progress.isMet()) {
                throw new EventRefusedException("event %s: %s: expected signatures by %d keys of %s, got %d"
                        .formatted(
                                status.event().id(),
                                progress.role(),
                                progress.threshold(),
                                progress.requirement().asker(),
                                progress.count()));
            }
        }
    }

    private EventStore store() {
        return folder.eventStore();
    }
}

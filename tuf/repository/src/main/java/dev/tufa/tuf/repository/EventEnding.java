package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.ceremony.Event;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.Note;
import dev.tufa.tuf.repository.ceremony.Part;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.ceremony.Requirement;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ends events: those that are published, given up, or have lost what they were built on. */
final class EventEnding {
    private final RepositoryFolder folder;
    private final LockedFolder locked;
    private final Instant now;

    EventEnding(RepositoryFolder folder, LockedFolder locked, Instant now) {
        this.folder = folder;
        this.locked = locked;
        this.now = now;
    }

    /** The last steps of an event's publication. */
    List<PublicationStep> done(String id) throws IOException {
        List<PublicationStep> steps = new ArrayList<>(folder.eventStore().discards(id));
        steps.add(ended(new EventLayout(id).done(), "published", Optional.empty()));
        return steps;
    }

    void cancel(Event event, String reason, Events.Changes changes)
            throws RepositoryException, IOException, TrustException {
        List<PublicationStep> steps = new ArrayList<>();
        EventLayout paths = new EventLayout(event.id());
        if (changes == Events.Changes.STAGE_AGAIN) {
            List<Change> again = EventPlanner.changes(event);
            for (Change change : again) {
                if (change instanceof Change.AddTarget add) {
                    steps.add(new PublicationStep.CreateTarget(
                            Layout.stagedFile(add.sha256()),
                            paths.file(add.sha256()),
                            add.target().length(),
                            add.sha256()));
                }
            }
            steps.addAll(locked.staging().steps(again));
        }
        steps.add(ended(paths.cancelled(), reason, Optional.empty()));
        steps.addAll(folder.eventStore().discards(event.id()));
        locked.publish(plan(locked.live(), steps, now));
    }

    /** Lets other events take the places of those that no longer fit what is published. */
    void replan() throws RepositoryException, IOException, TrustException {
        for (String id : folder.eventStore().unendedIds()) {
            EventStatus status = folder.eventStore().status(id, now);
            if (status.state().isOpen()) {
                replan(status.file());
            }
        }
    }

    private void replan(EventFile old) throws RepositoryException, IOException, TrustException {
        ClientUpdate live = locked.live();
        try (KeyRing keys = folder.keyRing(new char[0], Surroundings.ofProcess())) {
            EventPlanner planner = new EventPlanner(folder, locked, live, keys, now);
            EventOpening opening = new EventOpening(folder, locked, live, now);
            List<Part> parts;
            try {
                if (planner.isCurrent(old)) {
                    return;
                }
                parts = planner.partsAgain(old);
            } catch (ChangeRefusedException e) {
                supersede(old, opening, "it cannot be planned any more: " + e.getMessage(), Optional.empty());
                return;
            }
            if (parts.isEmpty()) {
                supersede(old, opening, "what it was about is published already", Optional.empty());
                return;
            }
            EventFile next = opening.again(old, parts);
            supersede(old, opening, reason(old, next), Optional.of(next.event().id()));
        }
    }

    private void supersede(EventFile old, EventOpening opening, String reason, Optional<String> successor)
            throws RepositoryException, IOException {
        String id = old.event().id();
        if (successor.isPresent()) {
            byte[] note = JsonText.bytes(Note.comment(now, "tufa", "takes the place of %s: %s".formatted(id, reason))
                    .toJson());
            opening.add(new PublicationStep.Replace(new EventLayout(successor.get()).note(note), Content.of(note)));
            folder.eventStore().discards(id).forEach(opening::add);
        }
        opening.add(ended(new EventLayout(id).superseded(), reason, successor));
        locked.publish(opening.plan());
    }

    /** What has changed, and what that does to the signatures that there were. */
    private static String reason(EventFile old, EventFile next) {
        List<String> changed = new ArrayList<>();
        for (Part part : old.event().parts()) {
            Optional<Part> now = next.event().part(part.role());
            if (now.isEmpty()) {
                changed.add(part.role() + " is published already");
            } else if (!now.get().equals(part)) {
                changed.add(
                        now.get().version() == part.version()
                                ? "%s has other content on what is published now".formatted(part.role())
                                : "%s %d was published by somebody else, and is now to be %d"
                                        .formatted(
                                                part.role(),
                                                part.version(),
                                                now.get().version()));
            } else if (!old.event().isRequired(part, authorities(next.event(), part))) {
                changed.add("other keys are asked for than before for " + part.role());
            }
        }
        Map<String, Integer> lost = new TreeMap<>();
        for (PartSignature signature : old.signatures()) {
            if (next.find(signature.role(), signature.keyId()).isEmpty()) {
                lost.merge(signature.role(), 1, Integer::sum);
            }
        }
        lost.forEach((role, count) -> changed.add(
                count == 1
                        ? "1 signature for %s is void".formatted(role)
                        : "%d signatures for %s are void".formatted(count, role)));
        return changed.isEmpty() ? "what is published has changed" : String.join("; ", changed);
    }

    private static List<RoleAuthority> authorities(Event event, Part part) {
        return event.requirements(part).stream().map(Requirement::authority).toList();
    }

    private PublicationStep ended(String path, String reason, Optional<String> successor) {
        return new PublicationStep.Replace(path, Content.of(EventStore.ended(now, reason, successor)));
    }

    /** Steps that clients see nothing of, carried out like a publication: all of them or none. */
    static PublicationPlan plan(ClientUpdate live, List<PublicationStep> steps, Instant now) {
        return new PublicationPlan(
                now,
                new PublicationPlan.Base(
                        live.timestampFile().sha256(), live.root().version(), List.of(), ""),
                steps,
                new PublicationPlan.Claims(List.of(), Map.of(), Optional.empty()));
    }
}

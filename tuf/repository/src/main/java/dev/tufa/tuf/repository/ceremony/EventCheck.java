package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.EventRefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be true of an event whoever made it: a signer sees the differences to files that are signed as clients ask, and signs
 * nothing that clients could not follow.
 */
final class EventCheck {
    private EventCheck() {}

    static void require(Event event) throws EventRefusedException {
        if (event.published(Part.ROOT).isEmpty()) {
            throw refused(event, Part.ROOT, "the root that clients have", "none");
        }
        Set<String> known = new HashSet<>(Set.of(Part.ROOT));
        for (Published file : event.base()) {
            requireKnown(event, known, file.role(), file.delegator());
            requireSigned(event, file);
            known.add(file.role());
        }
        for (Part part : event.parts()) {
            requireKnown(event, known, part.role(), part.delegator());
            requireNext(event, part);
            requireRequired(event, part);
            known.add(part.role());
        }
    }

    /** Whoever delegates comes first, so that every word goes back to the root. */
    private static void requireKnown(Event event, Set<String> known, String role, String delegator)
            throws EventRefusedException {
        if (!known.contains(delegator)) {
            throw refused(event, role, "a delegator before it", Printable.of(delegator));
        }
    }

    /** What the event builds on is signed by keys of the root in it, or of a delegator in it. */
    private static void requireSigned(Event event, Published file) throws EventRefusedException {
        Optional<RoleType> type = RoleType.named(file.role());
        if (type.isPresent() && type.get() != RoleType.ROOT && type.get() != RoleType.TARGETS) {
            throw refused(event, file.role(), "root or a role of targets", "another");
        }
        Requirement requirement = (type.isPresent()
                        ? event.baseRoot().part().root().authority(type.get())
                        : event.published(file.delegator())
                                .filter(delegator -> !delegator.role().equals(Part.ROOT))
                                .flatMap(delegator ->
                                        Delegation.find(delegator.part().targets(), file.delegator(), file.role())))
                .map(authority -> new Requirement(file.delegator(), authority))
                .orElseThrow(
                        () -> refused(event, file.role(), "a delegation by " + Printable.of(file.delegator()), "none"));
        Progress progress = Progress.of(file.part(), requirement, file.signatures());
        if (!progress.isMet()) {
            throw refused(
                    event,
                    file.role(),
                    "the published file with signatures by %d keys".formatted(progress.threshold()),
                    "%d".formatted(progress.count()));
        }
    }

    /** A version that is not above the published one is never signed; the next root is one above the last. */
    private static void requireNext(Event event, Part part) throws EventRefusedException {
        if (!part.signed().toJson().equals(part.json())) { // what is shown is all that is signed
            throw refused(event, part.role(), "metadata as this version writes it", "another spelling");
        }
        long published =
                event.published(part.role()).map(file -> file.part().version()).orElse(0L);
        if (part.version() <= published || (part.role().equals(Part.ROOT) && part.version() != published + 1)) {
            throw refused(
                    event,
                    part.role(),
                    "a version %s %d".formatted(part.role().equals(Part.ROOT) ? "one above" : "above", published),
                    "%d".formatted(part.version()));
        }
    }

    private static void requireRequired(Event event, Part part) throws EventRefusedException {
        Optional<RoleType> type = RoleType.named(part.role());
        if (type.isPresent() && type.get() != RoleType.ROOT && type.get() != RoleType.TARGETS) {
            throw refused(event, part.role(), "root or a role of targets", "another");
        }
        if (type.isEmpty() && part.delegator().equals(Part.ROOT)) {
            throw refused(event, part.role(), "a delegator among the roles of targets", "root");
        }
        List<Requirement> requirements = event.requirements(part);
        if (requirements.isEmpty()) {
            throw refused(event, part.role(), "a delegation by " + Printable.of(part.delegator()), "none");
        }
    }

    private static EventRefusedException refused(Event event, String role, String expected, String actual) {
        return new EventRefusedException(
                "event %s: %s: expected %s, got %s".formatted(event.id(), Printable.of(role), expected, actual));
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.ceremony.Event;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.Intent;
import dev.tufa.tuf.repository.ceremony.Part;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Works out what an event has people sign, whether that still holds, and the publication that comes of it. */
final class EventPlanner {
    private final RepositoryFolder folder;
    private final LockedFolder locked;
    private final ClientUpdate live;
    private final KeyRing keys;
    private final Instant now;

    /**
     * @param live what is published, verified
     * @param keys for finding the parts, it need not be possible to open them
     */
    EventPlanner(RepositoryFolder folder, LockedFolder locked, ClientUpdate live, KeyRing keys, Instant now) {
        this.folder = folder;
        this.locked = locked;
        this.live = live;
        this.keys = keys;
        this.now = now;
    }

    /** The roles that cannot be signed with the keys that are here. */
    List<Part> parts(List<Change> changes, Set<String> renew, NewKeys newKeys)
            throws RepositoryException, IOException, TrustException {
        List<Part> parts = find(changes, renew, newKeys, Set.of(), Map.of()).parts();
        for (Part part : parts) {
            if (part.role().equals(RoleType.SNAPSHOT.text()) || part.role().equals(RoleType.TIMESTAMP.text())) {
                throw new EventRefusedException(
                        "%s: expected its private keys here, got too few: it is signed when an event is published"
                                .formatted(part.role()));
            }
        }
        return parts;
    }

    /** Whether an event still fits what is published. */
    boolean isCurrent(EventFile file) throws RepositoryException, IOException, TrustException {
        Event event = file.event();
        PartsToSign found = again(event, headers(event.parts()));
        for (Part part : event.parts()) {
            if (!kept(file, found).contains(part.role()) || !event.isRequired(part, found.authorities(part))) {
                return false;
            }
        }
        return true;
    }

    /** The parts of an event as they have to be now: those to which nothing happened stay as they are. */
    List<Part> partsAgain(EventFile file) throws RepositoryException, IOException, TrustException {
        Event event = file.event();
        Set<String> kept = kept(file, again(event, headers(event.parts())));
        List<Part> stay = event.parts().stream()
                .filter(part -> kept.contains(part.role()))
                .toList();
        return again(event, headers(stay)).parts().stream()
                .filter(part -> event.part(part.role()).isPresent())
                .toList();
    }

    private PartsToSign again(Event event, Map<String, Header> fixed)
            throws RepositoryException, IOException, TrustException {
        Set<String> roles = new HashSet<>(event.parts().stream().map(Part::role).toList());
        return find(changes(event), Set.copyOf(event.renewed()), newKeysAgain(event), roles, fixed);
    }

    /** The names of the roles whose bytes come out the same, under a name that is free or holds just them. */
    private Set<String> kept(EventFile file, PartsToSign found) throws IOException {
        Set<String> kept = new HashSet<>();
        for (Part part : found.parts()) {
            String path = Layout.versioned(part.version(), part.role());
            boolean free = !folder.exists(path) || folder.read(path).equals(EventSigning.composed(file, part));
            if (free && file.event().part(part.role()).filter(part::equals).isPresent()) {
                kept.add(part.role());
            }
        }
        return kept;
    }

    private PartsToSign find(
            List<Change> changes, Set<String> renew, NewKeys newKeys, Set<String> roles, Map<String, Header> fixed)
            throws RepositoryException, IOException, TrustException {
        PartsToSign found = new PartsToSign(keys, roles);
        planner(newKeys, found, renew, fixed, locked.signingDesk(live, now))
                .plan(staged(changes, ""), List.of(), Planner.Unstaged.NOTHING);
        return found;
    }

    /** The publication of an event for which enough signatures have been collected. */
    PublicationPlan plan(EventFile file, List<PublicationStep> last)
            throws RepositoryException, IOException, TrustException {
        Event event = file.event();
        SigningDesk desk = locked.signingDesk(live, now);
        EventSigning signing = new EventSigning(new RoleSigning(keys, desk), file);
        EventLayout layout = new EventLayout(event.id());
        PublicationPlan plan = planner(
                        newKeysAgain(event), signing, Set.copyOf(event.renewed()), headers(event.parts()), desk)
                .plan(staged(changes(event), layout.event()), last, Planner.Unstaged.NOTHING);
        desk.commit();
        return new PublicationPlan(
                plan.plannedAt(),
                plan.base(),
                plan.steps().stream().map(layout::fromEvent).toList(),
                plan.claims());
    }

    private Planner planner(
            NewKeys newKeys, Signing signing, Set<String> renew, Map<String, Header> fixed, SigningDesk desk)
            throws IOException {
        KeyIndex index = folder.keyIndex();
        PlanOptions options = new PlanOptions(renew, PlanOptions.DEFAULT.due(), PlanOptions.ClockCheck.ENFORCED);
        return new Planner(
                live,
                folder.settings(),
                index,
                newKeys,
                signing,
                fixed,
                folder.continuation(),
                folder::exists,
                locked.spool(),
                now,
                options,
                desk);
    }

    private NewKeys newKeysAgain(Event event) throws IOException {
        return new NewKeys(keys, folder.keyIndex(), List.of(), EventKeys.again(event.given()));
    }

    private static Map<String, Header> headers(List<Part> parts) {
        Map<String, Header> headers = new HashMap<>();
        parts.forEach(part -> headers.put(part.role(), part.signed().header()));
        return headers;
    }

    private static List<StagedChange> staged(List<Change> changes, String path) {
        return changes.stream().map(change -> new StagedChange(path, change)).toList();
    }

    static List<Change> changes(Event event) throws IOException {
        List<Change> changes = new ArrayList<>();
        for (Intent intent : event.intent()) {
            changes.add(ChangeJson.read("event " + event.id(), JsonText.bytes(intent.change())));
        }
        return changes;
    }
}

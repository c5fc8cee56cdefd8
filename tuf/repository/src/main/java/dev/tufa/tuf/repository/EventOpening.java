package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.ceremony.Event;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.Intent;
import dev.tufa.tuf.repository.ceremony.Note;
import dev.tufa.tuf.repository.ceremony.Part;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.repository.signing.StoredKey;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Opens an event: one journaled step takes what is staged away and puts the event there. */
final class EventOpening {
    private final RepositoryFolder folder;
    private final LockedFolder locked;
    private final ClientUpdate live;
    private final Instant now;
    private final List<PublicationStep> steps = new ArrayList<>();

    EventOpening(RepositoryFolder folder, LockedFolder locked, ClientUpdate live, Instant now) {
        this.folder = folder;
        this.locked = locked;
        this.live = live;
        this.now = now;
    }

    EventFile of(KeyRing keys, EventOptions options) throws RepositoryException, IOException, TrustException {
        List<StagedChange> staged = locked.staging().read();
        List<Change> changes = staged.stream().map(StagedChange::change).toList();
        NewKeys newKeys = new NewKeys(keys, folder.keyIndex(), List.of(), EventKeys.ofHolders(options.holders()));
        List<Part> parts = new EventPlanner(folder, locked, live, keys, now).parts(changes, options.renew(), newKeys);
        if (parts.isEmpty()) {
            throw new EventRefusedException(
                    "event: expected a role whose private keys are elsewhere, got none: publish what is staged");
        }
        requireUsed(options, newKeys);
        List<Intent> intents = new ArrayList<>();
        for (Change change : changes) {
            intents.add(intent(change));
        }
        Event event = event(
                intents,
                List.copyOf(options.renew()),
                newKeys.all(),
                parts,
                now.plus(options.patience()).truncatedTo(ChronoUnit.SECONDS),
                Optional.empty());
        steps.addAll(newKeys.steps());
        EventFile file = EventFile.of(event);
        for (PartSignature signature : signedHere(event, keys)) {
            file = file.with(signature);
        }
        for (Note invitation : invitations(event, newKeys)) {
            file = file.with(invitation);
        }
        write(file, changes, Layout::stagedFile);
        steps.addAll(locked.staging().discards(staged));
        return file;
    }

    /** Opens the event that takes the place of another one: what is still right is carried over. */
    EventFile again(EventFile old, List<Part> parts) throws RepositoryException, IOException, TrustException {
        Event before = old.event();
        Event event = event(
                before.intent(), before.renewed(), before.given(), parts, before.deadline(), Optional.of(before.id()));
        EventFile file = new EventFile(event, List.of(), old.notes());
        for (PartSignature signature : old.signatures()) {
            file = withIfRight(file, signature);
        }
        EventLayout from = new EventLayout(before.id());
        write(file, EventPlanner.changes(before), from::file);
        return file;
    }

    /** A signature over other bytes, or by a key that is not asked for any more, is void. */
    private static EventFile withIfRight(EventFile file, PartSignature signature) {
        try {
            return file.with(signature);
        } catch (EventRefusedException e) {
            return file;
        }
    }

    private static Intent intent(Change change) throws IOException {
        return new Intent(
                change.describe(),
                StoredJson.read("change", ChangeJson.write(change)).object());
    }

    /** Public keys that no change asks for would be forgotten without a word. */
    private static void requireUsed(EventOptions options, NewKeys newKeys) throws EventRefusedException {
        for (Map.Entry<String, List<Key>> holder : options.holders().entrySet()) {
            for (Key key : holder.getValue()) {
                if (newKeys.all().stream().noneMatch(keys -> keys.containsValue(key))) {
                    throw new EventRefusedException(
                            "keys of %s: expected a staged change that asks for as many, got more of them"
                                    .formatted(holder.getKey()));
                }
            }
        }
    }

    private Event event(
            List<Intent> intents,
            List<String> renewed,
            List<Map<String, Key>> given,
            List<Part> parts,
            Instant deadline,
            Optional<String> supersedes)
            throws IOException, TrustException {
        StringBuilder signed = new StringBuilder();
        parts.forEach(part -> signed.append(part.sha256()));
        supersedes.ifPresent(signed::append);
        String hash = Content.of(signed.toString().getBytes(StandardCharsets.US_ASCII))
                .sha256();
        return new Event(
                folder.eventStore().freeId(now, hash),
                folder.repositoryId(),
                now.truncatedTo(ChronoUnit.SECONDS),
                deadline,
                intents,
                renewed,
                given,
                new EventBase(live, folder.metadata()).of(parts),
                parts,
                supersedes);
    }

    /** Whoever is known to hold a key that is asked for is invited. */
    private List<Note> invitations(Event event, NewKeys newKeys) {
        Map<String, List<String>> keyIdsOf = new TreeMap<>();
        for (Part part : event.parts()) {
            for (String keyId : event.wanted(part).keySet()) {
                newKeys.find(keyId)
                        .flatMap(StoredKey::holder)
                        .ifPresent(name -> keyIdsOf.computeIfAbsent(name, any -> new ArrayList<>())
                                .add(keyId));
            }
        }
        List<Note> invitations = new ArrayList<>();
        keyIdsOf.forEach((name, keyIds) -> invitations.add(Note.invitation(
                now.truncatedTo(ChronoUnit.SECONDS),
                name,
                keyIds.stream().distinct().toList())));
        return invitations;
    }

    private static List<PartSignature> signedHere(Event event, KeyRing keys) throws IOException {
        List<PartSignature> signatures = new ArrayList<>();
        for (Part part : event.parts()) {
            for (String keyId : event.wanted(part).keySet()) {
                Optional<Signer> signer = keys.signer(keyId);
                if (signer.isPresent()) {
                    signatures.add(new PartSignature(
                            part.role(), keyId, part.sha256(), signer.get().sign(part.json())));
                }
            }
        }
        return signatures;
    }

    /** The event's own file comes last but for what it makes unnecessary: the event is there when that file is. */
    private void write(EventFile file, List<Change> changes, UnaryOperator<String> source)
            throws RepositoryException, IOException {
        EventLayout paths = new EventLayout(file.event().id());
        folder.eventStore().makeDirectories(paths);
        for (Change change : changes) {
            if (change instanceof Change.AddTarget add) {
                steps.add(new PublicationStep.CreateTarget(
                        paths.file(add.sha256()),
                        source.apply(add.sha256()),
                        add.target().length(),
                        add.sha256()));
            }
        }
        for (PartSignature signature : file.signatures()) {
            steps.add(new PublicationStep.Replace(
                    paths.signature(signature), Content.of(JsonText.bytes(signature.toJson()))));
        }
        for (var note : file.notes()) {
            byte[] content = JsonText.bytes(note.toJson());
            steps.add(new PublicationStep.Replace(paths.note(content), Content.of(content)));
        }
        file.toBytes(); // refused here if it is too large to be handed on
        steps.add(new PublicationStep.Replace(paths.event(), Content.of(file.eventBytes())));
    }

    void add(PublicationStep step) {
        steps.add(step);
    }

    /** All that has to happen, at once. */
    PublicationPlan plan() {
        return EventEnding.plan(live, steps, now);
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.Merge;
import dev.tufa.tuf.repository.ceremony.Part;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.ceremony.SigningSession;
import dev.tufa.tuf.repository.signing.KeyFileSigner;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A repository whose root and targets keys were taken away by people. */
final class Ceremony {
    final Sandbox sandbox;

    /** Where the people keep their keys. */
    final Path people;

    /** The keys that people have opened: each opens a key file once, however often it signs. */
    private final Map<String, Signer> opened;

    private Ceremony(Sandbox sandbox, Path people, Map<String, Signer> opened) {
        this.sandbox = sandbox;
        this.people = people;
        this.opened = opened;
    }

    /** Five keys for root of which three have to sign, three for targets of which two have to. */
    static Ceremony begin(Path folder) throws Exception {
        Sandbox sandbox = Sandbox.init(
                folder,
                Sandbox.FAST
                        .withKeys(RoleType.ROOT, KeyRequest.of(5, 3))
                        .withKeys(RoleType.TARGETS, KeyRequest.of(3, 2)));
        sandbox.add("a.txt", "old");
        sandbox.publish();
        Ceremony ceremony = new Ceremony(sandbox, folder.resolveSibling("people"), new HashMap<>());
        ceremony.takeAway("root");
        ceremony.takeAway("targets");
        return ceremony;
    }

    /** The same people with a copy of the repository. */
    Ceremony with(Sandbox other) {
        return new Ceremony(other, people, opened);
    }

    /** Takes the private keys of a role away. */
    void takeAway(String role) throws IOException {
        Files.createDirectories(people);
        try (Stream<Path> files = Files.list(sandbox.folder.resolve("keys"))) {
            for (Path file : files.filter(key -> key.getFileName().toString().startsWith(role + "-"))
                    .toList()) {
                Files.move(file, people.resolve(file.getFileName()));
            }
        }
    }

    Events events() {
        return sandbox.repository.events();
    }

    EventStatus open() throws RepositoryException, IOException, TrustException {
        return open(EventOptions.DEFAULT);
    }

    EventStatus open(EventOptions options) throws RepositoryException, IOException, TrustException {
        try (KeyRing keys = sandbox.repository.unlock(Sandbox.passphrase())) {
            return events().open(keys, sandbox.now, options);
        }
    }

    PublicationPlan publish(String id) throws RepositoryException, IOException, TrustException {
        try (KeyRing keys = sandbox.repository.unlock(Sandbox.passphrase())) {
            return events().publish(id, keys, sandbox.now);
        }
    }

    EventStatus status(String id) throws RepositoryException, IOException {
        return events().find(id, sandbox.now);
    }

    Merge add(String id, List<PartSignature> signatures) throws RepositoryException, IOException, TrustException {
        return events().add(id, signatures, sandbox.now);
    }

    /** The signer of a key that somebody has taken away. */
    Signer signer(String keyId, Key key) throws IOException {
        Signer known = opened.get(keyId);
        if (known == null) {
            known = open(keyId, key);
            opened.put(keyId, known);
        }
        return known;
    }

    private Signer open(String keyId, Key key) throws IOException {
        try (Stream<Path> files = Files.list(people)) {
            Path file = files.filter(path -> path.getFileName().toString().contains(keyId))
                    .findFirst()
                    .orElseThrow(() -> new IOException("nobody has " + keyId));
            return KeyFileSigner.open(keyId, Files.readAllBytes(file), Sandbox.passphrase(), List.of(key))
                    .orElseThrow();
        }
    }

    /** What a key that somebody has taken away signs of a part. */
    PartSignature sign(EventFile file, Part part, String keyId) throws IOException {
        Key key = Objects.requireNonNull(file.event().wanted(part).get(keyId), keyId);
        return new PartSignature(
                part.role(), keyId, part.sha256(), signer(keyId, key).sign(part.json()));
    }

    /** What each of an event's keys signs of it, by key id. */
    Map<String, List<PartSignature>> everybody(EventFile file) throws IOException, EventRefusedException {
        Map<String, List<PartSignature>> all = new HashMap<>();
        for (Part part : file.event().parts()) {
            for (Map.Entry<String, Key> wanted : file.event().wanted(part).entrySet()) {
                if (!all.containsKey(wanted.getKey())
                        && file.find(part.role(), wanted.getKey()).isEmpty()) {
                    all.put(
                            wanted.getKey(),
                            SigningSession.of(file, wanted.getValue())
                                    .sign(signer(wanted.getKey(), wanted.getValue())));
                }
            }
        }
        return all;
    }

    /** Signatures by just as many keys as every threshold asks for. */
    List<PartSignature> enough(EventFile file) throws IOException, EventRefusedException {
        List<PartSignature> signatures = new ArrayList<>();
        EventFile signed = file;
        for (Map.Entry<String, List<PartSignature>> one : everybody(file).entrySet()) {
            for (PartSignature signature : one.getValue()) {
                boolean needed = signed.progress().stream()
                        .anyMatch(progress -> progress.role().equals(signature.role())
                                && !progress.isMet()
                                && progress.missing().contains(signature.keyId()));
                if (needed) {
                    signed = signed.with(signature);
                    signatures.add(signature);
                }
            }
        }
        return signatures;
    }

    /** Opens an event about what is staged, has it signed, and publishes it. */
    EventStatus run() throws RepositoryException, IOException, TrustException {
        EventStatus opened = open();
        add(opened.event().id(), enough(opened.file()));
        publish(opened.event().id());
        return status(opened.event().id());
    }
}

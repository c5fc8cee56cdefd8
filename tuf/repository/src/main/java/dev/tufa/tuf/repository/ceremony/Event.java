package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.RunningHash;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.EventRefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What several people sign together: the exact bytes of each role, and why. It never changes; when what it builds on does, another
 * event takes its place. One that exists is consistent in itself: what it builds on is signed as it has to be, every version is
 * above the one that is published, and which keys are required follows from the documents in it, not from anybody's word.
 *
 * @param id in the repository
 * @param repository the SHA-256 of the repository's first root, which tells one repository from another
 * @param opened when
 * @param deadline after which nothing is taken any more
 * @param intent the staged changes that it is about
 * @param renewed the names of roles that are signed anew without a change
 * @param given the keys by key id that each change asked for, in the order of the changes that ask for some
 * @param base what is published: root first, then whatever the parts follow on, or are delegated to by
 * @param parts what is to be signed: root first
 * @param supersedes the event whose place it takes
 */
public record Event(
        String id,
        String repository,
        Instant opened,
        Instant deadline,
        List<Intent> intent,
        List<String> renewed,
        List<Map<String, Key>> given,
        List<Published> base,
        List<Part> parts,
        Optional<String> supersedes) {
    /** Most parts of an event; stops a file that keeps whoever reads it busy for hours. */
    public static final int MOST_PARTS = 1000;

    private static final Pattern ID = Pattern.compile("[0-9a-z][0-9a-z-]{0,63}");

    public Event {
        intent = List.copyOf(intent);
        renewed = List.copyOf(renewed);
        given = given.stream().map(Map::copyOf).toList();
        base = List.copyOf(base);
        parts = List.copyOf(parts);
        requireId(id);
        if (parts.isEmpty() || parts.size() > MOST_PARTS || base.size() > 2 * MOST_PARTS) {
            throw new IllegalArgumentException("event %s: expected 1 to %d parts, got %d on %d files"
                    .formatted(id, MOST_PARTS, parts.size(), base.size()));
        }
        if (!isDistinct(parts.stream().map(Part::role).toList())
                || !isDistinct(base.stream().map(Published::role).toList())) {
            throw new IllegalArgumentException("event %s: expected each role once, got one twice".formatted(id));
        }
    }

    private static boolean isDistinct(List<String> names) {
        return new HashSet<>(names).size() == names.size();
    }

    /** Refuses a text that cannot be an event's id, and so cannot be the name of a folder either. */
    public static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("event: expected an id of lower case letters, digits and '-', got \"%s\""
                    .formatted(Printable.of(id)));
        }
    }

    /** The SHA-256 of all of it, in lower case hex: who names this names every byte that is signed. */
    public String digest() {
        RunningHash hash = RunningHash.of(HashFunction.SHA256);
        EventJson.write(this).canonicalTo(hash::update);
        return hash.hex();
    }

    /** The part of a role. */
    public Optional<Part> part(String role) {
        return parts.stream().filter(part -> part.role().equals(role)).findFirst();
    }

    /** What is published of a role. */
    public Optional<Published> published(String role) {
        return base.stream().filter(file -> file.role().equals(role)).findFirst();
    }

    /** The root that clients have. */
    public Published baseRoot() {
        return published(Part.ROOT).orElseThrow(() -> new IllegalStateException("an event builds on a root"));
    }

    /** The sets of keys each of which alone has to meet its threshold for a part. */
    public List<Requirement> requirements(Part part) {
        List<Requirement> all = new ArrayList<>();
        Optional<RoleType> type = RoleType.named(part.role());
        if (type.isPresent()) {
            all.add(requirement(baseRoot().part(), type.get()));
            Optional<Requirement> next = part(Part.ROOT).map(root -> requirement(root, type.get()));
            if (next.isPresent() && (type.get() == RoleType.ROOT || !next.get().asksTheSame(all.get(0)))) {
                all.add(next.get());
            }
        } else {
            delegation(part.delegator(), part.role()).ifPresent(all::add);
        }
        return all;
    }

    /** Whether a part needs just these keys. */
    public boolean isRequired(Part part, List<RoleAuthority> authorities) {
        List<Requirement> required = requirements(part);
        List<Requirement> asked = authorities.stream()
                .map(authority -> new Requirement("", authority))
                .toList();
        return required.stream().allMatch(one -> asked.stream().anyMatch(one::asksTheSame))
                && asked.stream().allMatch(one -> required.stream().anyMatch(one::asksTheSame));
    }

    private static Requirement requirement(Part root, RoleType type) {
        return new Requirement(
                "root " + root.version(), root.root().authority(type).orElseThrow());
    }

    /** The delegator's word as it will be or, where the event leaves it alone, as it is. */
    private Optional<Requirement> delegation(String delegator, String role) {
        return part(delegator)
                .or(() -> published(delegator).map(Published::part))
                .flatMap(from -> Delegation.find(from.targets(), delegator, role)
                        .map(authority -> new Requirement(from.role() + " " + from.version(), authority)));
    }

    /** The keys that may sign a part, by key id. */
    public Map<String, Key> wanted(Part part) {
        Map<String, Key> wanted = new TreeMap<>();
        for (Requirement requirement : requirements(part)) {
            RoleAuthority authority = requirement.authority();
            for (String keyId : authority.role().keyIds()) {
                Key key = authority.keys().get(keyId);
                if (key != null) {
                    wanted.putIfAbsent(keyId, key);
                }
            }
        }
        return wanted;
    }

    /** The key ids under which a part wants a public key; none if it does not. */
    public List<String> keyIds(Part part, Key key) {
        return wanted(part).entrySet().stream()
                .filter(wanted -> isSame(wanted.getValue(), key))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isSame(Key one, Key other) {
        try {
            return one.scheme().equals(other.scheme())
                    && PublicKeys.decode(one)
                            .fingerprint()
                            .equals(PublicKeys.decode(other).fingerprint());
        } catch (UnusableKeyException e) {
            return false;
        }
    }

    /**
     * Refuses whatever is not the signature of a wanted key over the exact bytes of a part.
     *
     * @throws EventRefusedException naming the key and the role
     */
    public void require(PartSignature signature) throws EventRefusedException {
        String what =
                "signature of key %s for %s".formatted(Printable.of(signature.keyId()), Printable.of(signature.role()));
        Part part = part(signature.role())
                .orElseThrow(() -> new EventRefusedException("%s: expected one of the roles %s, got another"
                        .formatted(
                                what,
                                String.join(", ", parts.stream().map(Part::role).toList()))));
        Key key = wanted(part).get(signature.keyId());
        if (key == null) {
            throw new EventRefusedException("%s: expected a key that %s asks for, got another"
                    .formatted(
                            what,
                            String.join(
                                    " or ",
                                    requirements(part).stream()
                                            .map(Requirement::asker)
                                            .toList())));
        }
        if (!signature.sha256().equals(part.sha256())) {
            throw new EventRefusedException("%s: expected one over bytes with SHA-256 %s, got one over stale bytes, %s"
                    .formatted(what, part.sha256(), Printable.of(signature.sha256())));
        }
        try {
            if (!PublicKeys.decode(key).verifies(part.json(), signature.hex())) {
                throw new EventRefusedException(what + ": expected one that the public key verifies, got a wrong one");
            }
        } catch (UnusableKeyException e) {
            throw new EventRefusedException("%s: expected a usable key, got %s".formatted(what, e.getMessage()));
        }
    }
}

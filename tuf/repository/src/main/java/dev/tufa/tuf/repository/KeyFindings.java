package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.repository.Finding.Severity;
import dev.tufa.tuf.repository.signing.RoleUse;
import dev.tufa.tuf.repository.signing.StoredKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What could be better about keys (TUF 1.0.34 §4.3, §6.1). */
final class KeyFindings {
    private static final int GOOD_ROOT_KEYS = 3;
    private static final int GOOD_RSA_BITS = 3072;

    private final Evidence evidence;
    private final List<Finding> found = new ArrayList<>();

    private KeyFindings(Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Finding> of(Evidence evidence, Instant now) {
        KeyFindings findings = new KeyFindings(evidence);
        findings.root();
        findings.shared();
        findings.unused(now);
        findings.weak();
        findings.files();
        return findings.found;
    }

    private Role role(RoleType type) {
        return evidence.root().authority(type).orElseThrow().role();
    }

    private void root() {
        Role root = role(RoleType.ROOT);
        if (root.threshold() == 1) {
            found.add(new Finding(
                    "root-threshold-one",
                    Severity.WARNING,
                    "one signature is enough for a root",
                    "whoever steals a single root key owns every client",
                    "tufa repo rotate --keys 3 --threshold 2 DIR root"));
        }
        if (root.keyIds().size() < GOOD_ROOT_KEYS) {
            found.add(new Finding(
                    "few-root-keys",
                    Severity.WARNING,
                    "root has %d of at least %d keys".formatted(root.keyIds().size(), GOOD_ROOT_KEYS),
                    "with too few keys, losing some of them ends the repository",
                    "tufa repo rotate --keys 3 --threshold 2 DIR root"));
        }
        if (root.keyIds().stream().anyMatch(evidence.keysHere()::contains)) {
            found.add(new Finding(
                    "root-key-here",
                    Severity.WARNING,
                    "a private root key is in the repository's folder",
                    "whoever breaks into this machine can try to open it, and with it take over all other roles",
                    "move DIR/keys/root-*.pem to a medium that is offline"));
        }
    }

    private void shared() {
        Map<String, Set<String>> users = new TreeMap<>();
        for (RoleType type : Settings.ROLES) {
            for (String keyId : role(type).keyIds()) {
                users.computeIfAbsent(keyId, id -> new TreeSet<>()).add(type.text());
            }
        }
        Set<Set<String>> groups = new LinkedHashSet<>(users.values());
        groups.removeIf(group -> group.size() < 2);
        for (Set<String> group : groups) {
            boolean online = group.equals(Set.of(RoleType.TIMESTAMP.text(), RoleType.SNAPSHOT.text()));
            found.add(new Finding(
                    online ? "timestamp-key-is-snapshot-key" : "key-of-several-roles",
                    online ? Severity.WARNING : Severity.ERROR,
                    "one key signs " + String.join(" and ", group),
                    online
                            ? "with the timestamp key alone, a thief could only withhold updates; with this one, mix them"
                            : "the theft of one key is the theft of several roles",
                    "tufa repo rotate DIR " + group.iterator().next()));
        }
    }

    private void unused(Instant now) {
        Set<String> used = new TreeSet<>();
        Set<String> listed = new TreeSet<>();
        Root root = evidence.root();
        root.roles().values().forEach(role -> used.addAll(role.keyIds()));
        listed.addAll(root.keys().keySet());
        for (Evidence.Role role : evidence.roles()) {
            Optional<Delegations> delegations = role.delegations();
            if (delegations.isPresent()) {
                listed.addAll(delegations.get().keys().keySet());
                delegations
                        .get()
                        .roles()
                        .forEach(each -> used.addAll(each.role().keyIds()));
                delegations
                        .get()
                        .succinctRoles()
                        .ifPresent(bins -> used.addAll(bins.role().keyIds()));
            }
        }
        listed.removeAll(used);
        for (String keyId : listed) {
            found.add(new Finding(
                    "unused-key",
                    Severity.HINT,
                    "metadata lists key %s, which no role uses".formatted(keyId),
                    "every client downloads it for nothing",
                    "publish the role that lists it again"));
        }
        for (StoredKey key : evidence.index().keys()) {
            boolean signs = used.contains(key.keyId())
                    || key.uses().stream()
                            .anyMatch(use -> use.signsAfterRetiring(
                                    now, evidence.settings().bridge()))
                    || key.uses().isEmpty(); // it waits
            if (!signs && evidence.keysHere().contains(key.keyId())) {
                found.add(new Finding(
                        "unused-private-key",
                        Severity.HINT,
                        "private key %s, once of %s, signs nothing"
                                .formatted(
                                        key.keyId(),
                                        key.uses().stream().map(RoleUse::role).collect(Collectors.joining(", "))),
                        "a client with an old root would still believe it, if it were stolen",
                        "tufa repo key remove DIR " + key.keyId()));
            }
        }
    }

    private void weak() {
        Map<String, Key> keys = new TreeMap<>(evidence.root().keys());
        for (Evidence.Role role : evidence.roles()) {
            role.delegations().ifPresent(all -> keys.putAll(all.keys()));
        }
        keys.forEach((keyId, key) -> {
            int bits = rsaBits(key);
            if (bits > 0 && bits < GOOD_RSA_BITS) {
                found.add(new Finding(
                        "short-rsa-key",
                        Severity.WARNING,
                        "key %s is RSA with %d bits".formatted(keyId, bits),
                        "RSA keys of less than %d bits are not good for the years that clients live"
                                .formatted(GOOD_RSA_BITS),
                        "tufa repo rotate DIR ROLE"));
            }
        });
    }

    /** The length of an RSA key; 0 for others. */
    private static int rsaBits(Key key) {
        if (!key.keyType().equals("rsa")) {
            return 0;
        }
        try {
            String base64 = key.publicText().orElse("").replaceAll("-----[A-Z ]+-----|\\s", "");
            byte[] encoded = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded))
                            instanceof RSAPublicKey rsa
                    ? rsa.getModulus().bitLength()
                    : 0;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return 0; // no client can use it either
        }
    }

    private void files() {
        for (String file : evidence.readableKeyFiles()) {
            found.add(new Finding(
                    "readable-key-file",
                    Severity.ERROR,
                    "others than you may read keys/" + file,
                    "the passphrase is then all that protects the key",
                    "chmod 600 DIR/keys/" + file));
        }
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.RoleUse;
import dev.tufa.tuf.repository.signing.StoredKey;
import dev.tufa.tuf.repository.signing.source.KeySource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a published tree tells of the state that stood beside it: pure decisions about what was read. */
final class ImpliedState {
    private final ClientUpdate client;
    private final Map<RoleAuthority, Targets> roles;

    /** The state beside what a client has read. */
    ImpliedState(ClientUpdate client, Map<RoleAuthority, Targets> roles) {
        this.client = client;
        this.roles = roles;
    }

    /**
     * The default settings, with longer lifetimes where a role has more time left than the default gives. Files do not say when
     * they were signed, and a lifetime that is too short does no more harm than more work.
     */
    Settings settings(Instant now) {
        Settings settings = Settings.DEFAULT;
        settings = longer(settings, RoleType.ROOT, client.root(), now);
        settings = longer(settings, RoleType.TIMESTAMP, client.timestamp(), now);
        settings = longer(settings, RoleType.SNAPSHOT, client.stage().snapshot(), now);
        for (Targets targets : roles.values()) {
            settings = longer(settings, RoleType.TARGETS, targets, now);
        }
        return settings;
    }

    private static Settings longer(Settings settings, RoleType role, Signed signed, Instant now) {
        Duration left = Duration.between(now, signed.expires());
        Duration days = Duration.ofDays(left.plusDays(1).minusNanos(1).toDays());
        return settings.expiry(role, now).isBefore(signed.expires()) ? settings.withLifetime(role, days) : settings;
    }

    /** When the last publication was, as far as anybody can tell: long enough ago not to be in the way of the next. */
    LastPublication lastPublication(Settings settings, Instant now) {
        Instant longest = settings.expiry(RoleType.TIMESTAMP, Instant.EPOCH);
        Instant signed = client.timestamp().expires().minus(Duration.between(Instant.EPOCH, longest));
        boolean plausible =
                signed.isBefore(now) && !signed.plus(settings.clockJump()).isBefore(now);
        return new LastPublication(plausible ? signed : now, client.timestamp().version());
    }

    /**
     * The list of the private keys that are there.
     *
     * @param known what is known of keys; it is kept
     * @param pemFiles the names of the files with private keys: ROLE-KEYID.pem
     * @param files of the metadata; roots before the newest name keys as well
     * @param at when the last publication was: a key that still signs and that root no longer names was replaced then
     */
    KeyIndex keys(KeyIndex known, Collection<String> pemFiles, MetadataFiles files, long firstRoot, Instant at)
            throws IOException, TrustException {
        Map<String, Key> published = publishedKeys(files, firstRoot);
        Set<String> active = new HashSet<>();
        client.root().roles().values().forEach(role -> active.addAll(role.keyIds()));
        roles.keySet().forEach(authority -> active.addAll(authority.role().keyIds()));
        Set<String> signing = signatures();
        List<StoredKey> found = new ArrayList<>();
        for (String file : pemFiles) {
            published.forEach((keyId, key) -> {
                if (known.find(keyId).isEmpty() && file.endsWith(keyId + ".pem")) {
                    String prefix = file.substring(0, file.length() - keyId.length() - ".pem".length());
                    Optional<Instant> retired =
                            !active.contains(keyId) && signing.contains(keyId) ? Optional.of(at) : Optional.empty();
                    if (prefix.isEmpty()) { // registered before a role had it
                        found.add(new StoredKey(keyId, key, new KeySource.EncryptedFile(file), List.of()));
                    } else if (prefix.length() > 1 && prefix.endsWith("-")) {
                        String role = prefix.substring(0, prefix.length() - 1);
                        found.add(new StoredKey(
                                keyId, key, new KeySource.EncryptedFile(file), List.of(new RoleUse(role, retired))));
                    }
                }
            });
        }
        return known.with(found);
    }

    private Map<String, Key> publishedKeys(MetadataFiles files, long firstRoot) throws IOException, TrustException {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (long version = firstRoot; version <= client.root().version(); version++) {
            Optional<byte[]> root = files.read(version + ".root.json");
            if (root.isPresent()) {
                Metadata<Root> metadata = Metadata.readRoot(root.get(), JsonLimits.DEFAULT);
                keys.putAll(metadata.signed().keys());
            }
        }
        roles.keySet().forEach(authority -> keys.putAll(authority.keys()));
        return keys;
    }

    /** The key ids that have signed what is published: those that root no longer names are of a rotation just now. */
    private Set<String> signatures() throws TrustException {
        Set<String> keyIds =
                new HashSet<>(Metadata.readTimestamp(client.timestampFile().bytes(), JsonLimits.DEFAULT)
                        .signatures()
                        .keySet());
        if (client.held().snapshot().isPresent()) {
            keyIds.addAll(Metadata.readSnapshot(client.held().snapshot().get().bytes(), JsonLimits.DEFAULT)
                    .signatures()
                    .keySet());
        }
        return keyIds;
    }
}

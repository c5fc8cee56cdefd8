package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.StoredKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Works out the next publication from what is published and what is staged. It reads and signs, and changes nothing.
 *
 * <p>A rotation of top-level keys is a bridge: timestamp, snapshot and targets are first published with the signatures of the
 * old keys and of the new ones, and the root that names the new keys follows. Whichever of the two roots a client has come to,
 * what it fetches next is valid.
 */
final class Planner {
    private static final Set<String> ABOVE_TARGETS =
            Set.of(RoleType.ROOT.text(), RoleType.TIMESTAMP.text(), RoleType.SNAPSHOT.text());

    private final ClientUpdate live;
    private final Settings settings;
    private final KeyIndex index;
    private final Predicate<String> exists;
    private final Instant now;
    private final PlanOptions options;
    private final RoleSigning signing;
    private final NewKeys newKeys;
    private final RootEdit rootEdit;
    private final RoleEdits edits;

    /**
     * @param live what is published, verified
     * @param index the keys that there are
     * @param exists whether there is a file at a relative path
     */
    Planner(
            ClientUpdate live,
            Settings settings,
            KeyIndex index,
            KeyRing keys,
            Predicate<String> exists,
            Instant now,
            PlanOptions options) {
        this.live = live;
        this.settings = settings;
        this.index = index;
        this.exists = exists;
        this.now = now;
        this.options = options;
        this.signing = new RoleSigning(keys);
        this.newKeys = new NewKeys(keys);
        this.rootEdit = new RootEdit(live.root());
        this.edits = new RoleEdits(live, newKeys);
    }

    PublicationPlan plan(List<StagedChange> staged, List<PublicationStep> discards)
            throws RepositoryException, IOException, TrustException {
        for (StagedChange change : staged) {
            apply(change.change());
        }
        Optional<Root> newRoot = rootEdit.isChanged() || options.renew().contains(RoleType.ROOT.text())
                ? Optional.of(rootEdit.next(settings.expiry(RoleType.ROOT, now)))
                : Optional.empty();
        PlanSteps steps = new PlanSteps();
        steps.add(newKeys.steps(index));
        StagedTargets added = StagedTargets.of(edits, staged);
        steps.add(added.steps());

        List<RoleEdit> toSign = targetsToSign();
        Map<String, MetaFile> meta = new LinkedHashMap<>(live.stage().snapshot().meta());
        for (RoleEdit role : toSign) {
            long version = nextVersion(role.published().map(Signed::version).orElse(0L), role.name());
            Signed signed = role.toTargets(version, settings.expiry(role, now));
            Content file = role.parent().isEmpty()
                    ? sign(signed, RoleType.TARGETS, newRoot)
                    : signing.sign(signed, List.of(role.authority()), Set.of());
            meta.put(role.authority().file(), role.isBin() ? MetaFile.of(version) : pinned(version, file));
            steps.addMetadata(Layout.versioned(version, role.name()), file);
        }
        boolean newSnapshot =
                !toSign.isEmpty() || isWanted(RoleType.SNAPSHOT, live.stage().snapshot());
        MetaFile snapshot = live.timestamp().snapshot();
        if (newSnapshot) {
            long version = nextVersion(live.stage().snapshot().version(), RoleType.SNAPSHOT.text());
            Header header = header(live.stage().snapshot(), version, RoleType.SNAPSHOT);
            Content file = sign(new Snapshot(header, meta), RoleType.SNAPSHOT, newRoot);
            snapshot = pinned(version, file);
            steps.addMetadata(Layout.versioned(version, RoleType.SNAPSHOT.text()), file);
        }
        long timestampVersion = live.timestamp().version();
        if (newSnapshot || isWanted(RoleType.TIMESTAMP, live.timestamp())) {
            timestampVersion = Math.addExact(timestampVersion, 1);
            Header header = header(live.timestamp(), timestampVersion, RoleType.TIMESTAMP);
            steps.addTimestamp(sign(new Timestamp(header, snapshot), RoleType.TIMESTAMP, newRoot));
        }
        if (newRoot.isPresent()) {
            steps.addRoot(newRoot.get().version(), sign(newRoot.get(), RoleType.ROOT, newRoot));
        }
        return new PublicationPlan(
                now,
                base(staged),
                steps.ordered(new LastPublication(now, timestampVersion), discards),
                claims(toSign, added, newRoot));
    }

    private void apply(Change change) throws RepositoryException, IOException, TrustException {
        if (change instanceof Change.RotateKeys rotation) {
            RoleType role = rotation.role();
            Map<String, Key> made = newKeys.make(role.text(), rotation.keys());
            if (rotation.oldKeys() == Change.OldKeys.KEEP_SIGNING
                    && role != RoleType.ROOT) { // root signs nothing but itself
                newKeys.retire(retiring(role), now);
            }
            rootEdit.rotate(role, made, rotation.keys().threshold());
        } else if (change instanceof Change.SetThreshold setting
                && setting.topLevelRole().isPresent()) {
            rootEdit.setThreshold(setting);
        } else {
            edits.apply(change);
        }
    }

    private List<StoredKey> retiring(RoleType role) {
        return live.authority(role).role().keyIds().stream()
                .flatMap(keyId -> index.find(keyId).stream())
                .toList();
    }

    /** The roles that get a new version, those further from the top before those that delegate to them. */
    private List<RoleEdit> targetsToSign() throws RepositoryException, IOException, TrustException {
        Map<String, RoleEdit> roles = new TreeMap<>();
        for (RoleEdit role : options.due() == PlanOptions.Due.EVERY_ROLE ? edits.all() : List.of(edits.topLevel())) {
            if (role.published().isPresent() && isDue(role)) {
                roles.put(role.name(), role);
            }
        }
        for (String name : options.renew()) {
            if (!ABOVE_TARGETS.contains(name)) {
                RoleEdit role = edits.role(name);
                roles.put(role.name(), role);
            }
        }
        for (RoleEdit role : edits.touched()) {
            if (role.isChanged()) {
                roles.put(role.name(), role);
            }
        }
        if (rootEdit.isRotated(RoleType.TARGETS)) {
            roles.put(RoleType.TARGETS.text(), edits.topLevel());
        }
        return roles.values().stream()
                .sorted(Comparator.comparingInt((RoleEdit role) -> -role.chain().size()))
                .toList();
    }

    private boolean isDue(RoleEdit role) {
        return options.due() != PlanOptions.Due.NAMED && settings.isDue(role, now) && signing.canSign(role.authority());
    }

    private boolean isWanted(RoleType type, Signed published) {
        return rootEdit.isRotated(type)
                || options.renew().contains(type.text())
                || (options.due() != PlanOptions.Due.NAMED
                        && settings.isDue(type, published.expires(), now)
                        && signing.canSign(live.authority(type)));
    }

    private Content sign(Signed signed, RoleType type, Optional<Root> newRoot) throws IOException, MissingKeyException {
        List<RoleAuthority> authorities = new ArrayList<>();
        authorities.add(live.authority(type));
        newRoot.flatMap(root -> root.authority(type)).ifPresent(authorities::add);
        List<String> stillSigning = index.ofRole(type.text()).stream()
                .filter(key -> key.signsAfterRetiring(now, settings.bridge()))
                .map(StoredKey::keyId)
                .toList();
        return signing.sign(signed, authorities, type == RoleType.ROOT ? Set.of() : stillSigning);
    }

    /** A version that no file has yet: what a stopped publication has left may have been seen. */
    private long nextVersion(long published, String role) {
        long version = Math.addExact(published, 1);
        while (exists.test(Layout.versioned(version, role))) {
            version = Math.addExact(version, 1);
        }
        return version;
    }

    private Header header(Signed published, long version, RoleType type) {
        return new Header(
                Header.SPEC_VERSION,
                version,
                settings.expiry(type, now),
                published.header().unknown());
    }

    private static MetaFile pinned(long version, Content file) {
        return MetaFile.of(version, file.length(), Hashes.ofSha256(file.sha256()));
    }

    private PublicationPlan.Base base(List<StagedChange> staged) {
        return new PublicationPlan.Base(
                live.timestampFile().sha256(),
                live.root().version(),
                staged.stream().map(StagedChange::path).toList());
    }

    private PublicationPlan.Claims claims(List<RoleEdit> signed, StagedTargets added, Optional<Root> newRoot)
            throws IOException, TrustException {
        Map<String, TargetFile> found = new LinkedHashMap<>(edits.moved());
        found.putAll(added.byPath());
        return new PublicationPlan.Claims(
                signed.stream().map(RoleEdit::chain).toList(),
                found,
                newRoot.map(root -> Layout.versioned(root.version(), RoleType.ROOT.text())));
    }
}

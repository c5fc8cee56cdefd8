package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.StoredKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Signing signing;
    private final NewKeys newKeys;
    private final RootEdit rootEdit;
    private final RoleEdits edits;
    private final Map<String, Header> fixed;

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
        this(live, settings, index, new NewKeys(keys), new RoleSigning(keys), Map.of(), exists, now, options);
    }

    /**
     * @param fixed versions and expiry of roles that others have begun to sign
     */
    Planner(
            ClientUpdate live,
            Settings settings,
            KeyIndex index,
            NewKeys newKeys,
            Signing signing,
            Map<String, Header> fixed,
            Predicate<String> exists,
            Instant now,
            PlanOptions options) {
        this.live = live;
        this.settings = settings;
        this.index = index;
        this.exists = exists;
        this.now = now;
        this.options = options;
        this.signing = signing;
        this.newKeys = newKeys;
        this.fixed = Map.copyOf(fixed);
        this.rootEdit = new RootEdit(live.root());
        this.edits = new RoleEdits(live, newKeys);
    }

    PublicationPlan plan(List<StagedChange> staged, List<PublicationStep> discards)
            throws RepositoryException, IOException, TrustException {
        for (StagedChange change : staged) {
            apply(change.change());
        }
        Optional<Root> newRoot = rootEdit.isChanged() || options.renew().contains(RoleType.ROOT.text())
                ? Optional.of(rootEdit.next(expiry(RoleType.ROOT.text(), RoleType.ROOT)))
                : Optional.empty();
        PlanSteps steps = new PlanSteps();
        steps.add(newKeys.steps(index));
        StagedTargets added = StagedTargets.of(edits, staged);
        steps.add(added.steps());

        List<RoleEdit> toSign = targetsToSign();
        Map<String, MetaFile> changed = new TreeMap<>();
        for (RoleEdit role : toSign) {
            long version = nextVersion(role.published().map(Signed::version).orElse(0L), role.name());
            Signed signed = role.toTargets(version, expiry(role.name(), RoleType.TARGETS));
            Content file = role.parent().isEmpty()
                    ? sign(signed, RoleType.TARGETS, newRoot)
                    : signing.sign(signed, List.of(role.authority()), Set.of());
            changed.put(role.authority().file(), role.isBin() ? MetaFile.of(version) : pinned(version, file));
            steps.addMetadata(Layout.versioned(version, role.name()), file);
        }
        boolean newSnapshot =
                !toSign.isEmpty() || isWanted(RoleType.SNAPSHOT, live.stage().snapshot());
        MetaFile snapshot = live.timestamp().snapshot();
        if (newSnapshot) {
            long version = nextVersion(live.stage().snapshot().version(), RoleType.SNAPSHOT.text());
            Header header = header(live.stage().snapshot(), version, RoleType.SNAPSHOT);
            Content file = sign(live.stage().snapshot().next(header, changed), RoleType.SNAPSHOT, newRoot);
            snapshot = pinned(version, file);
            steps.addMetadata(Layout.versioned(version, RoleType.SNAPSHOT.text()), file);
        }
        if (newSnapshot || isWanted(RoleType.TIMESTAMP, live.timestamp())) {
            long version = Math.addExact(live.timestamp().version(), 1);
            Header header = header(live.timestamp(), version, RoleType.TIMESTAMP);
            steps.addTimestamp(sign(new Timestamp(header, snapshot), RoleType.TIMESTAMP, newRoot));
        }
        if (newRoot.isPresent()) {
            steps.addRoot(newRoot.get().version(), sign(newRoot.get(), RoleType.ROOT, newRoot));
        }
        return new PublicationPlan(now, base(staged), steps.ordered(discards), claims(toSign, added, newRoot));
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

    private boolean isDue(RoleEdit role) throws IOException {
        return settings.isDue(RoleType.TARGETS, role.published().orElseThrow().expires(), now)
                && signing.canSign(role.authority());
    }

    private boolean isWanted(RoleType type, Signed published) throws IOException {
        return rootEdit.isRotated(type)
                || options.renew().contains(type.text())
                || (settings.isDue(type, published.expires(), now) && signing.canSign(live.authority(type)));
    }

    private Content sign(Signed signed, RoleType type, Optional<Root> newRoot) throws IOException, RepositoryException {
        List<RoleAuthority> authorities = new ArrayList<>();
        authorities.add(live.authority(type));
        newRoot.flatMap(root -> root.authority(type)).ifPresent(authorities::add);
        List<String> stillSigning = index.ofRole(type.text()).stream()
                .filter(key -> key.signsAfterRetiring(now, settings.bridge()))
                .map(StoredKey::keyId)
                .toList();
        return signing.sign(signed, authorities, type == RoleType.ROOT ? Set.of() : stillSigning);
    }

    private Instant expiry(String role, RoleType type) {
        Header begun = fixed.get(role);
        return begun != null ? begun.expires() : settings.expiry(type, now);
    }

    /** A version that no file has yet: what a stopped publication has left may have been seen. */
    private long nextVersion(long published, String role) {
        Header begun = fixed.get(role);
        if (begun != null && begun.version() > published) {
            return begun.version();
        }
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

    private static PublicationPlan.Claims claims(List<RoleEdit> signed, StagedTargets added, Optional<Root> newRoot) {
        return new PublicationPlan.Claims(
                signed.stream().map(RoleEdit::chain).toList(),
                added.byPath(),
                newRoot.map(root -> Layout.versioned(root.version(), RoleType.ROOT.text())));
    }
}

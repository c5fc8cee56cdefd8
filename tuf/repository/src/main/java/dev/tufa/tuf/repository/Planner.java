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
    private final Continuation past;
    private final Predicate<String> exists;
    private final Instant now;
    private final PlanOptions options;
    private final SigningDesk desk;
    private final Signing signing;
    private final NewKeys newKeys;
    private final RootEdit rootEdit;
    private final RoleEdits edits;
    private final Map<String, Header> fixed;
    private final Spool spool;
    private final List<RoleWork> described = new ArrayList<>();
    private boolean everything = true;

    /**
     * @param live what is published, verified
     * @param index the keys that there are
     * @param past which versions clients may have seen of files that are not here
     * @param exists whether there is a file at a relative path
     * @param spool takes what does not fit into memory
     * @param desk what signs, and knows the versions that were signed for plans that came to nothing
     */
    Planner(
            ClientUpdate live,
            Settings settings,
            KeyIndex index,
            KeyRing keys,
            Continuation past,
            Predicate<String> exists,
            Spool spool,
            Instant now,
            PlanOptions options,
            SigningDesk desk) {
        this(
                live,
                settings,
                index,
                new NewKeys(keys, index, List.of()),
                new RoleSigning(keys, desk),
                Map.of(),
                past,
                exists,
                spool,
                now,
                options,
                desk);
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
            Continuation past,
            Predicate<String> exists,
            Spool spool,
            Instant now,
            PlanOptions options,
            SigningDesk desk) {
        this.live = live;
        this.settings = settings;
        this.index = index;
        this.past = past;
        this.exists = exists;
        this.spool = spool;
        this.now = now;
        this.options = options;
        this.desk = desk;
        this.signing = signing;
        this.newKeys = newKeys;
        this.fixed = Map.copyOf(fixed);
        this.rootEdit = new RootEdit(live.root());
        this.edits = new RoleEdits(live, newKeys);
    }

    /**
     * What of the staged changes can be published together: all of them, unless root does not say that names have versions.
     *
     * @param clientsCanUpdate whether there is any client that could be failed
     */
    List<StagedChange> publishable(List<StagedChange> staged, boolean clientsCanUpdate)
            throws ChangeRefusedException, IOException {
        if (ConsistentSnapshots.areUsed(live) || (ConsistentSnapshots.areStaged(staged) && !clientsCanUpdate)) {
            return staged;
        }
        ConsistentSnapshots.requireNothingElse(staged, options);
        everything = false;
        boolean timestampAlone =
                isWanted(RoleType.TIMESTAMP, live.timestamp()) && !signing.canSign(live.authority(RoleType.ROOT));
        return timestampAlone ? List.of() : ConsistentSnapshots.only(staged);
    }

    PublicationPlan plan(List<StagedChange> staged, List<PublicationStep> discards, Unstaged unstaged)
            throws RepositoryException, IOException, TrustException {
        if (!everything && !unstaged.isNothing()) {
            throw ConsistentSnapshots.waits("what is added");
        }
        for (StagedChange change : staged) {
            apply(change.change());
        }
        for (Change change : unstaged.changes()) {
            apply(change);
        }
        List<Change> edited = unstaged.edits().isPresent()
                ? new EditedTargets(edits, settings.policy())
                        .changes(unstaged.edits().get())
                : List.of();
        for (Change change : edited) {
            apply(change);
        }
        if (unstaged.descriptions().isPresent()) {
            described.addAll(DescribedTargets.sort(
                    edits, unstaged.descriptions().get(), unstaged.options(), settings.policy(), spool));
        }
        Optional<Root> newRoot = rootEdit.isChanged() || options.renew().contains(RoleType.ROOT.text())
                ? Optional.of(rootEdit.next(rootExpiry()))
                : Optional.empty();
        PlanSteps steps = new PlanSteps();
        steps.add(newKeys.steps());
        List<Change> changes = new ArrayList<>(unstaged.changes());
        staged.forEach(change -> changes.add(change.change()));
        StagedTargets added = StagedTargets.of(edits, changes);
        steps.add(added.steps());
        changes.addAll(edited);
        StagedTargets claimed = StagedTargets.of(edits, changes);

        if (rootEdit.isSwitched()) {
            ConsistentSnapshots.copies(live).forEach(steps::addMetadata);
        }
        List<SignedRole> signedRoles = everything ? signAll(targetsToSign(), newRoot) : List.of();
        Snapshot published = live.stage().snapshot();
        Map<String, MetaFile> changed = new TreeMap<>();
        for (SignedRole role : signedRoles) {
            String fileName = role.work().authority().file();
            MetaFile next = role.work().bin() ? MetaFile.of(role.version()) : pinned(role.version(), role.file());
            changed.put(
                    fileName,
                    published.find(fileName).map(old -> entry(old, next)).orElse(next));
            steps.addMetadata(Layout.versioned(role.version(), role.work().name()), role.file());
        }
        boolean newSnapshot = !signedRoles.isEmpty() || (everything && isWanted(RoleType.SNAPSHOT, published));
        MetaFile snapshot = live.timestamp().snapshot();
        if (newSnapshot) {
            long version = nextVersion(live.stage().snapshot().version(), RoleType.SNAPSHOT.text());
            past.seen().forEach((role, seen) -> keepListed(changed, role, seen));
            Header header = header(live.stage().snapshot(), version, RoleType.SNAPSHOT);
            Content file = sign(published.next(header, changed), RoleType.SNAPSHOT, newRoot);
            snapshot = entry(snapshot, pinned(version, file));
            steps.addMetadata(Layout.versioned(version, RoleType.SNAPSHOT.text()), file);
        }
        if (newSnapshot || isWanted(RoleType.TIMESTAMP, live.timestamp())) {
            long version = Math.addExact(seen(live.timestamp().version(), RoleType.TIMESTAMP.text()), 1);
            Header header = header(live.timestamp(), version, RoleType.TIMESTAMP);
            steps.addTimestamp(sign(new Timestamp(header, snapshot), RoleType.TIMESTAMP, newRoot));
        }
        if (newRoot.isPresent()) {
            steps.addRoot(newRoot.get().version(), sign(newRoot.get(), RoleType.ROOT, newRoot));
        }
        PublicationPlan.Claims claims = rootEdit.isSwitched() && !everything
                ? claims(List.of(edits.topLevel().chain()), claimed, newRoot)
                : claims(signedRoles.stream().map(role -> role.work().chain()).toList(), claimed, newRoot);
        return new PublicationPlan(now, base(staged), steps.ordered(discards), claims);
    }

    private void apply(Change change) throws RepositoryException, IOException, TrustException {
        if (change instanceof Change.RotateKeys rotation) {
            RoleType role = rotation.role();
            Map<String, Key> made = newKeys.make(role.text(), rotation.keys());
            if (rotation.oldKeys() == Change.OldKeys.KEEP_SIGNING
                    && role != RoleType.ROOT) { // root signs nothing but itself
                newKeys.retire(role.text(), replaced(role, made.keySet()), now);
            }
            rootEdit.rotate(role, made, rotation.keys().threshold());
        } else if (change instanceof Change.UseConsistentSnapshots) {
            rootEdit.useConsistentSnapshots();
        } else if (change instanceof Change.SetThreshold setting
                && setting.topLevelRole().isPresent()) {
            rootEdit.setThreshold(setting);
        } else {
            edits.apply(change);
        }
    }

    private List<String> replaced(RoleType role, Set<String> by) {
        return live.authority(role).role().keyIds().stream()
                .filter(keyId -> !by.contains(keyId))
                .toList();
    }

    /**
     * The new version of every role, which is read only when it is its turn; those further from the top come before those that
     * delegate to them.
     */
    private List<SignedRole> signAll(List<RoleWork> works, Optional<Root> newRoot)
            throws RepositoryException, IOException, TrustException {
        for (RoleWork work : works) {
            signing.open(work.authority());
        }
        return Parallel.map(works, work -> sign(work, newRoot)).stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(
                        (SignedRole role) -> -role.work().chain().size()))
                .toList();
    }

    private Optional<SignedRole> sign(RoleWork work, Optional<Root> newRoot)
            throws RepositoryException, IOException, TrustException {
        Optional<RoleEdit> role = work.edit().read();
        if (role.isEmpty()) {
            return Optional.empty();
        }
        long version = nextVersion(role.get().published().map(Signed::version).orElse(0L), work.name());
        Signed signed = role.get().toTargets(version, expiry(role.get()));
        Content file = role.get().parent().isEmpty()
                ? sign(signed, RoleType.TARGETS, newRoot)
                : signing.sign(signed, List.of(work.authority()), Set.of());
        return Optional.of(new SignedRole(work, version, spool.keep(file)));
    }

    /** The roles that get a new version, as far as that is known before they are read. */
    private List<RoleWork> targetsToSign() throws RepositoryException, IOException, TrustException {
        Map<String, RoleWork> roles = new TreeMap<>();
        if (options.due() == PlanOptions.Due.EVERY_ROLE) {
            for (RoleEdit role : edits.named()) {
                putIfDue(roles, role);
            }
            for (RoleEdit role : edits.touched()) {
                putIfDue(roles, role);
            }
            for (RoleWork bin : edits.succinctBins(this::isDue)) {
                roles.put(bin.name(), bin);
            }
        } else {
            putIfDue(roles, edits.topLevel());
        }
        for (String name : options.renew()) {
            if (!ABOVE_TARGETS.contains(name)) {
                RoleEdit role = edits.role(name);
                roles.put(role.name(), RoleWork.of(role));
            }
        }
        for (RoleEdit role : edits.touched()) {
            if (role.isChanged()) {
                roles.put(role.name(), RoleWork.of(role));
            }
        }
        for (String name : past.seen().keySet()) {
            Optional<RoleEdit> role = edits.findRole(name);
            if (role.isPresent() && isBehind(role.get())) {
                roles.put(role.get().name(), RoleWork.of(role.get()));
            }
        }
        if (rootEdit.isRotated(RoleType.TARGETS)) {
            roles.put(RoleType.TARGETS.text(), RoleWork.of(edits.topLevel()));
        }
        described.forEach(role -> roles.remove(role.name())); // which brings what is laid over it with it
        List<RoleWork> all = new ArrayList<>(described);
        all.addAll(roles.values());
        return all;
    }

    private void putIfDue(Map<String, RoleWork> roles, RoleEdit role) throws IOException {
        if (role.published().isPresent() && isDue(role)) {
            roles.put(role.name(), RoleWork.of(role));
        }
    }

    private boolean isDue(RoleEdit role) throws IOException {
        return options.due() != PlanOptions.Due.NAMED && settings.isDue(role, now) && signing.canSign(role.authority());
    }

    /** Whether clients may have seen a newer version than what is published: until it is signed anew, they refuse it. */
    private boolean isBehind(RoleEdit role) throws IOException {
        return role.published()
                        .filter(targets -> targets.version() < past.seen(role.name()))
                        .isPresent()
                && signing.canSign(role.authority());
    }

    private boolean isWanted(RoleType type, Signed published) throws IOException {
        return rootEdit.isRotated(type)
                || options.renew().contains(type.text())
                || (((options.due() != PlanOptions.Due.NAMED && settings.isDue(type, published.expires(), now))
                                || published.version() < past.seen(type.text()))
                        && signing.canSign(live.authority(type)));
    }

    private Content sign(Signed signed, RoleType type, Optional<Root> newRoot) throws IOException, RepositoryException {
        List<RoleAuthority> authorities = new ArrayList<>();
        authorities.add(live.authority(type));
        newRoot.flatMap(root -> root.authority(type)).ifPresent(authorities::add);
        List<String> stillSigning = index.ofRole(type.text()).stream()
                .filter(key -> key.use(type.text())
                        .filter(use -> use.signsAfterRetiring(now, settings.bridge()))
                        .isPresent())
                .map(StoredKey::keyId)
                .toList();
        return signing.sign(signed, authorities, type == RoleType.ROOT ? Set.of() : stillSigning);
    }

    private Instant expiry(RoleEdit role) {
        Header begun = fixed.get(role.name());
        return begun != null ? begun.expires() : settings.expiry(role, now);
    }

    private Instant rootExpiry() {
        Header begun = fixed.get(RoleType.ROOT.text());
        return begun != null ? begun.expires() : settings.expiry(RoleType.ROOT, now);
    }

    /** The highest version that somebody may have seen. */
    private long seen(long published, String role) {
        return Math.max(published, Math.max(past.seen(role), desk.lastVersion(role)));
    }

    /** A version that nothing was signed with yet, and that no file has: what a stopped publication has left may have been seen. */
    private long nextVersion(long published, String role) {
        Header begun = fixed.get(role);
        if (begun != null && begun.version() > published) {
            return begun.version();
        }
        long version = Math.addExact(seen(published, role), 1);
        while (exists.test(Layout.versioned(version, role))) {
            version = Math.addExact(version, 1);
        }
        return version;
    }

    /** Clients that have seen a role in a snapshot that is lost go on asking for its entry (TUF 1.0.34 §5.5.5). */
    private void keepListed(Map<String, MetaFile> changed, String role, long version) {
        String file = role + ".json";
        if (!ABOVE_TARGETS.contains(role) && live.stage().snapshot().find(file).isEmpty()) {
            changed.putIfAbsent(file, MetaFile.of(version));
        }
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

    /** What the old entry said beyond what TUF defines is kept. */
    private static MetaFile entry(MetaFile old, MetaFile next) {
        return new MetaFile(next.version(), next.length(), next.hashes(), old.unknown());
    }

    private PublicationPlan.Base base(List<StagedChange> staged) {
        return new PublicationPlan.Base(
                live.timestampFile().sha256(),
                live.root().version(),
                staged.stream().map(StagedChange::path).toList(),
                Content.of(index.toBytes()).sha256());
    }

    private PublicationPlan.Claims claims(List<List<String>> chains, StagedTargets added, Optional<Root> newRoot)
            throws IOException, TrustException {
        Map<String, TargetFile> found = new LinkedHashMap<>(edits.moved());
        found.putAll(added.byPath());
        return new PublicationPlan.Claims(
                chains, found, newRoot.map(root -> Layout.versioned(root.version(), RoleType.ROOT.text())));
    }

    /** A role with its new version. */
    private record SignedRole(RoleWork work, long version, Content file) {}

    /**
     * What a publication takes in beside what is staged.
     *
     * @param changes whose files have been copied
     * @param edits targets that are only described, one by one
     * @param descriptions the same, more than fit into memory
     * @param options for these
     */
    record Unstaged(
            List<Change> changes,
            Optional<TargetEdits> edits,
            Optional<TargetDescriptions> descriptions,
            AddOptions options) {
        static final Unstaged NOTHING = of(List.of());

        boolean isNothing() {
            return changes.isEmpty() && edits.isEmpty() && descriptions.isEmpty();
        }

        static Unstaged of(List<Change> changes) {
            return new Unstaged(changes, Optional.empty(), Optional.empty(), AddOptions.DEFAULT);
        }

        static Unstaged of(TargetEdits edits) {
            return new Unstaged(List.of(), Optional.of(edits), Optional.empty(), AddOptions.DEFAULT);
        }

        static Unstaged of(TargetDescriptions descriptions, AddOptions options) {
            return new Unstaged(List.of(), Optional.empty(), Optional.of(descriptions), options);
        }
    }
}

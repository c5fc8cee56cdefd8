package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyIndex;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder while nobody else changes it. */
final class LockedFolder implements AutoCloseable {
    private final RepositoryFolder folder;
    private final Lease held;
    private final End end;

    LockedFolder(RepositoryFolder folder, Lease held, End end) {
        this.folder = folder;
        this.held = held;
        this.end = end;
    }

    /** What becomes of the lease in the end. */
    enum End {
        GIVES_BACK,
        KEEPS
    }

    /** Who holds it. */
    LeaseHolder holder() {
        return held.holder();
    }

    RepositoryFolder folder() {
        return folder;
    }

    Staging staging() {
        return new Staging(held.disk(), folder.layout());
    }

    /** An empty place for what the next plan sets aside. */
    Spool spool() throws IOException {
        Spool spool = new Spool(held.disk(), held.spool());
        spool.clear();
        return spool;
    }

    Recovery recover() throws IOException {
        return publisher().recover();
    }

    Recovery abandon() throws ChangeRefusedException, IOException {
        return publisher().abandon();
    }

    /** What is published now. */
    ClientUpdate live() throws IOException, TrustException {
        return folder.knownOrLive();
    }

    /** Refuses a plan after which a client would fail. One that was found good for the same state is not tried again. */
    void check(PublicationPlan plan, Optional<ClientUpdate> live, Instant now)
            throws RepositoryException, IOException, TrustException {
        if (!folder.triedPlan().isGood(plan, live)) {
            try {
                folder.triedPlan().put(plan, live, folder.selfCheck(now).require(plan, live));
            } catch (UncheckedIOException e) { // what the plan has set aside
                throw e.getCause();
            }
        }
    }

    Adopted adopt(AdoptionSource source, AdoptOptions options, Instant now)
            throws RepositoryException, IOException, TrustException {
        return new Adoption(held.disk(), folder.layout(), folder.journal()).run(source, options, now);
    }

    Rebuilt rebuild(RebuildOptions options, Instant now) throws RepositoryException, IOException, TrustException {
        folder.index().forget();
        return new TreeRebuild(held.disk(), folder.layout(), held.log()).run(options, now);
    }

    /** Publishes; returns what clients trust then, if the plan was tried out, with the roles in memory that it has signed. */
    Optional<ClientUpdate> publish(PublicationPlan plan) throws WriteOnceException, IOException {
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        Optional<ClientUpdate> result = folder.triedPlan().take(plan);
        try {
            publisher().publish(plan);
        } catch (UncheckedIOException e) { // what the plan has set aside
            throw e.getCause();
        }
        new Spool(held.disk(), held.spool()).clear();
        folder.remember(result);
        return result;
    }

    /** Lets the index know what was published. */
    void follow(PublicationPlan plan, ClientUpdate result, Instant now) {
        folder.follower().follow(plan, result, now);
    }

    /** Removes what no client can ask for any more. */
    Collected collect(CollectOptions options, Instant now) throws RepositoryException, IOException, TrustException {
        ClientUpdate live = live();
        if (!ConsistentSnapshots.areUsed(live)) {
            throw new ChangeRefusedException("root: expected consistent_snapshot true, got false");
        }
        Graces graces = options.graces(folder.settings());
        return folder.index()
                .ask(
                        live,
                        file -> new GarbageCollection(held.disk(), folder.layout(), live, graces, options.mode(), now)
                                .run(file));
    }

    /** What will be when everything that is staged is published. */
    RoleEdits edits() throws RepositoryException, IOException, TrustException {
        RoleEdits edits = new RoleEdits(folder.knownOrLive(), KeyMaker.PLACEHOLDERS);
        for (StagedChange staged : staging().read()) {
            edits.apply(staged.change());
        }
        return edits;
    }

    /** Stages a change that concerns roles and keys. */
    void stage(Change change) throws RepositoryException, IOException, TrustException {
        if (change.keyRequest().isPresent()) {
            folder.settings().policy().requireAllowed(change.keyRequest().get());
        }
        edits().apply(change);
        if (change instanceof Change.UseConsistentSnapshots && ConsistentSnapshots.areUsed(live())) {
            throw new ChangeRefusedException("root: expected consistent_snapshot false, got true");
        }
        requireRegistered(change);
        RootEdit root = new RootEdit(live().root());
        for (StagedChange staged : staging().read()) {
            root.preview(staged.change());
        }
        root.preview(change);
        staging().add(List.of(change));
    }

    private void requireRegistered(Change change) throws ChangeRefusedException, IOException {
        Optional<KeyRequest> request = change.keyRequest();
        if (request.isEmpty()) {
            return;
        }
        KeyIndex index = folder.keyIndex();
        for (String keyId : request.get().registered()) {
            if (index.find(keyId).isEmpty()) {
                throw NewKeys.notRegistered(keyId);
            }
        }
    }

    SigningDesk signingDesk(ClientUpdate live, Instant now) throws ChangeRefusedException, IOException {
        return SigningDesk.open(
                folder.knownOrReadLog(),
                held.disk()
                        .read(folder.layout()
                                .at(Layout.versioned(folder.continuation().firstRoot(), RoleType.ROOT.text()))),
                live,
                folder.settings(),
                now);
    }

    KeyRegistry registry() {
        return new KeyRegistry(this, held.disk(), folder.layout());
    }

    void configure(Settings settings) throws IOException {
        new DurableFiles(held.disk()).replace(folder.layout().at(Layout.SETTINGS), settings.toBytes(), Access.PRIVATE);
    }

    void requirePlausible(Instant now, PlanOptions.ClockCheck check) throws ClockException, IOException {
        Optional<LastPublication> last = folder.lastPublication();
        if (last.isPresent()) {
            last.get().requirePlausible(now, folder.settings(), check);
        }
    }

    void requireNotOlder(ClientUpdate live) throws StalePlanException, IOException {
        Optional<LastPublication> last = folder.lastPublication();
        if (last.isPresent()) {
            last.get().requireNotAfter(live.timestamp().version());
        }
    }

    /** Refuses a plan that was made for another state. */
    void requireBase(PublicationPlan.Base base, ClientUpdate live) throws StalePlanException, IOException {
        boolean sameChanges = base.changes().stream().allMatch(folder::exists);
        held.requireHeld();
        boolean samePublished = base.timestamp().equals(live.timestampFile().sha256())
                && base.root() == live.root().version();
        if (!samePublished || !sameChanges) {
            throw new StalePlanException("plan: expected the state that it was made for, got another %s"
                    .formatted(samePublished ? "set of staged changes" : "publication"));
        }
        if (!base.keys().equals(Content.of(folder.keyIndex().toBytes()).sha256())) {
            throw new StalePlanException("plan: expected the keys that it was made for, got another list of keys");
        }
    }

    /** Refuses a plan whose set-aside files are gone: somebody else has planned since, or taken over. */
    void requireSetAside(PublicationPlan plan) throws StalePlanException {
        Optional<Path> first = plan.steps().stream()
                .flatMap(step -> step instanceof PublicationStep.Create create
                        ? create.content().file().stream()
                        : Stream.empty())
                .findFirst();
        if (first.isPresent() && !held.disk().exists(first.get())) {
            throw new StalePlanException("plan: expected what it has set aside, got nothing of it");
        }
    }

    @Override
    public void close() throws IOException {
        if (end == End.GIVES_BACK) {
            folder.release();
            held.close();
        }
    }

    private Publisher publisher() throws IOException {
        return new Publisher(held.disk(), folder.layout(), folder.journal());
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** From what is in the folder, and the keys that are here, to a plan that was tried out; under the lease. */
final class Planning {
    private final LockedFolder locked;
    private final RepositoryFolder folder;
    private final KeyRing keys;
    private final Instant now;
    private final ClientUpdate live;
    private final SigningDesk desk;

    private Planning(LockedFolder locked, KeyRing keys, Instant now, ClientUpdate live, SigningDesk desk) {
        this.locked = locked;
        this.folder = locked.folder();
        this.keys = keys;
        this.now = now;
        this.live = live;
        this.desk = desk;
    }

    /** Refuses a time that cannot be right, and a published tree that is older than what was published last. */
    static Planning begin(LockedFolder locked, KeyRing keys, Instant now, PlanOptions.ClockCheck clockCheck)
            throws RepositoryException, IOException, TrustException {
        locked.requirePlausible(now, clockCheck);
        ClientUpdate live = locked.live();
        locked.requireNotOlder(live);
        return new Planning(locked, keys, now, live, locked.signingDesk(live, now));
    }

    /** What is due again, of every role whose private keys are here. */
    Refresh refresh() throws RepositoryException, IOException, TrustException {
        DueRoles due = new DueRoles(
                live,
                folder.roles(live, RoleTree.Look.ROLES).roles(),
                folder.settings(),
                new RoleSigning(keys, desk),
                now);
        Planner planner = planner(due.options());
        List<StagedChange> nothing = planner.publishable(List.of(), clientsCanUpdate());
        PublicationPlan plan = planner.plan(nothing, List.of(), Planner.Unstaged.NOTHING);
        if (!plan.isEmpty()) { // else clients may be stuck, and nothing that is done here could help them
            accept(plan);
        }
        return new Refresh(plan, due.here(), due.elsewhere());
    }

    /** What is staged, what an intake adds to it, and what has to be renewed. */
    PublicationPlan plan(PlanOptions options, Intake intake) throws RepositoryException, IOException, TrustException {
        Planner planner = planner(options);
        List<StagedChange> publishable = planner.publishable(locked.staging().read(), clientsCanUpdate());
        Planner.Unstaged unstaged = intake.take(locked);
        PublicationPlan plan = planner.plan(publishable, locked.staging().discards(publishable), unstaged);
        accept(plan);
        return plan;
    }

    private void accept(PublicationPlan plan) throws RepositoryException, IOException, TrustException {
        locked.check(plan, Optional.of(live), now);
        desk.commit();
    }

    private boolean clientsCanUpdate() throws IOException, TrustException {
        return folder.selfCheck(now).isUsable(live);
    }

    private Planner planner(PlanOptions options) throws IOException {
        return new Planner(
                live,
                folder.settings(),
                folder.keyIndex(),
                keys,
                folder.continuation(),
                folder::exists,
                locked.spool(),
                now,
                options,
                desk);
    }

    /** What a plan takes in beside what is staged. */
    @FunctionalInterface
    interface Intake {
        Planner.Unstaged take(LockedFolder locked) throws RepositoryException, IOException, TrustException;
    }
}

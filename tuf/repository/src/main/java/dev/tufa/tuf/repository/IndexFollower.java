package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.index.IndexChange;
import dev.tufa.tuf.repository.index.IndexFile;
import dev.tufa.tuf.repository.index.RoleRow;
import dev.tufa.tuf.repository.index.Standing;
import dev.tufa.tuf.repository.storage.DirectoryLock;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an index that is there up to date while a process publishes again and again, so that it knows when each target came and each file
 * went. It does what is cheap after a publication, and leaves everything else to the next who asks the index: nothing that goes wrong here
 * touches the publication.
 */
final class IndexFollower {
    /** So many roles the check of a plan has kept in memory. */
    private static final int MOST_ROLES = 64;

    private static final Cleaner CLEANER = Cleaner.create();

    private final RepositoryIndex index;
    private final Kept kept;
    private long publications;

    IndexFollower(RepositoryIndex index) {
        this.index = index;
        this.kept = new Kept(index);
        CLEANER.register(this, kept);
    }

    /**
     * Takes in what was published just now. A process that publishes once leaves it to others.
     *
     * @param result what clients come to trust now, with every role in memory that was signed
     */
    void follow(PublicationPlan plan, ClientUpdate result, Instant now) {
        publications++;
        if (publications == 1 || plan.claims().chains().size() > MOST_ROLES || !index.exists()) {
            return;
        }
        try {
            Optional<DirectoryLock> lock = index.tryLock();
            if (lock.isPresent()) {
                try (DirectoryLock held = lock.get()) {
                    take(plan, result, now);
                }
            }
        } catch (IOException | TrustException e) {
            kept.drop(); // the next who asks finds an index that is behind, or none
        }
    }

    private void take(PublicationPlan plan, ClientUpdate result, Instant now) throws IOException, TrustException {
        IndexFile file = kept.open();
        Optional<Standing> standing = file.standing();
        if (standing.isEmpty()
                || !standing.get().timestampSha256().equals(plan.base().timestamp())
                || standing.get().timestamp() >= result.timestamp().version()) {
            return;
        }
        OptionalLong publication = OptionalLong.of(result.timestamp().version());
        List<IndexedRole> roles = new ArrayList<>();
        List<RoleRow> before = new ArrayList<>();
        for (List<String> chain : plan.claims().chains()) {
            RoleAuthority authority = result.authority(chain);
            Optional<RoleRow> known = file.roles().find(authority.delegator(), authority.name());
            Targets targets = result.targets(authority);
            if (known.isEmpty()
                    || known.get().delegates()
                    || targets.delegations().isPresent()) {
                return; // other roles may have come or gone
            }
            DelegatedPlace place = new DelegatedPlace(
                    authority, known.get().bin(), known.get().bins().flatMap(BinGroup::named));
            roles.add(IndexedRole.of(place, targets, result.file(authority), publication));
            before.add(known.get());
        }
        file.begin(IndexFile.Purpose.CHANGE);
        IndexChange change = new IndexChange(
                file, IndexChange.Kind.DIFFERENCE, result.timestamp().version(), Optional.of(now), IndexedRole::copies);
        for (IndexedRole role : roles) {
            change.put(role.row(), role.targets());
        }
        for (RoleRow row : before) {
            change.unname(Layout.versioned(row.version(), row.name()));
        }
        if (standing.get().snapshot() != result.stage().snapshot().version()) {
            change.unname(Layout.versioned(standing.get().snapshot(), RoleType.SNAPSHOT.text()));
        }
        change.finish(
                IndexUpdate.standing(result, standing.get().repository()),
                result.timestamp().expires(),
                result.root().version());
        file.commit();
    }

    /** The index, open from one publication to the next; it is closed when nobody publishes any more. */
    private static final class Kept implements Runnable {
        private final RepositoryIndex index;
        private @Nullable IndexFile file;

        Kept(RepositoryIndex index) {
            this.index = index;
        }

        IndexFile open() throws IOException {
            IndexFile last = file;
            if (last == null || !last.isCurrent()) {
                last = index.open();
                file = last;
            }
            return last;
        }

        void drop() {
            IndexFile last = file;
            file = null;
            if (last != null) {
                try {
                    last.close();
                } catch (IOException e) {
                    // it was of no use already
                }
            }
        }

        @Override
        public void run() {
            if (file == null) {
                return;
            }
            try {
                Optional<DirectoryLock> lock = index.tryLock();
                if (lock.isPresent()) {
                    try (DirectoryLock held = lock.get()) {
                        drop();
                    }
                }
            } catch (IOException e) {
                // the process will end one day
            }
        }
    }
}

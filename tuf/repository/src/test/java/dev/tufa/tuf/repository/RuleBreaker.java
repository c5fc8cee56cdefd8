package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.model.History;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Publishers that break one rule each, as one or another of those in use does or did. */
enum RuleBreaker {
    TIMESTAMP_BEFORE_THE_FILES_IT_NAMES("no update succeeds: 404: metadata/") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            History before = recorded.history();
            Scenario.CHANGED_TARGETS.stage(recorded.sandbox);
            return before.then(first(recorded.publish(), "/timestamp.json"));
        }
    },
    DELEGATED_ROLE_AFTER_THE_TIMESTAMP("no update succeeds: 404: metadata/1.ops.json") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            History before = recorded.history();
            recorded.sandbox.repository.stage(Scenario.delegation("ops", "ops/*"));
            return before.then(last(recorded.publish(), "/1.ops.json"));
        }
    },
    TARGET_FILE_AFTER_THE_TIMESTAMP("no update succeeds: 404: targets/") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            History before = recorded.history();
            recorded.sandbox.add("b.txt", "new");
            return before.then(last(recorded.publish(), ".b.txt"));
        }
    },
    TIMESTAMP_WRITTEN_IN_PLACE("no update succeeds: MalformedMetadataException: timestamp.json") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            History before = recorded.history();
            recorded.sandbox.add("b.txt", "new");
            List<History.Change> changes = new ArrayList<>(recorded.publish());
            History.Change timestamp = Forger.find(changes, "/timestamp.json");
            byte[] whole = timestamp.content().orElseThrow().bytes();
            changes.add(
                    changes.indexOf(timestamp),
                    History.Change.write(timestamp.path(), Arrays.copyOf(whole, whole.length / 2)));
            return before.then(changes);
        }
    },
    NO_TOMBSTONE_OF_A_DELEGATION("no update succeeds: NotInSnapshotException: ") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            History before = recorded.history();
            Scenario.END_OF_A_DELEGATION.stage(recorded.sandbox);
            List<History.Change> honest = recorded.publish();
            Forger forger = Forger.of(recorded, honest);
            History.Change snapshot = forger.snapshotWithout("dev");
            return before.then(List.of(Forger.find(honest, ".targets.json"), snapshot, forger.timestampOf(snapshot)));
        }
    },
    LIVE_SNAPSHOT_WRITTEN_AGAIN("written twice: metadata/2.snapshot.json") {
        @Override
        History publish(Recorded recorded) {
            byte[] unsigned = "{\"signatures\":[],\"signed\":{}}".getBytes(StandardCharsets.UTF_8);
            return recorded.history().then(List.of(History.Change.write("metadata/2.snapshot.json", unsigned)));
        }
    },
    NEW_ONLINE_KEYS_BEFORE_THE_ROOT("no update succeeds: SignatureException: timestamp.json") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            return swap(recorded, Order.ROOT_LAST);
        }
    },
    NEW_ONLINE_KEYS_AFTER_THE_ROOT("no update succeeds: SignatureException: timestamp.json") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            return swap(recorded, Order.ROOT_FIRST);
        }
    },
    ROOT_WITHOUT_SIGNATURES_OF_THE_ONE_BEFORE("no update succeeds: SignatureException: root.json") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            History before = recorded.history();
            recorded.sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
            Forger forger = Forger.of(recorded, recorded.publish());
            return before.then(List.of(forger.rootByItselfAlone()));
        }
    },
    ROOT_LEFT_OUT("a root is missing: metadata/2.root.json") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            History before = recorded.history();
            recorded.sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
            recorded.publish();
            recorded.sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
            return before.then(recorded.publish());
        }
    },
    OLD_ROOT_COLLECTED("a root is gone: metadata/1.root.json") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            recorded.sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
            recorded.publish();
            return recorded.history().then(List.of(History.Change.remove("metadata/1.root.json")));
        }
    },
    VERSION_OF_A_STOPPED_PUBLICATION_USED_AGAIN("written twice: metadata/3.targets.json") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            History before = recorded.history();
            Recorded another = another(recorded);
            recorded.sandbox.add("b.txt", "first");
            List<History.Change> stopped = recorded.publish();
            another.sandbox.add("b.txt", "second");
            return before.then(stopped.subList(0, stopped.indexOf(Forger.find(stopped, ".snapshot.json"))))
                    .then(another.publish());
        }
    },
    STATE_RESTORED_FROM_A_BACKUP("timestamp.json: expected version > 4, got 3") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            Recorded backup = another(recorded);
            recorded.publish(PlanOptions.DEFAULT.renewing("timestamp"));
            recorded.publish(PlanOptions.DEFAULT.renewing("timestamp"));
            return recorded.history().then(backup.publish(PlanOptions.DEFAULT.renewing("timestamp")));
        }
    },
    STATE_RESTORED_FROM_A_BACKUP_OF_JUST_BEFORE("a client does not come to what is published") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            Recorded backup = another(recorded);
            recorded.publish(PlanOptions.DEFAULT.renewing("timestamp"));
            backup.sandbox.now = backup.sandbox.now.plusSeconds(1);
            return recorded.history().then(backup.publish(PlanOptions.DEFAULT.renewing("timestamp")));
        }
    },
    OLD_FILES_COLLECTED_TOO_EARLY("an update fails: 404: metadata/2.targets.json") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            recorded.sandbox.add("b.txt", "new");
            recorded.publish();
            return recorded.history()
                    .then(List.of(
                            History.Change.remove("metadata/2.snapshot.json"),
                            History.Change.remove("metadata/2.targets.json")));
        }
    },
    DELEGATION_TO_NEW_KEYS_WITHOUT_THEIR_SIGNATURES("no update succeeds: 404: metadata/2.dev.json") {
        @Override
        History publish(Recorded recorded) throws RepositoryException, IOException, TrustException {
            History before = recorded.history();
            recorded.sandbox.repository.stage(new Change.ReplaceKeys("targets", "dev", KeyRequest.ONE));
            List<History.Change> changes = new ArrayList<>(recorded.publish());
            changes.remove(Forger.find(changes, ".dev.json"));
            return before.then(changes);
        }
    };

    private final String caught;

    RuleBreaker(String caught) {
        this.caught = caught;
    }

    /** What whoever looks for it has to say, at least. */
    String caught() {
        return caught;
    }

    /** Publishes something; the result has all that clients could see from the beginning. */
    abstract History publish(Recorded recorded) throws RepositoryException, IOException, TrustException;

    private static Recorded another(Recorded recorded) throws RepositoryException, IOException {
        return recorded.copy(
                recorded.sandbox.folder.resolveSibling("another-" + recorded.sandbox.folder.getFileName()));
    }

    private static List<History.Change> first(List<History.Change> changes, String path) {
        List<History.Change> moved = new ArrayList<>(changes);
        History.Change change = Forger.find(changes, path);
        moved.remove(change);
        moved.add(0, change);
        return moved;
    }

    private static List<History.Change> last(List<History.Change> changes, String path) {
        List<History.Change> moved = new ArrayList<>(changes);
        History.Change change = Forger.find(changes, path);
        moved.remove(change);
        moved.add(change);
        return moved;
    }

    /** New keys that sign without the old ones, so that one of the two roots never fits. */
    private static History swap(Recorded recorded, Order order)
            throws RepositoryException, IOException, TrustException {
        History before = recorded.history();
        recorded.sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
        recorded.sandbox.repository.rotate(RoleType.SNAPSHOT, KeyRequest.ONE);
        List<History.Change> honest = recorded.publish();
        Forger forger = Forger.of(recorded, honest);
        History.Change snapshot = forger.snapshotByNewKeysAlone();
        History.Change timestamp = forger.timestampOf(snapshot);
        History.Change root = Forger.find(honest, ".root.json");
        return before.then(
                order == Order.ROOT_FIRST ? List.of(root, snapshot, timestamp) : List.of(snapshot, timestamp, root));
    }

    private enum Order {
        ROOT_FIRST,
        ROOT_LAST
    }
}

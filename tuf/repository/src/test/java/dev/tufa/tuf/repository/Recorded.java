package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.model.History;
import dev.tufa.tuf.repository.model.PublishedRecorder;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A repository whose publications are remembered as clients could see them. */
final class Recorded {
    /** More keys than have to sign for every role, so that thresholds can go up and down. */
    private static final InitOptions MANY_KEYS = Sandbox.FAST
            .withKeys(RoleType.ROOT, KeyRequest.of(3, 2))
            .withKeys(RoleType.TIMESTAMP, KeyRequest.of(2, 1))
            .withKeys(RoleType.SNAPSHOT, KeyRequest.of(2, 2))
            .withKeys(RoleType.TARGETS, KeyRequest.of(2, 1));

    final Sandbox sandbox;

    /** Opened once: what copies of a repository have new keys for is in it as well. */
    final KeyRing keys;

    private final PublishedRecorder recorder;
    private final History beginning;

    private Recorded(Sandbox sandbox, KeyRing keys, PublishedRecorder recorder, History beginning) {
        this.sandbox = sandbox;
        this.keys = keys;
        this.recorder = recorder;
        this.beginning = beginning;
    }

    /** A new repository with a target of its own and one of a delegated role, and with one key for each role. */
    static Recorded begin(Path folder) throws RepositoryException, IOException, TrustException {
        return begin(folder, Sandbox.FAST, KeyRequest.ONE);
    }

    /** The same with many keys for each role. */
    static Recorded beginWithManyKeys(Path folder) throws RepositoryException, IOException, TrustException {
        return begin(folder, MANY_KEYS, KeyRequest.of(2, 1));
    }

    /** A repository that there is, whose past does not matter. */
    static Recorded of(Path folder) throws RepositoryException, IOException {
        KeyRing keys = Repository.open(folder).unlock(Sandbox.passphrase());
        return open(folder, keys, History.of(PublishedRecorder.files(folder.resolve(Layout.PUBLISHED))));
    }

    private static Recorded begin(Path folder, InitOptions options, KeyRequest delegated)
            throws RepositoryException, IOException, TrustException {
        Sandbox.init(folder, options);
        Recorded recorded = of(folder);
        Sandbox sandbox = recorded.sandbox;
        sandbox.add("a.txt", "old");
        sandbox.repository.stage(new Change.Delegate(
                "targets", "dev", Scenario.delegation("dev", "dev/*").scope(), false, delegated));
        sandbox.repository.add(sandbox.file("tool"), "dev/tool", AddOptions.DEFAULT.withRole("dev"));
        recorded.publish();
        return recorded;
    }

    private static Recorded open(Path folder, KeyRing keys, History beginning) throws RepositoryException, IOException {
        PublishedRecorder recorder = new PublishedRecorder(folder.resolve(Layout.PUBLISHED));
        return new Recorded(Sandbox.open(folder, recorder), keys, recorder, beginning);
    }

    /** Another repository with the same past. */
    Recorded copy(Path folder) throws RepositoryException, IOException {
        return open(Trees.copy(sandbox.folder, folder), keys, history());
    }

    /** All that clients could see from the beginning until now. */
    History history() {
        return beginning.then(recorder.changes());
    }

    /** Publishes what is staged, and says what clients could see of that. */
    List<History.Change> publish() throws RepositoryException, IOException, TrustException {
        return publish(PlanOptions.DEFAULT);
    }

    List<History.Change> publish(PlanOptions options) throws RepositoryException, IOException, TrustException {
        int before = recorder.changes().size();
        sandbox.repository.publish(sandbox.repository.plan(keys, sandbox.now, options), sandbox.now);
        return recorder.changes().subList(before, recorder.changes().size());
    }
}

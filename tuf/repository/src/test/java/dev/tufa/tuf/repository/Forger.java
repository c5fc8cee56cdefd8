package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.model.History;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Signs with a repository's keys what its planner would never make. */
final class Forger {
    private final KeyRing keys;
    private final List<History.Change> honest;
    private final Root root;

    private Forger(KeyRing keys, List<History.Change> honest, Root root) {
        this.keys = keys;
        this.honest = honest;
        this.root = root;
    }

    /**
     * Makes another publication out of one.
     *
     * @param honest what clients could see of the one
     */
    static Forger of(Recorded recorded, List<History.Change> honest) throws IOException, TrustException {
        return new Forger(
                recorded.keys, honest, recorded.sandbox.updatedClient().stage().root());
    }

    /** The change of a publication whose path ends so. */
    static History.Change find(List<History.Change> changes, String path) {
        return changes.stream()
                .filter(change -> change.path().endsWith(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + path + " in " + changes));
    }

    /** A file of the publication. */
    byte[] bytes(String path) {
        return find(honest, path).content().orElseThrow().bytes();
    }

    /** The snapshot without a role, by the keys that root names now. */
    History.Change snapshotWithout(String role) throws RepositoryException, IOException, TrustException {
        Snapshot snapshot = snapshot();
        Map<String, MetaFile> meta = new HashMap<>(snapshot.meta());
        meta.remove(role + ".json");
        return write(".snapshot.json", new Snapshot(snapshot.header(), meta));
    }

    /** The same snapshot, by the keys that root names now and by no others. */
    History.Change snapshotByNewKeysAlone() throws RepositoryException, IOException, TrustException {
        return write(".snapshot.json", snapshot());
    }

    /** The timestamp that names another snapshot, by the keys that root names now and by no others. */
    History.Change timestampOf(History.Change snapshot) throws RepositoryException, IOException, TrustException {
        Content file = Content.of(snapshot.content().orElseThrow().bytes());
        Timestamp timestamp = Metadata.readTimestamp(bytes("/timestamp.json"), JsonLimits.DEFAULT)
                .signed();
        MetaFile named = MetaFile.of(timestamp.snapshot().version(), file.length(), Hashes.ofSha256(file.sha256()));
        return write("/timestamp.json", new Timestamp(timestamp.header(), named));
    }

    /** The new root, signed by itself and not by the one before. */
    History.Change rootByItselfAlone() throws RepositoryException, IOException {
        return write(".root.json", root);
    }

    private Snapshot snapshot() throws TrustException {
        return Metadata.readSnapshot(bytes(".snapshot.json"), JsonLimits.DEFAULT)
                .signed();
    }

    private History.Change write(String path, Signed signed) throws RepositoryException, IOException {
        RoleAuthority authority = root.authority(signed.type()).orElseThrow();
        Content content = new RoleSigning(keys, DocumentSigner.WITHOUT_RULE).sign(signed, List.of(authority), Set.of());
        return History.Change.write(find(honest, path).path(), content.bytes());
    }
}

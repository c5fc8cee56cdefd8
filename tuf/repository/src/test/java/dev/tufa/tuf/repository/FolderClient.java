package dev.tufa.tuf.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import dev.tufa.tuf.trust.TimestampStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client that reads a published folder, and keeps what it trusts from one update to the next, as §5 of TUF 1.0.34 asks. */
final class FolderClient {
    private final MetadataFiles metadata;
    private final Path targets;
    private byte[] root;
    private byte @Nullable [] timestamp;
    private byte @Nullable [] snapshot;
    private final Map<String, Targets> accepted = new HashMap<>();
    private @Nullable TargetsStage stage;

    private FolderClient(MetadataFiles metadata, Path targets, byte[] root) {
        this.metadata = metadata;
        this.targets = targets;
        this.root = root;
    }

    /** A client that has been given the first root. */
    static FolderClient fromGenesis(Path folder) throws IOException {
        return fromRoot(folder, 1);
    }

    /** A client that has been given a version of root. */
    static FolderClient fromRoot(Path folder, long version) throws IOException {
        byte[] root = Files.readAllBytes(folder.resolve("metadata/" + version + ".root.json"));
        return new FolderClient(files(folder), folder.resolve("targets"), root);
    }

    /** A client with the same memory that reads another folder. */
    FolderClient reading(Path folder) {
        return reading(files(folder), folder.resolve("targets"));
    }

    /** A client with the same memory that reads metadata from elsewhere. */
    FolderClient reading(MetadataFiles files, Path otherTargets) {
        FolderClient copy = new FolderClient(files, otherTargets, root);
        copy.timestamp = timestamp;
        copy.snapshot = snapshot;
        return copy;
    }

    private static MetadataFiles files(Path folder) {
        return name -> {
            Path file = folder.resolve("metadata").resolve(name);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        };
    }

    void update(Instant now) throws IOException, TrustException {
        RootStage rootStage = RootStage.load(root, now, Limits.DEFAULT);
        while (true) {
            Optional<byte[]> next = read(rootStage.nextRoot().orElseThrow());
            if (next.isEmpty()) {
                break;
            }
            rootStage = rootStage.accept(next.get());
            root = next.get();
            if (rootStage.revokesCachedRoles()) {
                timestamp = null;
                snapshot = null;
            }
        }
        TimestampStage timestampStage = rootStage.finish();
        if (timestamp != null) {
            try {
                timestampStage = timestampStage.resume(timestamp);
            } catch (TrustException e) {
                timestamp = null;
            }
        }
        byte[] offeredTimestamp = require(timestampStage.request());
        SnapshotStage snapshotStage = timestampStage.accept(offeredTimestamp);
        if (snapshotStage.newTimestamp().isPresent()) {
            timestamp = offeredTimestamp;
        }
        if (snapshot != null) {
            try {
                snapshotStage = snapshotStage.resume(snapshot);
            } catch (TrustException e) {
                snapshot = null;
            }
        }
        byte[] offeredSnapshot = require(snapshotStage.request());
        stage = snapshotStage.accept(offeredSnapshot);
        snapshot = offeredSnapshot;
        accepted.clear();
        targets(stage.topLevel());
    }

    private Targets targets(RoleAuthority role) throws IOException, TrustException {
        Targets known = accepted.get(role.name());
        if (known == null) {
            known = stage().accept(role, require(stage().request(role)));
            accepted.put(role.name(), known);
        }
        return known;
    }

    Optional<TargetFile> find(String path) throws IOException, TrustException {
        DelegationSearch search = new DelegationSearch(TargetPath.of(path), stage());
        for (Optional<RoleAuthority> role = search.needed(); role.isPresent(); role = search.needed()) {
            search.visit(targets(role.get()));
        }
        return search.found().map(DelegationSearch.Found::target);
    }

    /** The content of a target, from the file that a client would ask for. */
    String download(String path) throws IOException, TrustException {
        TargetFile target = find(path).orElseThrow(() -> new IOException("not found: " + path));
        String hash = target.hashes().hexByFunction().values().iterator().next();
        Path named = Path.of(path);
        boolean consistent = stage().root().consistentSnapshot().orElse(false);
        Path file = targets.resolve(path).resolveSibling((consistent ? hash + "." : "") + named.getFileName());
        byte[] content = Files.readAllBytes(file);
        if (content.length != target.length() || !Content.of(content).sha256().equals(hash)) {
            throw new IOException("another content: " + path);
        }
        return new String(content, UTF_8);
    }

    /** What the snapshot says of a role's file. */
    MetaFile meta(String file) {
        return stage().snapshot().find(file).orElseThrow();
    }

    TargetsStage stage() {
        if (stage == null) {
            throw new IllegalStateException("not updated");
        }
        return stage;
    }

    private byte[] require(MetadataRequest request) throws IOException {
        return read(request).orElseThrow(() -> new IOException("404: " + request.fileName()));
    }

    private Optional<byte[]> read(MetadataRequest request) throws IOException {
        return metadata.read(request.fileName());
    }
}

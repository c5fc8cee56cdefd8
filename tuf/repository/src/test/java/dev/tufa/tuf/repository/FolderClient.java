package dev.tufa.tuf.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client that reads a published folder, and keeps what it trusts from one update to the next, as §5 of TUF 1.0.34 asks. */
final class FolderClient {
    private final Path folder;
    private byte[] root;
    private byte @Nullable [] timestamp;
    private byte @Nullable [] snapshot;
    private @Nullable TargetsStage stage;

    private FolderClient(Path folder, byte[] root) {
        this.folder = folder;
        this.root = root;
    }

    /** A client that has been given the first root. */
    static FolderClient fromGenesis(Path folder) throws IOException {
        return new FolderClient(folder, Files.readAllBytes(folder.resolve("metadata/1.root.json")));
    }

    /** A client with the same memory that reads another folder. */
    FolderClient copyReading(Path other) {
        FolderClient copy = new FolderClient(other, root);
        copy.timestamp = timestamp;
        copy.snapshot = snapshot;
        return copy;
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
        stage.accept(stage.topLevel(), require(stage.request(stage.topLevel())));
    }

    Optional<TargetFile> find(String path) throws IOException, TrustException {
        TargetsStage now = stage();
        DelegationSearch search = new DelegationSearch(TargetPath.of(path), now);
        for (Optional<RoleAuthority> role = search.needed(); role.isPresent(); role = search.needed()) {
            search.visit(now.accept(role.get(), require(now.request(role.get()))));
        }
        return search.found().map(DelegationSearch.Found::target);
    }

    /** The content of a target, from the file that a client would ask for. */
    String download(String path) throws IOException, TrustException {
        TargetFile target = find(path).orElseThrow(() -> new IOException("not found: " + path));
        String hash = target.hashes().hexByFunction().values().iterator().next();
        Path named = Path.of(path);
        Path file = folder.resolve("targets").resolve(path).resolveSibling(hash + "." + named.getFileName());
        byte[] content = Files.readAllBytes(file);
        if (content.length != target.length() || !Content.of(content).sha256().equals(hash)) {
            throw new IOException("another content: " + path);
        }
        return new String(content, UTF_8);
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
        Path file = folder.resolve("metadata").resolve(request.fileName());
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }
}

package dev.tufa.apt.publish.tuf;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import dev.tufa.tuf.trust.TimestampStage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client that has the first root and nothing else comes to trust in a folder of published metadata: TUF 1.0.34 §5.1 to §5.6 by
 * the stages that clients run.
 */
public final class PublishedTuf {
    private static final String FIRST = "1.root.json";

    private final Path folder;
    private final TargetsStage stage;
    private final Map<RoleAuthority, Targets> accepted = new HashMap<>();

    private PublishedTuf(Path folder, TargetsStage stage) {
        this.folder = folder;
        this.stage = stage;
    }

    /**
     * Updates a new client.
     *
     * @param at what its clock says
     * @throws TrustException if it refuses something
     * @throws IOException if a file is missing or cannot be read
     */
    public static PublishedTuf read(Path folder, Instant at) throws IOException, TrustException {
        Limits limits = Limits.DEFAULT;
        RootStage root = RootStage.load(bytes(folder, FIRST, limits.rootBytes()), at, limits);
        Optional<MetadataRequest> next = root.nextRoot();
        while (next.isPresent() && Files.exists(folder.resolve(next.get().fileName()))) {
            root = root.accept(bytes(folder, next.get()));
            next = root.nextRoot();
        }
        TimestampStage timestamp = root.finish();
        SnapshotStage snapshot = timestamp.accept(bytes(folder, timestamp.request()));
        return new PublishedTuf(folder, snapshot.accept(bytes(folder, snapshot.request())));
    }

    /** What it finds for a path (TUF 1.0.34 §5.6.7); empty if nobody describes it. */
    public Optional<TargetFile> find(String path) throws IOException, TrustException {
        DelegationSearch search = new DelegationSearch(TargetPath.of(path), stage);
        for (Optional<RoleAuthority> role = search.needed(); role.isPresent(); role = search.needed()) {
            search.visit(targets(role.get()));
        }
        return search.found().map(DelegationSearch.Found::target);
    }

    private Targets targets(RoleAuthority authority) throws IOException, TrustException {
        Targets known = accepted.get(authority);
        if (known == null) {
            known = stage.accept(authority, bytes(folder, stage.request(authority)));
            accepted.put(authority, known);
        }
        return known;
    }

    private static byte[] bytes(Path folder, MetadataRequest request) throws IOException, TrustException {
        return bytes(folder, request.fileName(), request.maxBytes());
    }

    private static byte[] bytes(Path folder, String name, int most) throws IOException, TrustException {
        if (name.indexOf('/') >= 0) {
            throw new NoSuchFileException(name);
        }
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new IntegrityException(name, "length", "at most %d bytes".formatted(most), "more");
            }
            return bytes;
        }
    }
}

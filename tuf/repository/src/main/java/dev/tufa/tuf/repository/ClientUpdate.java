package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.metadata.Timestamp;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client comes to trust that reads these files: TUF 1.0.34 §5.1 to §5.6 by the very stages that clients run. The
 * repository reads its own published metadata so, and what it is about to publish.
 */
final class ClientUpdate {
    /** A time at which nothing has expired: the repository has to read its own metadata also when it is too old for clients. */
    static final Instant BEFORE_ANY_EXPIRY = Instant.EPOCH;

    /** How many roles are kept in memory, as many as large publications change; a hash bin is some 20 kB. */
    static final int MOST_ROLES = 1024;

    private final MetadataFiles files;
    private final Content root;
    private final Content timestampFile;
    private final Content snapshotFile;
    private final Timestamp timestamp;
    private final TargetsStage stage;
    private final Map<Place, Targets> accepted = new Accepted();

    private ClientUpdate(
            MetadataFiles files,
            Content root,
            Content timestampFile,
            Content snapshotFile,
            Timestamp timestamp,
            TargetsStage stage) {
        this.files = files;
        this.root = root;
        this.timestampFile = timestampFile;
        this.snapshotFile = snapshotFile;
        this.timestamp = timestamp;
        this.stage = stage;
    }

    /** Updates a client that has nothing but the first root, or whichever version of root is the oldest that there is. */
    static ClientUpdate fromRoot(MetadataFiles files, long version, Instant at) throws IOException, TrustException {
        byte[] first = require(
                files, new MetadataRequest(RoleType.ROOT.text(), OptionalLong.of(version), Limits.DEFAULT.rootBytes()));
        return run(files, Held.root(Content.of(first)), at);
    }

    /** Updates a client that has finished an update before. */
    static ClientUpdate run(MetadataFiles files, Held held, Instant at) throws IOException, TrustException {
        byte[] rootFile = held.root().bytes();
        RootStage rootStage = RootStage.load(rootFile, at, Limits.DEFAULT);
        Optional<MetadataRequest> next = rootStage.nextRoot();
        while (next.isPresent()) {
            Optional<byte[]> offered = read(files, next.get());
            if (offered.isEmpty()) {
                break;
            }
            rootFile = offered.get();
            rootStage = rootStage.accept(rootFile);
            next = rootStage.nextRoot();
        }
        TimestampStage timestampStage = resume(rootStage.finish(), held);
        byte[] timestampFile = require(files, timestampStage.request());
        SnapshotStage snapshotStage = resume(timestampStage.accept(timestampFile), held);
        byte[] snapshotFile = require(files, snapshotStage.request());
        TargetsStage stage = snapshotStage.accept(snapshotFile);
        return new ClientUpdate(
                files,
                Content.of(rootFile),
                Content.of(timestampFile),
                Content.of(snapshotFile),
                snapshotStage.timestamp(),
                stage);
    }

    /** Updates once more: what this update has verified, it need not verify again. */
    ClientUpdate again(MetadataFiles newFiles, Instant at) throws IOException, TrustException {
        RootStage rootStage = RootStage.load(root.bytes(), at, Limits.DEFAULT);
        if (newFiles.read(rootStage.nextRoot().orElseThrow().fileName()).isPresent()) {
            return run(newFiles, held(), at);
        }
        TimestampStage timestampStage = rootStage.finish().resume(stage);
        byte[] newTimestamp = require(newFiles, timestampStage.request());
        SnapshotStage snapshotStage = timestampStage.accept(newTimestamp).resume(stage);
        byte[] newSnapshot = require(newFiles, snapshotStage.request());
        return new ClientUpdate(
                newFiles,
                root,
                Content.of(newTimestamp),
                Content.of(newSnapshot),
                snapshotStage.timestamp(),
                snapshotStage.accept(newSnapshot));
    }

    /** What was verified, with roles that are still to come read from elsewhere, whatever has expired. */
    ClientUpdate reading(MetadataFiles newFiles) {
        return new ClientUpdate(newFiles, root, timestampFile, snapshotFile, timestamp, stage.at(BEFORE_ANY_EXPIRY));
    }

    private static TimestampStage resume(TimestampStage stage, Held held) {
        try {
            return held.timestamp().isPresent()
                    ? stage.resume(held.timestamp().get().bytes())
                    : stage;
        } catch (TrustException e) {
            return stage; // a client drops a cached file that the keys it trusts now did not sign
        }
    }

    private static SnapshotStage resume(SnapshotStage stage, Held held) {
        try {
            return held.snapshot().isPresent()
                    ? stage.resume(held.snapshot().get().bytes())
                    : stage;
        } catch (TrustException e) {
            return stage; // as above
        }
    }

    /** The files that the client would keep. */
    Held held() {
        return new Held(root, Optional.of(timestampFile), Optional.of(snapshotFile));
    }

    Content timestampFile() {
        return timestampFile;
    }

    Root root() {
        return stage.root();
    }

    RoleAuthority authority(RoleType type) {
        return root().authority(type).orElseThrow();
    }

    Timestamp timestamp() {
        return timestamp;
    }

    TargetsStage stage() {
        return stage;
    }

    /** A targets role on the word of a delegator; safe for use by many threads, as {@link #read} is. */
    Targets targets(RoleAuthority authority) throws IOException, TrustException {
        Targets known;
        synchronized (accepted) {
            known = accepted.get(Place.of(authority));
        }
        if (known != null) {
            return known;
        }
        Targets targets = read(authority);
        synchronized (accepted) {
            accepted.put(Place.of(authority), targets);
        }
        return targets;
    }

    /** The same, which is not kept: for very many roles. */
    Targets read(RoleAuthority authority) throws IOException, TrustException {
        return stage.accept(authority, require(files, stage.request(authority)));
    }

    /** The file of a targets role. */
    Content file(RoleAuthority authority) throws IOException, TrustException {
        return Content.of(require(files, stage.request(authority)));
    }

    /** The last role of a chain of delegations that begins with {@code targets}, all of them verified. */
    Targets targets(List<String> chain) throws IOException, TrustException {
        return targets(authority(chain));
    }

    /** The word on which the last role of a chain of delegations is trusted; those before it are verified. */
    RoleAuthority authority(List<String> chain) throws IOException, TrustException {
        RoleAuthority authority = stage.topLevel();
        for (String name : chain.subList(1, chain.size())) {
            String delegator = authority.name();
            authority = delegation(targets(authority), delegator, name)
                    .orElseThrow(() ->
                            new IOException("%s: expected a delegation to %s, got none".formatted(delegator, name)));
        }
        return authority;
    }

    /** The word of a role about another one that it delegates to. */
    static Optional<RoleAuthority> delegation(Targets targets, String delegator, String name) {
        return targets.delegations().flatMap(delegations -> delegation(delegations, delegator, name));
    }

    static Optional<RoleAuthority> delegation(Delegations delegations, String delegator, String name) {
        return delegations
                .succinctRoles()
                .filter(bins -> bins.isBin(name))
                .map(bins -> new RoleAuthority(delegator, name, bins.role(), delegations.keys()))
                .or(() -> delegations.roles().stream()
                        .filter(role -> role.name().equals(name))
                        .findFirst()
                        .map(role -> new RoleAuthority(delegator, name, role.role(), delegations.keys())));
    }

    /** What a client finds for a target path. */
    Optional<DelegationSearch.Found> find(String path) throws IOException, TrustException {
        DelegationSearch search = new DelegationSearch(TargetPath.of(path), stage);
        for (Optional<RoleAuthority> role = search.needed(); role.isPresent(); role = search.needed()) {
            search.visit(targets(role.get()));
        }
        return search.found();
    }

    private static byte[] require(MetadataFiles files, MetadataRequest request) throws IOException, IntegrityException {
        return read(files, request).orElseThrow(() -> new MissingFileException(request.fileName()));
    }

    /** A client stops reading where its limits are. */
    private static Optional<byte[]> read(MetadataFiles files, MetadataRequest request)
            throws IOException, IntegrityException {
        Optional<byte[]> content = files.read(request.fileName());
        if (content.isPresent() && content.get().length > request.maxBytes()) {
            throw new IntegrityException(
                    request.fileName(), "length", "at most %d bytes".formatted(request.maxBytes()), "more");
        }
        return content;
    }

    /** The roles that were asked for last; a repository can have more than fit into memory. */
    private static final class Accepted extends LinkedHashMap<Place, Targets> {
        private static final long serialVersionUID = 1L;

        Accepted() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Targets> eldest) {
            return size() > MOST_ROLES;
        }
    }

    /** What a client keeps from one update to the next. */
    record Held(Content root, Optional<Content> timestamp, Optional<Content> snapshot) {
        /** What a client has that has never updated. */
        static Held root(Content root) {
            return new Held(root, Optional.empty(), Optional.empty());
        }
    }
}

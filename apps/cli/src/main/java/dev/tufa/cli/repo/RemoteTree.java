package dev.tufa.cli.repo;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.ProgressListener;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.TargetListing;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import dev.tufa.tuf.trust.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A published tree behind a URL, brought to a folder by a client that reads all of it: within the client's limits, and with nothing
 * that a client would refuse, except for what has expired. What has come stays for another try.
 */
final class RemoteTree {
    /** A time at which nothing has expired. */
    private static final Clock BEFORE_ANY_EXPIRY = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    /** Longest transfer of a root that nothing vouches for. */
    private static final Duration OLD_ROOT_DEADLINE = Duration.ofSeconds(30);

    private final Fetcher fetcher;
    private final RemoteLocation location;
    private final byte[] pinnedRoot;
    private final FileMetadataStore store;
    private final Path metadata;
    private final TreeTargets targets;
    private final Updater updater;

    /**
     * A tree that is to come.
     *
     * @param pinnedRoot that everything is verified from
     * @param folder gets the tree, and what the client keeps
     */
    RemoteTree(Fetcher fetcher, RemoteLocation location, byte[] pinnedRoot, Path folder, ProgressListener progress) {
        this.fetcher = fetcher;
        this.location = location;
        this.pinnedRoot = pinnedRoot.clone();
        this.store = new FileMetadataStore(folder.resolve("client"));
        this.metadata = folder.resolve("metadata");
        this.targets = new TreeTargets(folder.resolve("targets"));
        this.updater = Updater.of(location.metadata())
                .targetsUrl(location.targets())
                .fetcher(fetcher)
                .metadataStore(store)
                .targetStore(targets)
                .pinnedRoot(pinnedRoot)
                .progress(progress)
                .clock(BEFORE_ANY_EXPIRY)
                .build();
    }

    /** Fetches all metadata; says which targets it describes. */
    Described fetchMetadata() throws IOException, TrustException {
        Refreshed trusted = updater.refresh();
        TargetListing listing = updater.list();
        for (TargetListing.Problem problem : listing.problems()) {
            rethrow(problem);
        }
        if (listing.truncated()) {
            throw new IOException("roles: expected at most %d, got more".formatted(Limits.DEFAULT.listedRoles()));
        }
        boolean consistent = trusted.root().consistentSnapshot().orElse(false);
        Files.createDirectories(metadata);
        writeRoots(trusted.root().version());
        write(RoleType.SNAPSHOT.text(), trusted.snapshot().version(), consistent);
        for (Map.Entry<String, MetaFile> file : trusted.snapshot().meta().entrySet()) {
            String role = roleOf(file.getKey());
            long version = file.getValue().version();
            if (isStored(role, version)) { // else nobody delegates to it any more
                write(role, version, consistent);
            }
        }
        Files.write(metadata.resolve("timestamp.json"), stored(RoleType.TIMESTAMP.text()));
        return new Described(
                listing.found().stream().map(DelegationSearch.Found::target).toList(), consistent);
    }

    private static String roleOf(String file) {
        return file.endsWith(".json") ? file.substring(0, file.length() - ".json".length()) : file;
    }

    private static void rethrow(TargetListing.Problem problem) throws IOException, TrustException {
        if (problem.cause() instanceof TrustException refused) {
            throw refused;
        }
        throw new IOException(
                "role %s: %s"
                        .formatted(Printable.of(problem.role()), problem.cause().getMessage()),
                problem.cause());
    }

    /** The roots from the pinned one on; and, for clients that hold older ones, those before it. */
    private void writeRoots(long newest) throws IOException, TrustException {
        long pinned = Metadata.readRoot(pinnedRoot, JsonLimits.DEFAULT).signed().version();
        Files.write(metadata.resolve(pinned + ".root.json"), pinnedRoot);
        for (long version = pinned + 1; version <= newest; version++) {
            Files.write(
                    metadata.resolve(version + ".root.json"),
                    store.readRoot(version, Limits.DEFAULT.rootBytes()).orElseThrow());
        }
        for (long version = pinned - 1; version > 0; version--) {
            Path file = metadata.resolve(version + ".root.json");
            Optional<byte[]> old = Files.exists(file) ? Optional.empty() : oldRoot(version);
            if (old.isPresent()) {
                Files.write(file, old.get());
            } else if (!Files.exists(file)) {
                return;
            }
        }
    }

    private Optional<byte[]> oldRoot(long version) throws IOException {
        URI uri = location.metadata().resolve(version + ".root.json");
        long end = System.nanoTime() + OLD_ROOT_DEADLINE.toNanos();
        int most = Limits.DEFAULT.rootBytes();
        byte[] buffer = new byte[most + 1];
        int size = 0;
        try (Fetcher.Response response = fetcher.open(new Fetcher.Request(uri, true));
                InputStream body = response.body()) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer, size, buffer.length - size)) {
                size += count;
                if (size > most || System.nanoTime() > end) {
                    throw new IOException("%d.root.json: expected at most %d bytes within %d s, got more"
                            .formatted(version, most, OLD_ROOT_DEADLINE.toSeconds()));
                }
            }
            return Optional.of(Arrays.copyOf(buffer, size));
        } catch (NotAvailableException e) {
            return Optional.empty();
        }
    }

    private boolean isStored(String role, long version) {
        Optional<byte[]> stored = store.read(role, Limits.DEFAULT.statedBytes());
        try {
            return stored.isPresent()
                    && Metadata.readTargets(stored.get(), role, JsonLimits.DEFAULT)
                                    .signed()
                                    .version()
                            == version;
        } catch (TrustException e) {
            return false; // what another try has left
        }
    }

    private byte[] stored(String role) throws IOException {
        return store.read(role, Limits.DEFAULT.statedBytes())
                .orElseThrow(() -> new IOException(role + ": expected what was stored just now, got nothing"));
    }

    private void write(String role, long version, boolean consistent) throws IOException {
        String name = (consistent ? version + "." : "") + encode(role) + ".json";
        Files.write(metadata.resolve(name), stored(role));
    }

    /** A name of metadata as one segment, as URLs have it (RFC 3986 §2.1): it cannot lead out of the folder. */
    private static String encode(String role) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : role.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }

    /** Fetches the target files, each verified; those that are here already are not fetched again. */
    void fetchTargets(Described described) throws IOException, TrustException {
        for (TargetFile target : described.targets()) {
            if (targets.expect(target, described.consistentSnapshot())) {
                updater.download(target);
            }
        }
    }

    /**
     * What the metadata says.
     *
     * @param targets that a client finds
     * @param consistentSnapshot whether clients ask for names with versions and hashes
     */
    record Described(List<TargetFile> targets, boolean consistentSnapshot) {
        Described {
            targets = List.copyOf(targets);
        }

        long bytes() {
            return targets.stream().mapToLong(TargetFile::length).sum();
        }
    }
}

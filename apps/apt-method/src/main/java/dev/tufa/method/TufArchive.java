package dev.tufa.method;

import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One archive in one run of apt. What is signed is fetched and verified here, and handed to apt as a file; of everything else apt knows
 * the digest by what is signed, and is sent to where it is, once TUF vouches for that very digest.
 */
final class TufArchive {
    /** apt has tried again already where that makes sense. */
    static final TransferPolicy ONCE =
            new TransferPolicy(Duration.ofHours(1), 0, Duration.ofHours(1), 1, 0, Duration.ofMillis(1), 1);

    /** Nobody is there to be asked about a clock that was wrong; the floor that root keeps (ADR 41) does not depend on it. */
    private static final Duration ANY_CLOCK = Duration.ofDays(1_000_000);

    /** Bytes of a Release file, as apt has it. */
    private static final long LONGEST = 10_000_000;

    private static final Set<String> SIGNED = Set.of("InRelease", "Release", "Release.gpg");
    private static final String PATCHES = ".diff/";

    private final ArchiveState state;
    private final AptConversation apt;
    private final Clock clock;
    private final AuxFetcher fetcher;

    /** What the Release files say that apt was given in this run, by their folders. */
    private final Map<String, Set<String>> digests = new HashMap<>();

    /** Folders of patches whose list a Release file names. */
    private final Set<String> patches = new HashSet<>();

    private @Nullable Client client;
    private @Nullable String refusal;

    TufArchive(ArchiveState state, AptConversation apt, Clock clock, Duration patience) {
        this.state = state;
        this.apt = apt;
        this.clock = clock;
        this.fetcher = new AuxFetcher(apt, state.metadataUrl(), patience);
    }

    /**
     * Answers what apt asked for.
     *
     * @throws StalledException if the answer is of no use, because apt goes on waiting for something else that was asked for
     */
    void acquire(Message request) throws IOException {
        String uri = request.required("URI");
        fetcher.work(uri);
        try {
            String path = path(uri);
            Optional<String> expected = request.field("Expected-SHA256");
            if (SIGNED.contains(name(path)) && expected.isEmpty()) {
                handOver(request, path);
            } else if (expected.isEmpty()) {
                throw new IOException("expected a file of which apt knows the SHA-256, got one of which it does not");
            } else if (request.field("Target-Type").equals(Optional.of("index"))) {
                requireIndex(path, expected.get().toLowerCase(Locale.ROOT));
                redirect(uri);
            } else {
                requirePackage(uri, path, expected.get().toLowerCase(Locale.ROOT));
                redirect(uri);
            }
        } catch (TrustException e) {
            fail(uri, words(e));
        } catch (StalledException e) {
            fail(uri, String.valueOf(e.getMessage()));
            throw e;
        } catch (IOException e) {
            fail(uri, String.valueOf(e.getMessage()));
        }
    }

    /** The path in the archive, which has no way out of it. */
    private String path(String uri) throws IOException {
        String folder = state.archive().toString();
        String plain = ArchiveState.plain(uri);
        if (!plain.startsWith(folder)) {
            throw new IOException("expected an address below %s, got %s".formatted(folder, plain));
        }
        String path;
        try {
            path = new URI(plain.substring(folder.length())).getPath();
        } catch (URISyntaxException e) {
            throw new IOException("expected the path of a file, got " + uri, e);
        }
        if (path == null
                || name(path).isEmpty()
                || Arrays.asList(path.split("/", -1)).contains("..")) {
            throw new IOException("expected the path of a file, got " + uri);
        }
        return path;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** A file that TUF vouches for, with the bytes that it vouches for. */
    private void handOver(Message request, String path) throws IOException, TrustException {
        String uri = request.required("URI");
        Path file = Path.of(request.required("Filename"));
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("%s: expected a file to write, got something else".formatted(file));
        }
        Client known = refreshed(uri);
        TargetFile target = vouched(known, path);
        requireLength(path, target);
        known.updater().download(target);
        byte[] bytes;
        try (InputStream in = known.releases()
                .read(path)
                .orElseThrow(() -> new IOException("TUF: %s: expected what was verified, got none".formatted(path)))) {
            bytes = in.readAllBytes();
        }
        if (name(path).equals("InRelease")) {
            digests.put(folder(path), ReleaseDigests.ofInRelease(bytes));
        } else if (name(path).equals("Release")) {
            digests.put(folder(path), ReleaseDigests.ofRelease(bytes));
        }
        apt.say(Message.of(200, "URI Start").with("URI", uri).with("Size", Long.toString(bytes.length)));
        Files.deleteIfExists(file);
        Files.write(file, bytes);
        apt.say(Message.of(201, "URI Done") // no digests: apt believes those
                .with("URI", uri)
                .with("Filename", file.toString())
                .with("Size", Long.toString(bytes.length)));
    }

    private static void requireLength(String path, TargetFile target) throws IOException {
        if (target.length() > LONGEST) {
            throw new IOException(
                    "TUF: %s: expected at most %d bytes, got %d".formatted(path, LONGEST, target.length()));
        }
    }

    private static TargetFile vouched(Client known, String path) throws IOException, TrustException {
        return known.updater()
                .find(path)
                .map(DelegationSearch.Found::target)
                .orElseThrow(() ->
                        new IOException("TUF: %s: expected a file that it vouches for, got none".formatted(path)));
    }

    /** The nearest Release file that apt was given in this run has this digest in it. A suite may have slashes in its name. */
    private void requireIndex(String path, String sha256) throws IOException {
        String above = folder(path);
        while (!above.isEmpty() && !digests.containsKey(above)) {
            above = folder(above.substring(0, above.length() - 1));
        }
        boolean isNamed = digests.getOrDefault(above, Set.of()).contains(sha256);
        int patch = path.lastIndexOf(PATCHES) + PATCHES.length();
        if (isNamed && path.contains(PATCHES)) {
            patches.add(path.substring(0, patch));
        }
        // Which patches there are, their list says, which apt has verified; what they make, the Release file says.
        if (!isNamed && !(path.contains(PATCHES) && patches.contains(path.substring(0, patch)))) {
            throw new IOException("TUF: %s: expected a file that a verified Release names, got one with SHA-256 %s"
                    .formatted(path, sha256));
        }
    }

    private void requirePackage(String uri, String path, String sha256) throws IOException, TrustException {
        if (!state.vouchesForPackages()) {
            return; // apt has the digest from an index that a verified Release names
        }
        String vouched = vouched(refreshed(uri), path).hashes().hexByFunction().get(HashFunction.SHA256.text());
        if (!sha256.equals(vouched)) {
            throw new IOException("TUF: %s: expected SHA-256 %s, got %s".formatted(path, vouched, sha256));
        }
    }

    private void redirect(String uri) throws IOException {
        apt.say(Message.of(103, "Redirect").with("URI", uri).with("New-URI", ArchiveState.plain(uri)));
    }

    private void fail(String uri, String message) throws IOException {
        apt.say(Message.of(400, "URI Failure").with("URI", uri).with("Message", message));
    }

    private static String words(TrustException refused) {
        return refused instanceof ExpiredException expired
                ? "TUF: metadata has expired at %s: %s".formatted(expired.expires(), expired.getMessage())
                : "TUF: " + refused.getMessage();
    }

    /**
     * The client, with what is true in this run of apt. Once refused, always refused: apt goes on to ask for other files of the same
     * archive.
     */
    private Client refreshed(String uri) throws IOException, TrustException {
        if (refusal != null) {
            throw new IOException(refusal);
        }
        Client known = client;
        if (known != null) {
            return known;
        }
        try {
            requireRoot();
            fetcher.begin();
            Client fresh = client();
            Refreshed now = fresh.updater().refresh();
            Optional<Floor> floor = state.floor();
            if (floor.isPresent()) {
                FloorRule.require(floor.get(), Floor.of(now.root(), now.timestamp(), now.snapshot()));
            }
            renewKeys(fresh);
            state.open();
            Optional<String> warning = ExpiryWarning.of(now);
            if (warning.isPresent()) {
                apt.say(Message.of(104, "Warning")
                        .with("URI", uri)
                        .with("Message", "%s: %s".formatted(state.archive(), warning.get())));
            }
            client = fresh;
            return fresh;
        } catch (TrustException e) {
            refusal = words(e);
            throw e;
        } catch (IOException e) {
            refusal = String.valueOf(e.getMessage());
            throw e;
        } finally {
            fetcher.end();
        }
    }

    /** apt is about to check signatures, by the keys that the archive has now. */
    private void renewKeys(Client fresh) throws IOException, TrustException {
        Optional<TargetFile> keys = fresh.updater().find(ArchiveState.KEYS).map(DelegationSearch.Found::target);
        if (keys.isEmpty()) {
            state.keepFirstKey();
            return;
        }
        requireLength(ArchiveState.KEYS, keys.get());
        fresh.updater().download(keys.get());
    }

    private void requireRoot() throws IOException {
        if (!Files.isRegularFile(state.firstRoot())) {
            throw new IOException("TUF: %s: expected a root of this archive in %s, got none"
                    .formatted(state.archive(), state.firstRoot()));
        }
    }

    private Client client() throws IOException {
        MetadataStore metadata = state.metadata();
        TargetStore releases = state.releases();
        return new Client(
                Updater.of(state.metadataUrl())
                        .targetsUrl(state.archive())
                        .pinnedRoot(Files.readAllBytes(state.firstRoot()))
                        .fetcher(fetcher)
                        .metadataStore(metadata)
                        .targetStore(releases)
                        .transferPolicy(ONCE)
                        .clockTolerance(ANY_CLOCK)
                        .clock(clock)
                        .build(),
                releases);
    }

    /** The TUF client and where it keeps signed files. */
    private record Client(Updater updater, TargetStore releases) {}
}

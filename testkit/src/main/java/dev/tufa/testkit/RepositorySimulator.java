package dev.tufa.testkit;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A TUF repository in memory, and the way to it. It starts with a first publication of each top-level role; what a test changes
 * is in the next publication; what it serves can be wrong on purpose.
 *
 * <pre>{@code
 * var repository = new RepositorySimulator();
 * repository.targets().add("a.txt", "content");
 * repository.publish();
 * repository.serve("metadata/timestamp.json", Fault.status(503).once());
 * }</pre>
 *
 * <p>Files are named by their paths in URLs, without a leading slash and with all that percent signs: {@code
 * metadata/1.root.json}, {@code metadata/2.a%2Fb.json}.
 */
public final class RepositorySimulator implements Fetcher {
    /** Where the repository is. */
    public static final URI BASE = URI.create("https://repository.example/");

    /** Where its metadata is. */
    public static final URI METADATA = BASE.resolve("metadata/");

    private final SimulatedRoot root = new SimulatedRoot();
    private final SimulatedRole.Online<TimestampBuilder> timestamp = new SimulatedRole.Online<>();
    private final SimulatedRole.Online<SnapshotBuilder> snapshot = new SimulatedRole.Online<>();
    private final Map<String, SimulatedTargets> targets = new LinkedHashMap<>();
    private final Map<String, byte[]> current = new LinkedHashMap<>();
    private final Map<String, byte[]> published = new LinkedHashMap<>();
    private final Map<String, List<byte[]>> history = new LinkedHashMap<>();
    private final Map<String, Fault> faults = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private boolean pinning;
    private boolean ranges = true;

    /** A repository with a first version of each top-level role and without targets. */
    public RepositorySimulator() {
        targets();
        publish();
    }

    /** The root role. */
    public SimulatedRoot root() {
        return root;
    }

    /** The timestamp role; every publication has a new version of it. */
    public SimulatedRole<TimestampBuilder> timestamp() {
        return timestamp;
    }

    /** The snapshot role; every publication has a new version of it. */
    public SimulatedRole<SnapshotBuilder> snapshot() {
        return snapshot;
    }

    /** The top-level targets role. */
    public SimulatedTargets targets() {
        return role(RoleType.TARGETS.text());
    }

    /** A targets role by its name. Snapshots list it from now on; for it to count, another role has to delegate to it. */
    public synchronized SimulatedTargets role(String name) {
        return targets.computeIfAbsent(name, unused -> new SimulatedTargets(this, name));
    }

    /** Whether timestamp and snapshot name the lengths and hashes of other files, from the next publication on; not at first. */
    public synchronized void pinning(boolean pin) {
        pinning = pin;
    }

    /** Whether requests for the rest of a file are answered with it, as they are at first, or with the whole file. */
    public synchronized void ranges(boolean answer) {
        ranges = answer;
    }

    /** Publishes new versions of the roles that have changed, and in any case of snapshot and timestamp. */
    public synchronized void publish() {
        if (root.isChanged()) {
            byte[] bytes = root.build();
            put("metadata/" + root.version() + ".root.json", bytes);
        }
        targets.forEach((name, role) -> {
            if (role.isChanged()) {
                role.forEachArtifact(this::publishArtifact);
                current.put(name, role.build());
                put(name, role.version(), current.getOrDefault(name, new byte[0]));
            }
        });
        publishSnapshot();
        publishTimestamp();
    }

    private void publishSnapshot() {
        SnapshotBuilder builder = TestMetadata.aSnapshot();
        targets.forEach((name, role) -> {
            if (pinning) {
                builder.role(name, role.version(), current.getOrDefault(name, new byte[0]));
            } else {
                builder.role(name, role.version());
            }
        });
        byte[] bytes = snapshot.build(builder, root.signers(RoleType.SNAPSHOT));
        current.put(RoleType.SNAPSHOT.text(), bytes);
        put(RoleType.SNAPSHOT.text(), snapshot.version(), bytes);
    }

    /** Publishes a new timestamp for the newest snapshot. */
    public synchronized void publishTimestamp() {
        byte[] named = current.getOrDefault(RoleType.SNAPSHOT.text(), new byte[0]);
        TimestampBuilder builder = pinning
                ? TestMetadata.aTimestamp().snapshot(snapshot.version(), named)
                : TestMetadata.aTimestamp().snapshot(snapshot.version());
        put("metadata/timestamp.json", timestamp.build(builder, root.signers(RoleType.TIMESTAMP)));
    }

    private void publishArtifact(TargetFile target, byte[] content) {
        String path = encodedPath(target.path());
        if (!root.isConsistentSnapshot()) {
            put("targets/" + path, content);
            return;
        }
        int name = path.lastIndexOf('/') + 1;
        for (String hash : target.hashes().hexByFunction().values()) {
            put("targets/" + path.substring(0, name) + hash + '.' + path.substring(name), content);
        }
    }

    private void put(String role, long version, byte[] bytes) {
        put("metadata/" + (root.isConsistentSnapshot() ? version + "." : "") + encode(role) + ".json", bytes);
    }

    private void put(String file, byte[] bytes) {
        published.put(file, bytes);
        history.computeIfAbsent(file, unused -> new ArrayList<>()).add(bytes);
    }

    /** What is published under a name now. */
    public synchronized byte[] file(String file) {
        byte[] bytes = published.get(file);
        if (bytes == null) {
            throw new IllegalArgumentException("file: expected one of %s, got %s".formatted(published.keySet(), file));
        }
        return bytes.clone();
    }

    /** Everything that has been published under a name, oldest first. */
    public synchronized List<byte[]> history(String file) {
        return history.getOrDefault(file, List.of()).stream().map(byte[]::clone).toList();
    }

    /** The names of all files that are published now. */
    public synchronized List<String> files() {
        return List.copyOf(published.keySet());
    }

    /** Does something else with requests for a file; takes the place of an earlier fault. */
    public synchronized void serve(String file, Fault fault) {
        faults.put(file, fault);
    }

    /** Serves what is published again. */
    public synchronized void serveAll() {
        faults.clear();
    }

    /** The files that were asked for since the last call, in order, there or not. */
    public synchronized List<String> takeRequests() {
        List<String> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    @Override
    public Response open(Request request) throws IOException {
        String file = BASE.getHost().equals(request.uri().getHost())
                ? request.uri().getRawPath().substring(1)
                : request.uri().toString();
        Optional<Fault> fault;
        SimulatedRequest simulated;
        synchronized (this) {
            requests.add(file);
            fault = Optional.ofNullable(faults.get(file)).filter(Fault::isDue);
            simulated = new SimulatedRequest(
                    request.uri(),
                    request.beginning().filter(unused -> ranges),
                    Optional.ofNullable(published.get(file)));
        }
        return fault.isPresent() ? fault.get().answer(simulated) : simulated.answer();
    }

    /** Writes what is published now into a folder, for other programs to serve; paths as a server decodes them. */
    public synchronized void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : published.entrySet()) {
            Path path = folder.resolve(URI.create("/" + file.getKey()).getPath().substring(1));
            Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(folder));
            Files.write(path, file.getValue());
        }
    }

    /** A target path as a server knows it. */
    private static String encodedPath(String path) {
        List<String> segments = new ArrayList<>();
        Collections.addAll(segments, path.split("/", -1));
        segments.replaceAll(RepositorySimulator::encode);
        return String.join("/", segments);
    }

    /** Percent-encodes everything but the unreserved characters of RFC 3986; not by the code that is under test. */
    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}

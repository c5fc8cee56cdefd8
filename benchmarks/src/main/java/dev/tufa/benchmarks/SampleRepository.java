package dev.tufa.benchmarks;

import dev.tufa.testkit.TestKeys;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.SuccinctRoles;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * A repository in memory of the size that a benchmark asks for, in the form that the library writes. Its signatures are real;
 * its keys are those of tests. One of its targets can be downloaded: {@link #TARGET}.
 */
final class SampleRepository implements Fetcher {
    /** The path of the target that can be downloaded. */
    static final String TARGET = pathOf(0);

    private static final URI BASE = URI.create("https://repository.example/");
    private static final Instant EXPIRES = Instant.parse("2100-01-01T00:00:00Z");
    private static final String BINS = "bin";

    private final Map<String, byte[]> files = new TreeMap<>();

    private SampleRepository(Targets topLevel, Map<String, MetaFile> delegated, byte[] content) throws IOException {
        Map<String, Key> keys = new TreeMap<>();
        Map<RoleType, Role> roles = new EnumMap<>(RoleType.class);
        for (RoleType type : List.of(RoleType.ROOT, RoleType.TIMESTAMP, RoleType.SNAPSHOT, RoleType.TARGETS)) {
            Signer signer = TestKeys.key(type.text());
            keys.put(signer.keyId(), signer.key());
            roles.put(type, Role.of(Set.of(signer.keyId()), 1));
        }
        publish("1.root", new Root(header(), Optional.of(true), keys, roles), RoleType.ROOT.text());
        Map<String, MetaFile> meta = new TreeMap<>(delegated);
        meta.put(RoleType.TARGETS.file(), publish("1.targets", topLevel, RoleType.TARGETS.text()));
        MetaFile snapshot = publish("1.snapshot", new Snapshot(header(), meta), RoleType.SNAPSHOT.text());
        publish("timestamp", new Timestamp(header(), snapshot), RoleType.TIMESTAMP.text());
        files.put("targets/" + TARGET.replaceFirst("([^/]*)$", sha256(content) + ".$1"), content);
    }

    /** A repository whose top-level targets role describes so many targets. */
    static SampleRepository withTargets(int count) throws IOException {
        byte[] content = "the content of a sample\n".getBytes(StandardCharsets.UTF_8);
        return new SampleRepository(Targets.of(header(), targets(count, content), Optional.empty()), Map.of(), content);
    }

    /** A repository with one target of so many bytes. */
    static SampleRepository withArtifact(int length) throws IOException {
        byte[] content = new byte[length];
        return new SampleRepository(Targets.of(header(), targets(1, content), Optional.empty()), Map.of(), content);
    }

    /** A repository whose one target is in one of 2^bitLength hash bins; the files of the other bins are left out. */
    static SampleRepository withBins(int bitLength) throws IOException {
        byte[] content = "the content of a sample\n".getBytes(StandardCharsets.UTF_8);
        Signer signer = TestKeys.key(BINS);
        SuccinctRoles bins = new SuccinctRoles(Role.of(Set.of(signer.keyId()), 1), bitLength, BINS);
        Map<String, MetaFile> meta = new TreeMap<>();
        for (long number = 0; number < bins.count(); number++) {
            meta.put(bins.binName(number) + ".json", MetaFile.of(1));
        }
        Delegations delegations = Delegations.of(Map.of(signer.keyId(), signer.key()), bins);
        SampleRepository repository =
                new SampleRepository(Targets.of(header(), List.of(), Optional.of(delegations)), meta, content);
        repository.publish(
                "1." + bins.binFor(TargetPath.of(TARGET)),
                Targets.of(header(), targets(1, content), Optional.empty()),
                BINS);
        return repository;
    }

    /** So many target files, of which only the first is more than its description. */
    static List<TargetFile> targets(int count, byte[] firstContent) {
        List<TargetFile> targets = new ArrayList<>(count);
        targets.add(TargetFile.of(TARGET, firstContent.length, Hashes.ofSha256(sha256(firstContent))));
        for (int number = 1; number < count; number++) {
            String path = pathOf(number);
            byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
            targets.add(TargetFile.of(path, 1000L + number, Hashes.ofSha256(sha256(bytes))));
        }
        return targets;
    }

    /** Where the metadata is, for a client that fetches through this object. */
    URI metadataUrl() {
        return BASE.resolve("metadata/");
    }

    /** The root to begin with. */
    byte[] root() {
        return file("metadata/1.root.json");
    }

    /** A file by its path below the repository. */
    byte[] file(String path) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new IllegalArgumentException("path: expected one of %s, got %s".formatted(files.keySet(), path));
        }
        return bytes;
    }

    /** Writes every file below a folder, for a server. */
    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.write(path, file.getValue());
        }
    }

    @Override
    public Response open(Request request) throws NotAvailableException {
        byte[] bytes = files.get(request.uri().getPath().substring(1));
        if (bytes == null) {
            throw new NotAvailableException(request.uri(), "nothing");
        }
        return new Response(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
    }

    private MetaFile publish(String name, Signed signed, String key) throws IOException {
        Signer signer = TestKeys.key(key);
        byte[] bytes = Metadata.of(signed, Map.of(signer.keyId(), signer.sign(signed.toJson())))
                .toBytes();
        files.put("metadata/" + name + ".json", bytes);
        return MetaFile.of(1, bytes.length, Hashes.ofSha256(sha256(bytes)));
    }

    private static Header header() {
        return Header.of(1, EXPIRES);
    }

    /** The path of a target by its number. */
    static String pathOf(int number) {
        return "packages/%03d/package-%06d.tar.gz".formatted(number / 1000, number);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(bytes));
    }
}

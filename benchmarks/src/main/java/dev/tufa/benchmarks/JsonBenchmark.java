package dev.tufa.benchmarks;

import dev.tufa.testkit.TargetsBuilder;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.TargetsStage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a targets.json with 100,000 targets, about 14 MB, and a snapshot.json with 16,384 hash bins, half a megabyte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
public class JsonBenchmark {
    private static final int TARGETS = 100_000;
    private static final int BIN_BITS = 14;

    private byte[] sorted;
    private byte[] indented;
    private byte[] unsorted;
    private byte[] snapshot;
    private Targets targets;
    private TargetsStage stage;
    private Path file;

    /** Makes the documents. */
    @Setup
    public void make() throws IOException, TrustException {
        SampleRepository repository = SampleRepository.withTargets(TARGETS);
        sorted = repository.file("metadata/1.targets.json");
        indented = indented(sorted);
        unsorted = unsorted();
        snapshot = SampleRepository.withBins(BIN_BITS).file("metadata/1.snapshot.json");
        targets = Metadata.readTargets(sorted, RoleType.TARGETS.file(), JsonLimits.DEFAULT)
                .signed();
        stage = RootStage.load(repository.root(), Instant.EPOCH, Limits.DEFAULT)
                .finish()
                .accept(repository.file("metadata/timestamp.json"))
                .accept(repository.file("metadata/1.snapshot.json"));
        file = Files.createTempFile("targets", ".json");
        Files.write(file, sorted);
    }

    /** Removes the file. */
    @TearDown
    public void remove() throws IOException {
        Files.delete(file);
    }

    /** The same document with each member on a line of its own, as python-tuf writes it. */
    private static byte[] indented(byte[] document) {
        var out = new ByteArrayOutputStream(document.length * 2);
        boolean quoted = false;
        int depth = 0;
        for (byte b : document) { // which has no escapes
            quoted ^= b == '"';
            boolean closes = !quoted && (b == '}' || b == ']');
            if (closes) {
                out.writeBytes(("\n" + " ".repeat(--depth)).getBytes(StandardCharsets.US_ASCII));
            }
            out.write(b);
            if (!quoted && b == ':') {
                out.write(' ');
            } else if (!quoted && (b == '{' || b == '[' || b == ',')) {
                depth += b == ',' ? 0 : 1;
                out.writeBytes(("\n" + " ".repeat(depth)).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toByteArray();
    }

    /** The same targets, in any order, with members that are not in canonical order either. */
    private static byte[] unsorted() {
        List<TargetFile> shuffled = SampleRepository.targets(TARGETS, new byte[1]);
        Collections.shuffle(shuffled, new Random(1));
        TargetsBuilder builder = TestMetadata.aTargets();
        shuffled.forEach(builder::target);
        return builder.build();
    }

    /** JSON whose members are in canonical order, as this library and its peers write it. */
    @Benchmark
    public JsonObject read() throws JsonException {
        return CanonicalJson.read(sorted, JsonLimits.DEFAULT);
    }

    /** JSON in that order whose white space has to go. */
    @Benchmark
    public JsonObject readIndented() throws JsonException {
        return CanonicalJson.read(indented, JsonLimits.DEFAULT);
    }

    /** JSON that has to be sorted on the way. */
    @Benchmark
    public JsonObject readUnsorted() throws JsonException {
        return CanonicalJson.read(unsorted, JsonLimits.DEFAULT);
    }

    /** JSON and what it says: every entry is checked. */
    @Benchmark
    public Metadata<Targets> readTargetsMetadata() throws TrustException {
        return Metadata.readTargets(sorted, RoleType.TARGETS.file(), JsonLimits.DEFAULT);
    }

    /** The same, from bytes to trust: their SHA-256 and length are as stated, they are well-formed and signed by Ed25519. */
    @Benchmark
    public Targets acceptTargets() throws TrustException {
        return stage.accept(stage.topLevel(), sorted);
    }

    /** What {@link #acceptTargets} is held against: the file from the disk's cache, and its SHA-256 twice. */
    @Benchmark
    public byte[] readFileAndHashTwice() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        MessageDigest sha256 = HashFunction.SHA256.newDigest();
        sha256.update(sha256.digest(bytes));
        return sha256.digest(bytes);
    }

    /** A snapshot and what it says. */
    @Benchmark
    public Metadata<Snapshot> readSnapshotMetadata() throws TrustException {
        return Metadata.readSnapshot(snapshot, JsonLimits.DEFAULT);
    }

    /** One target by its path, in metadata that was read. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Optional<TargetFile> lookUpTarget() {
        return targets.find(SampleRepository.TARGET);
    }
}

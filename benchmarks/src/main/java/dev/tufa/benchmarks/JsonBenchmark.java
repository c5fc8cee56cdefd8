package dev.tufa.benchmarks;

import dev.tufa.testkit.TargetsBuilder;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;

/** Reading a targets.json with 100,000 targets, about 14 MB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
public class JsonBenchmark {
    private static final int TARGETS = 100_000;

    private byte[] sorted;
    private byte[] unsorted;
    private Targets targets;

    /** Makes the documents. */
    @Setup
    public void make() throws IOException, TrustException {
        sorted = SampleRepository.withTargets(TARGETS).file("metadata/1.targets.json");
        unsorted = unsorted();
        targets = Metadata.readTargets(sorted, RoleType.TARGETS.file(), JsonLimits.DEFAULT)
                .signed();
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

    /** One target by its path, in metadata that was read. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Optional<TargetFile> lookUpTarget() {
        return targets.find(SampleRepository.TARGET);
    }
}

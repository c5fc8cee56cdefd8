package dev.tufa.benchmarks;

import dev.tufa.testkit.TestKeys;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.RootStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A root file and the signatures that its own threshold asks for, from bytes to trust; after the first time they are known. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
public class ThresholdBenchmark {
    /** How many keys have to sign; as many did. */
    @Param({"1", "3", "10"})
    public int threshold;

    private byte[] root;

    /** Makes the root. */
    @Setup
    public void sign() {
        Signer[] signers = IntStream.range(0, threshold)
                .mapToObj(number -> TestKeys.key("root-" + number))
                .toArray(Signer[]::new);
        root = TestMetadata.aRoot()
                .role(RoleType.ROOT, threshold, signers)
                .signedBy(signers)
                .build();
    }

    /** Reads it and counts its signatures. */
    @Benchmark
    public RootStage load() throws TrustException {
        return RootStage.load(root, TestMetadata.NOW, Limits.DEFAULT);
    }
}

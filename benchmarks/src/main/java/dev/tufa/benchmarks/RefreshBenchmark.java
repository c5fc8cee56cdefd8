package dev.tufa.benchmarks;

import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A refresh of a small repository, in a process that has run for a while. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
public class RefreshBenchmark {
    /** What is between client and repository. */
    @Param
    public Transport transport;

    private Installation installation;
    private Updater client;

    /** A new folder for each iteration keeps folders small. */
    @Setup(Level.Iteration)
    public void begin() throws IOException, TrustException {
        installation = new Installation(transport, SampleRepository.withTargets(1));
        client = installation.newClient();
        client.refresh();
    }

    /** Removes what was stored. */
    @TearDown(Level.Iteration)
    public void end() throws IOException {
        installation.close();
    }

    /** The repository has published nothing since the last time. */
    @Benchmark
    public Refreshed nothingNew() throws IOException, TrustException {
        return client.refresh();
    }

    /** Nothing is known but the first root. */
    @Benchmark
    public Refreshed coldCache() throws IOException, TrustException {
        return installation.newClient().refresh();
    }
}

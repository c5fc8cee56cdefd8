package dev.tufa.benchmarks;

import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.util.Optional;
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

/** A target in one of 16,384 hash bins (TAP 15). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
public class FindBenchmark {
    private Installation installation;
    private MetadataStore cache;
    private Updater client;

    /** Makes the repository, and a client that knows the target's bin. */
    @Setup
    public void make() throws IOException, TrustException {
        installation = new Installation(Transport.MEMORY, SampleRepository.withBins(14));
        cache = installation.newMetadataStore();
        client = installation.client(cache);
        if (client.find(SampleRepository.TARGET).isEmpty()) {
            throw new IllegalStateException("expected a target in a bin, got none");
        }
    }

    /** Ends the server, which nobody asked. */
    @TearDown
    public void end() throws IOException {
        installation.close();
    }

    /** By a client that has been refreshed and has read the bin. */
    @Benchmark
    public Optional<DelegationSearch.Found> findInKnownBin() throws IOException, TrustException {
        return client.find(SampleRepository.TARGET);
    }

    /** By a client that has everything in its cache, after a refresh that found nothing new. */
    @Benchmark
    public Optional<DelegationSearch.Found> refreshAndFind() throws IOException, TrustException {
        return installation.client(cache).find(SampleRepository.TARGET);
    }
}

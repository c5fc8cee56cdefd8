package dev.tufa.benchmarks;

import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** An artifact of 1 MB over HTTP on this machine, into a file that is brought to the disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
public class DownloadBenchmark {
    private static final int LENGTH = 1_000_000;

    private Installation installation;
    private Updater client;
    private TargetFile target;

    /** Makes the repository, and a client that has found the target. */
    @Setup
    public void make() throws IOException, TrustException {
        installation = new Installation(Transport.HTTP_AND_FILES, SampleRepository.withArtifact(LENGTH));
        client = installation.newClient();
        target = client.find(SampleRepository.TARGET).orElseThrow().target();
    }

    /** Removes what was stored. */
    @TearDown
    public void end() throws IOException {
        installation.close();
    }

    /** Fetches, verifies and stores the artifact, and deletes it. */
    @Benchmark
    public Path download() throws IOException, TrustException {
        Path file = client.download(target);
        Files.delete(file);
        return file;
    }
}

package dev.tufa.benchmarks;

import dev.tufa.testkit.TestKeys;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.crypto.VerificationKey;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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

/** One signature over a small root file, by each scheme; RSA keys have 2048 bits. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
public class SignatureBenchmark {
    /** The scheme that is measured. */
    @Param
    public SignatureScheme scheme;

    private JsonObject signed;
    private Signer signer;
    private Key key;
    private VerificationKey verificationKey;
    private String signature;

    /** Makes a document and a key, and signs. */
    @Setup
    public void make() throws IOException, TrustException, UnusableKeyException {
        signed = Metadata.readRoot(TestMetadata.aRoot().build(), JsonLimits.DEFAULT)
                .signedJson();
        signer = TestKeys.key("benchmark", scheme);
        key = signer.key();
        verificationKey = PublicKeys.decode(key);
        signature = signer.sign(signed);
        if (!verificationKey.verifies(signed, signature)) {
            throw new IllegalStateException("expected a signature that verifies");
        }
    }

    /** A signature by a key that is ready. */
    @Benchmark
    public boolean verify() {
        return verificationKey.verifies(signed, signature);
    }

    /** A key and a signature by it, as a client meets them: it keeps no keys from one document to the next. */
    @Benchmark
    public boolean decodeAndVerify() throws UnusableKeyException {
        return PublicKeys.decode(key).verifies(signed, signature);
    }

    /** A new signature. */
    @Benchmark
    public String signAnew() throws IOException {
        return signer.sign(signed);
    }
}

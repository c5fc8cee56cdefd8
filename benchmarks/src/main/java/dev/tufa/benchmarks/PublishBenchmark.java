package dev.tufa.benchmarks;

import dev.tufa.tuf.crypto.PreferredProvider;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.AddOptions;
import dev.tufa.tuf.repository.Addition;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.InitOptions;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.PublicationPlan;
import dev.tufa.tuf.repository.PublicationStep;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.TargetDescriptions;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * A repository of very many targets in hash bins, as its keeper meets it: making it, adding one artifact and publishing, adding
 * many, signing everything anew. Real files on the disk of the given folder, everything durable.
 *
 * <p>Arguments: FOLDER TARGETS BITS ADDS PROVIDER SCHEME: whose signatures, {@code platform}, {@code BC} or
 * {@code AmazonCorrettoCryptoProvider}, and the scheme of the snapshot's key. It prints a line of JSON for each thing it measured; {@code benchmarks/publishing}
 * reads them, and those of {@code peers/python/publisher.py}, which does the same.
 */
public final class PublishBenchmark {
    private static final char[] PASSPHRASE = "benchmark".toCharArray();
    private static final int WARM_UP = 30;
    private static final int BATCHES = 5;

    private final Path folder;
    private final int targets;
    private final Random random = new Random(1);
    private final Repository repository;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private int added;

    private PublishBenchmark(Path folder, int targets, Repository repository) {
        this.folder = folder;
        this.targets = targets;
        this.repository = repository;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int targets = Integer.parseInt(arguments[1]);
        int bits = Integer.parseInt(arguments[2]);
        int adds = Integer.parseInt(arguments[3]);
        prefer(arguments[4]);
        InitOptions options = InitOptions.DEFAULT.withSettings(Settings.DEFAULT.withKeyIterations(1000));
        Repository made = Repository.init(folder, options, PASSPHRASE.clone(), Instant.parse("2030-01-01T00:00:00Z"));
        PublishBenchmark benchmark = new PublishBenchmark(folder, targets, made);
        SignatureScheme snapshotScheme = Arrays.stream(SignatureScheme.values())
                .filter(scheme -> scheme.text().equals(arguments[5]))
                .findFirst()
                .orElseThrow();
        benchmark.run(bits, adds, snapshotScheme);
    }

    private static void prefer(String name) {
        if (name.equals("platform")) {
            return;
        }
        Provider provider = ServiceLoader.load(Provider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a provider on the class path, got " + name));
        // Bouncy Castle hashes without the processor's help.
        PreferredProvider.use(provider, name.equals("BC") ? 1 << 16 : Long.MAX_VALUE);
    }

    private void run(int bits, int adds, SignatureScheme snapshotScheme)
            throws RepositoryException, IOException, TrustException {
        try (KeyRing keys = repository.unlock(PASSPHRASE.clone())) {
            if (snapshotScheme != SignatureScheme.ED25519) {
                repository.rotate(RoleType.SNAPSHOT, new KeyRequest(1, 1, snapshotScheme));
                publish(keys, PlanOptions.DEFAULT);
                now = now.plus(Settings.DEFAULT.bridge()).plus(Duration.ofDays(1)); // the old key signs no more
            }
            repository.stage(new Change.DelegateBins(
                    RoleType.TARGETS.text(), Change.BinStyle.SUCCINCT, bits, "bins", KeyRequest.ONE));
            say("empty", seconds(() -> publish(keys, PlanOptions.DEFAULT)));
        }
        try (KeyRing keys = repository.unlock(PASSPHRASE.clone())) {
            say("import", seconds(() -> {
                repository.publish(
                        repository.plan(descriptions(), AddOptions.DEFAULT, keys, now, PlanOptions.DEFAULT), now);
            }));
            addOneByOne(keys, adds, "one");
            say("index", seconds(repository::status));
            addOneByOne(keys, adds, "one, with an index");
            say("status", seconds(repository::status));
            for (int batch : new int[] {10, 100, 1000}) {
                add(keys, batch);
                double[] taken = new double[BATCHES];
                for (int i = 0; i < taken.length; i++) {
                    taken[i] = seconds(() -> add(keys, batch));
                }
                say("batch " + batch, taken);
            }
            now = now.plus(Duration.ofDays(200));
            say("sign all", seconds(() -> publish(keys, PlanOptions.DEFAULT.withDue(PlanOptions.Due.EVERY_ROLE))));
        }
    }

    private void addOneByOne(KeyRing keys, int adds, String name)
            throws RepositoryException, IOException, TrustException {
        for (int i = 0; i < WARM_UP; i++) {
            add(keys, 1);
        }
        double[] taken = new double[adds];
        long files = 0;
        long bytes = 0;
        for (int i = 0; i < adds; i++) {
            long start = System.nanoTime();
            PublicationPlan plan = add(keys, 1);
            taken[i] = (System.nanoTime() - start) / 1e9;
            files += metadata(plan);
            bytes += metadataBytes(plan);
        }
        System.out.printf(
                Locale.ROOT,
                "{\"name\": \"%s\", \"seconds\": %s, \"files\": %.2f, \"bytes\": %d}%n",
                name,
                Arrays.toString(taken),
                (double) files / adds,
                bytes / adds);
    }

    private PublicationPlan publish(KeyRing keys, PlanOptions options)
            throws RepositoryException, IOException, TrustException {
        PublicationPlan plan = repository.plan(keys, now, options);
        repository.publish(plan, now);
        return plan;
    }

    private PublicationPlan add(KeyRing keys, int count) throws RepositoryException, IOException, TrustException {
        List<Addition> additions = new ArrayList<>();
        byte[] content = new byte[1000];
        for (int i = 0; i < count; i++) {
            random.nextBytes(content);
            Path file = Files.write(folder.resolveSibling("artifact-" + i), content);
            additions.add(
                    new Addition(file, "new/%d/artifact-%d.tar.gz".formatted(added % 100, added), AddOptions.DEFAULT));
            added++;
        }
        PublicationPlan plan = repository.plan(additions, keys, now, PlanOptions.DEFAULT);
        repository.publish(plan, now);
        return plan;
    }

    private TargetDescriptions descriptions() {
        byte[] hash = new byte[32];
        int[] next = new int[1];
        return () -> {
            if (next[0] == targets) {
                return Optional.empty();
            }
            random.nextBytes(hash);
            int number = next[0]++;
            return Optional.of(TargetFile.of(
                    "packages/%02x/project-%d/project-%d-1.0.tar.gz".formatted(number % 256, number / 10, number),
                    random.nextInt(10_000_000),
                    Hashes.ofSha256(HexFormat.of().formatHex(hash))));
        };
    }

    private static long metadata(PublicationPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.path().startsWith("repository/metadata/"))
                .count();
    }

    private static long metadataBytes(PublicationPlan plan) {
        long bytes = 0;
        for (PublicationStep step : plan.steps()) {
            if (step instanceof PublicationStep.Create create) {
                bytes += create.content().length();
            } else if (step instanceof PublicationStep.Replace replace) {
                bytes += replace.content().length();
            }
        }
        return bytes;
    }

    private static void say(String name, double... seconds) {
        System.out.printf("{\"name\": \"%s\", \"seconds\": %s}%n", name, Arrays.toString(seconds));
    }

    private static double seconds(Work work) throws RepositoryException, IOException, TrustException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws RepositoryException, IOException, TrustException;
    }
}

package dev.tufa.benchmarks;

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
 * <p>Arguments: FOLDER TARGETS BITS ADDS
 */
public final class PublishBenchmark {
    private static final char[] PASSPHRASE = "benchmark".toCharArray();
    private static final int WARM_UP = 30;

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
        ServiceLoader.load(Provider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.getName().equals("BC"))
                .findFirst()
                .ifPresent(SignatureScheme::preferForShortMessages);
        InitOptions options = InitOptions.DEFAULT.withSettings(Settings.DEFAULT.withKeyIterations(1000));
        Repository made = Repository.init(folder, options, PASSPHRASE.clone(), Instant.parse("2030-01-01T00:00:00Z"));
        PublishBenchmark benchmark = new PublishBenchmark(folder, targets, made);
        benchmark.run(bits, adds);
    }

    private void run(int bits, int adds) throws RepositoryException, IOException, TrustException {
        try (KeyRing keys = repository.unlock(PASSPHRASE.clone())) {
            repository.stage(new Change.DelegateBins(
                    RoleType.TARGETS.text(), Change.BinStyle.SUCCINCT, bits, "bins", KeyRequest.ONE));
            seconds("make %d empty bins".formatted(1 << bits), () -> publish(keys, PlanOptions.DEFAULT));
        }
        try (KeyRing keys = repository.unlock(PASSPHRASE.clone())) {
            seconds("import and publish %,d targets".formatted(targets), () -> {
                PublicationPlan plan = seconds(
                        "  of which planning and checking",
                        () -> repository.plan(descriptions(), AddOptions.DEFAULT, keys, now, PlanOptions.DEFAULT));
                repository.publish(plan, now);
                return plan;
            });
            for (int i = 0; i < WARM_UP; i++) {
                add(keys, 1);
            }
            double[] milliseconds = new double[adds];
            long files = 0;
            long bytes = 0;
            for (int i = 0; i < adds; i++) {
                long start = System.nanoTime();
                PublicationPlan plan = add(keys, 1);
                milliseconds[i] = (System.nanoTime() - start) / 1e6;
                files += metadata(plan);
                bytes += metadataBytes(plan);
            }
            report("add one and publish", milliseconds);
            System.out.printf(
                    Locale.ROOT,
                    "  metadata files %.2f, metadata bytes %,d each%n",
                    (double) files / adds,
                    bytes / adds);
            for (int batch : new int[] {10, 100, 1000}) {
                add(keys, batch);
                double[] each = new double[5];
                for (int i = 0; i < each.length; i++) {
                    long start = System.nanoTime();
                    add(keys, batch);
                    each[i] = (System.nanoTime() - start) / 1e6;
                }
                Arrays.sort(each);
                System.out.printf(
                        Locale.ROOT,
                        "add %d in one publication: %.1f ms, %,.0f a second%n",
                        batch,
                        each[2],
                        batch / each[2] * 1000);
            }
            now = now.plus(Duration.ofDays(200));
            seconds("sign all bins anew", () -> publish(keys, PlanOptions.DEFAULT.withDue(PlanOptions.Due.EVERY_ROLE)));
        }
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.out.printf(
                "heap: %d MB used at the end, limit %d MB%n",
                (runtime.totalMemory() - runtime.freeMemory()) >> 20, runtime.maxMemory() >> 20);
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

    private static void report(String what, double[] milliseconds) {
        double[] sorted = milliseconds.clone();
        Arrays.sort(sorted);
        double total = Arrays.stream(sorted).sum();
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, %.0f a second%n",
                what,
                sorted[sorted.length / 2],
                sorted[sorted.length * 9 / 10],
                sorted[sorted.length * 99 / 100],
                sorted.length / total * 1000);
    }

    private static PublicationPlan seconds(String what, Work work)
            throws RepositoryException, IOException, TrustException {
        long start = System.nanoTime();
        PublicationPlan plan = work.run();
        System.out.printf(Locale.ROOT, "%s: %.2f s%n", what, (System.nanoTime() - start) / 1e9);
        return plan;
    }

    @FunctionalInterface
    private interface Work {
        PublicationPlan run() throws RepositoryException, IOException, TrustException;
    }
}

package dev.tufa.benchmarks;

import dev.tufa.tuf.crypto.PreferredProvider;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.AddOptions;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.InitOptions;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.signatures.Ed25519Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes the repositories that {@code whole-process} serves to every client: a folder for each, as a publisher leaves it. */
final class PeerRepositories {
    private static final int MEGABYTE = 1 << 20;
    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final Settings SETTINGS = settings();

    private final Path published;
    private final Path work;
    private final Clock clock = Clock.systemUTC();

    private PeerRepositories(Path published, Path work) {
        this.published = published;
        this.work = work;
    }

    /**
     * Makes what is asked for.
     *
     * @param arguments the folder for what is to be served, one for everything else, and the repositories: {@code small},
     *     {@code targets-N} in one file, {@code succinct-N} and {@code prefixes-N} hash bins, {@code rotations-N} of the root's
     *     key, {@code artifact-N} megabytes, {@code artifacts-N} of a megabyte
     */
    public static void main(String[] arguments) throws IOException, RepositoryException, TrustException {
        PreferredProvider.use(new Ed25519Provider(), 1 << 16);
        PeerRepositories all = new PeerRepositories(Path.of(arguments[0]), Path.of(arguments[1]));
        Files.createDirectories(all.published);
        Files.createDirectories(all.work);
        for (String name : List.of(arguments).subList(2, arguments.length)) {
            all.make(name);
        }
    }

    private void make(String name) throws IOException, RepositoryException, TrustException {
        int dash = name.indexOf('-');
        String kind = dash < 0 ? name : name.substring(0, dash);
        int count = dash < 0 ? 0 : Integer.parseInt(name.substring(dash + 1));
        switch (kind) {
            case "small" -> small();
            case "targets" -> targets(name, count);
            case "succinct" -> bins(name, Change.BinStyle.SUCCINCT, count);
            case "prefixes" -> bins(name, Change.BinStyle.PATH_HASH_PREFIXES, count);
            case "rotations" -> rotations(name, count);
            case "artifact" -> artifact(name, count);
            case "artifacts" -> artifacts(name, count);
            default -> throw new IllegalArgumentException("repository: expected a known kind, got " + name);
        }
    }

    /** The four roles and one target; {@code small-before} is the same one publication earlier. */
    private void small() throws IOException, RepositoryException, TrustException {
        Repository repository = init("small");
        add(repository, SampleRepository.TARGET, 1000);
        publish(repository);
        copy(repository.publishedFolder(), published.resolve("small-before"));
        repository.add(Files.writeString(work.resolve("another"), "another\n"), "another", AddOptions.DEFAULT);
        publish(repository);
        serve("small", repository);
    }

    private void targets(String name, int count) throws IOException {
        SampleRepository.withTargets(count).writeTo(work.resolve(name));
        Files.move(work.resolve(name), published.resolve(name));
    }

    private void bins(String name, Change.BinStyle style, int count)
            throws IOException, RepositoryException, TrustException {
        Repository repository = init(name);
        int bitLength = Integer.numberOfTrailingZeros(count);
        repository.stage(new Change.DelegateBins("targets", style, bitLength, "bin", KeyRequest.ONE));
        publish(repository);
        add(repository, SampleRepository.TARGET, 1000);
        publish(repository);
        serve(name, repository);
    }

    private void rotations(String name, int count) throws IOException, RepositoryException, TrustException {
        Repository repository = init(name);
        add(repository, SampleRepository.TARGET, 1000);
        for (int number = 0; number < count; number++) {
            repository.rotate(RoleType.ROOT, KeyRequest.ONE);
            publish(repository);
        }
        serve(name, repository);
    }

    private void artifact(String name, int megabytes) throws IOException, RepositoryException, TrustException {
        Repository repository = init(name);
        add(repository, SampleRepository.TARGET, (long) megabytes * MEGABYTE);
        publish(repository);
        serve(name, repository);
    }

    private void artifacts(String name, int count) throws IOException, RepositoryException, TrustException {
        Repository repository = init(name);
        for (int number = 0; number < count; number++) {
            add(repository, SampleRepository.pathOf(number), MEGABYTE);
        }
        publish(repository);
        serve(name, repository);
    }

    private Repository init(String name) throws IOException, RepositoryException, TrustException {
        return Repository.init(
                work.resolve(name), InitOptions.DEFAULT.withSettings(SETTINGS), name.toCharArray(), clock.instant());
    }

    /** Stages a file that cannot be compressed and is the same in every run. */
    private void add(Repository repository, String path, long length)
            throws IOException, RepositoryException, TrustException {
        Path file = work.resolve("target");
        Random random = new Random(length + path.hashCode());
        byte[] piece = new byte[(int) Math.min(length, MEGABYTE)];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < length; written += piece.length) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
        repository.add(file, path, AddOptions.DEFAULT);
    }

    private void publish(Repository repository) throws IOException, RepositoryException, TrustException {
        String passphrase =
                String.valueOf(repository.publishedFolder().resolveSibling("").getFileName());
        try (KeyRing keys = repository.unlock(passphrase.toCharArray())) {
            repository.publish(repository.plan(keys, clock.instant(), PlanOptions.DEFAULT), clock.instant());
        }
    }

    private void serve(String name, Repository repository) throws IOException {
        Files.move(repository.publishedFolder(), published.resolve(name));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            List<Path> files = walk.toList();
            for (Path file : files) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    /** What is made today can be measured for a year; keys are opened quickly, and replaced ones sign no more. */
    private static Settings settings() {
        Settings settings = Settings.DEFAULT.withKeyIterations(1000).withBridge(Duration.ZERO);
        for (RoleType role : List.of(RoleType.ROOT, RoleType.TARGETS, RoleType.SNAPSHOT, RoleType.TIMESTAMP)) {
            settings = settings.withLifetime(role, LIFETIME);
        }
        return settings;
    }
}

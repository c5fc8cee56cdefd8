package dev.tufa.cli;

import dev.tufa.cli.serve.FileServer;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
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
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A small repository that has something of everything that clients meet, for training runs. */
public final class TrainingRepository {
    static final String PASSPHRASE = "training";

    /** A target in no bin, one in bins that are succinct, one in bins by hash prefixes, and a large one. */
    static final List<String> TARGETS = List.of("file", "succinct/file", "prefixes/file", "large");

    private static final int KEY_ITERATIONS = 1000;

    /** So many that a client verifies them in two threads. */
    private static final int ROOTS = 10;

    /** So many bytes that a client stores some while others are still to come. */
    private static final long LARGE = 20 << 20;

    private TrainingRepository() {}

    /** Makes one in a folder and serves it until standard input ends; prints the addresses of its metadata and of its first root. */
    public static void main(String[] arguments) throws IOException, RepositoryException, TrustException {
        Repository repository = make(Path.of(arguments[0]), Clock.systemUTC());
        try (FileServer server = serve(repository)) {
            System.out.println(metadataUrl(server));
            System.out.println(firstRoot(repository));
            System.out.flush();
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Makes one in a folder that exists. */
    static Repository make(Path folder, Clock clock) throws IOException, RepositoryException, TrustException {
        Repository repository = Repository.init(
                folder.resolve("repository"),
                InitOptions.DEFAULT.withSettings(Settings.DEFAULT.withKeyIterations(KEY_ITERATIONS)),
                PASSPHRASE.toCharArray(),
                clock.instant());
        Path file = Files.writeString(folder.resolve("file"), "training\n");
        repository.add(file, "file", AddOptions.DEFAULT);
        delegate(repository, file, "succinct", Change.BinStyle.SUCCINCT);
        delegate(repository, file, "prefixes", Change.BinStyle.PATH_HASH_PREFIXES);
        repository.add(large(folder), "large", AddOptions.DEFAULT);
        publish(repository, clock);
        for (int root = 2; root <= ROOTS; root++) {
            repository.rotate(RoleType.ROOT, KeyRequest.ONE);
            publish(repository, clock);
        }
        return repository;
    }

    private static void publish(Repository repository, Clock clock)
            throws IOException, RepositoryException, TrustException {
        try (KeyRing keys = repository.unlock(PASSPHRASE.toCharArray())) {
            repository.publish(repository.plan(keys, clock.instant(), PlanOptions.DEFAULT), clock.instant());
        }
    }

    private static void delegate(Repository repository, Path file, String role, Change.BinStyle style)
            throws IOException, RepositoryException, TrustException {
        PathScope.Paths paths = new PathScope.Paths(List.of(new PathPattern(role + "/*")));
        repository.stage(new Change.Delegate("targets", role, paths, false, KeyRequest.ONE));
        repository.stage(new Change.DelegateBins(role, style, 1, role + "-bin", KeyRequest.ONE));
        repository.add(file, role + "/file", AddOptions.DEFAULT.withRole(role));
    }

    private static Path large(Path folder) throws IOException {
        Path large = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(LARGE);
        }
        return large;
    }

    static FileServer serve(Repository repository) throws IOException {
        return FileServer.start(repository.publishedFolder(), "127.0.0.1", 0, (path, status) -> {});
    }

    static String metadataUrl(FileServer server) {
        return server.url() + "metadata/";
    }

    static String firstRoot(Repository repository) {
        return repository.publishedFolder().resolve("metadata/1.root.json").toString();
    }
}

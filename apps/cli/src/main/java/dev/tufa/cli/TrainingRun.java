package dev.tufa.cli;

import dev.tufa.cli.conformance.TufClient;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.serve.FileServer;
import dev.tufa.cli.startup.WarmUp;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * What the launcher runs once after a build, to learn which classes the command line loads: a small repository, served on this
 * machine, and the commands that people wait for.
 */
public final class TrainingRun {
    private static final String PASSPHRASE = "training";
    private static final int KEY_ITERATIONS = 1000;

    private TrainingRun() {}

    /** Runs in a folder that exists and is thrown away afterwards. */
    public static void main(String[] arguments) throws IOException, RepositoryException, TrustException {
        WarmUp.start();
        Path folder = Path.of(arguments[0]);
        Clock clock = Clock.systemUTC();
        Path directory = folder.resolve("repository");
        Repository repository = Repository.init(
                directory,
                InitOptions.DEFAULT.withSettings(Settings.DEFAULT.withKeyIterations(KEY_ITERATIONS)),
                PASSPHRASE.toCharArray(),
                clock.instant());
        Path file = Files.writeString(folder.resolve("file"), "training\n");
        repository.add(file, "file", AddOptions.DEFAULT);
        repository.stage(new Change.Delegate(
                "targets", "team", new PathScope.Paths(List.of(new PathPattern("team/*"))), false, KeyRequest.ONE));
        repository.stage(new Change.DelegateBins("team", Change.BinStyle.SUCCINCT, 1, "bin", KeyRequest.ONE));
        repository.add(file, "team/file", AddOptions.DEFAULT);
        repository.rotate(RoleType.ROOT, KeyRequest.ONE);
        try (KeyRing keys = repository.unlock(PASSPHRASE.toCharArray())) {
            repository.publish(repository.plan(keys, clock.instant(), PlanOptions.DEFAULT), clock.instant());
        }
        String passphrase =
                Files.writeString(folder.resolve("passphrase"), PASSPHRASE).toString();
        String other = Files.writeString(folder.resolve("other"), "training\n").toString();
        tufa(clock, "repo", "add", directory.toString(), other);
        tufa(clock, "repo", "publish", "--passphrase-file", passphrase, directory.toString());
        Files.writeString(Path.of(other), "training again\n");
        tufa(
                clock,
                "repo",
                "add",
                "--replace",
                "--publish",
                "--passphrase-file",
                passphrase,
                directory.toString(),
                other);
        tufa(clock, "repo", "refresh", "--once", "--passphrase-file", passphrase, directory.toString());
        try (FileServer server = FileServer.start(repository.publishedFolder(), "127.0.0.1", 0, (path, status) -> {})) {
            String metadataUrl = server.url() + "metadata/";
            String root =
                    repository.publishedFolder().resolve("metadata/1.root.json").toString();
            String client = folder.resolve("client").toString();
            tufa(clock, "client", "init", "--root", root, "--url", metadataUrl, client);
            tufa(clock, "client", "refresh", client);
            tufa(clock, "client", "download", client, "file", "team/file");
            tufa(clock, "client", "list", "--json", client);
            tufa(clock, "client", "status", client);
            tufa(clock, "repo", "status", directory.toString());
            tufa(clock, "repo", "list", directory.toString());
            tufa(clock, "client", "refresh", "--help");
            String cache = folder.resolve("cache").toString();
            TufClient.main(new String[] {"--metadata-dir", cache, "init", root});
            TufClient.main(new String[] {
                "--metadata-dir",
                cache,
                "--metadata-url",
                metadataUrl,
                "--target-name",
                "file",
                "--target-dir",
                folder.resolve("targets").toString(),
                "--target-base-url",
                server.url() + "targets/",
                "download"
            });
        }
    }

    static void tufa(Clock clock, String... words) throws IOException {
        ExitCode exitCode = Tufa.program().run(List.of(words), Terminal.system(), clock);
        if (exitCode != ExitCode.DONE) {
            throw new IOException("training: expected tufa %s to work, got exit code %d"
                    .formatted(String.join(" ", words), exitCode.number()));
        }
    }
}

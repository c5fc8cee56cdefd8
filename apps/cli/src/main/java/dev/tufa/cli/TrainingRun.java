package dev.tufa.cli;

import dev.tufa.cli.conformance.TufClient;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.serve.FileServer;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * What the launcher runs once after a build, to learn which classes the command line loads: a small repository, and the commands
 * that people wait for.
 */
final class TrainingRun {
    private TrainingRun() {}

    /** Runs in a folder that exists and is thrown away afterwards. */
    static void in(Path folder) throws IOException, RepositoryException, TrustException {
        Clock clock = Clock.systemUTC();
        Repository repository = TrainingRepository.make(folder, clock);
        String directory = folder.resolve("repository").toString();
        String passphrase = Files.writeString(folder.resolve("passphrase"), TrainingRepository.PASSPHRASE)
                .toString();
        String other = Files.writeString(folder.resolve("other"), "training\n").toString();
        tufa(clock, "repo", "add", directory, other);
        tufa(clock, "repo", "publish", "--passphrase-file", passphrase, directory);
        Files.writeString(Path.of(other), "training again\n");
        tufa(clock, "repo", "add", "--replace", "--publish", "--passphrase-file", passphrase, directory, other);
        tufa(clock, "repo", "refresh", "--once", "--passphrase-file", passphrase, directory);
        tufa(clock, "repo", "status", directory);
        tufa(clock, "repo", "list", directory);
        tufa(clock, "repo", "publish", "--help");
        try (FileServer server = TrainingRepository.serve(repository)) {
            String cache = folder.resolve("cache").toString();
            TufClient.main(new String[] {"--metadata-dir", cache, "init", TrainingRepository.firstRoot(repository)});
            TufClient.main(new String[] {
                "--metadata-dir",
                cache,
                "--metadata-url",
                TrainingRepository.metadataUrl(server),
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

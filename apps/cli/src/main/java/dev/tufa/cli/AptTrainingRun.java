package dev.tufa.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What the launcher runs once before the first command about apt, to learn which classes such commands load. */
final class AptTrainingRun {
    /** Packages with nothing but a README, made by dpkg-deb, each compressed in another way. */
    private static final List<String> PACKAGES = List.of("training-xz.deb", "training-gzip.deb", "training-zstd.deb");

    private AptTrainingRun() {}

    /** Runs in a folder that exists and is thrown away afterwards. */
    static void in(Path folder) throws IOException {
        Clock clock = Clock.systemUTC();
        String key = folder.resolve("archive.key").toString();
        String file = folder.resolve("training.apt").toString();
        String passphrase =
                Files.writeString(folder.resolve("passphrase"), "training\n").toString();
        TrainingRun.tufa(clock, "archive", "key", "new", "--user-id", "training", "--passphrase-file", passphrase, key);
        TrainingRun.tufa(
                clock,
                "apt",
                "make",
                "--key",
                key,
                "--passphrase-file",
                passphrase,
                "--distribution",
                "Debian",
                "--archive",
                "deb https://localhost/debian stable main",
                "--install",
                "training",
                file);
        TrainingRun.tufa(clock, "apt", "lint", file);
        TrainingRun.tufa(clock, "apt", "show", file);
        TrainingRun.tufa(clock, "apt", "match", "--arch", "amd64", "--distribution", "Debian", file);
        archive(clock, folder, passphrase);
    }

    private static void archive(Clock clock, Path folder, String passphrase) throws IOException {
        String archive = folder.resolve("archive").toString();
        TrainingRun.tufa(
                clock,
                "archive",
                "init",
                "--origin",
                "Training",
                "--arch",
                "amd64",
                "--check",
                "none",
                "--tuf",
                "packages",
                "--key-iterations",
                "1000",
                "--passphrase-file",
                passphrase,
                archive);
        for (String deb : PACKAGES) {
            String debs = copied(deb, folder.resolve(deb + "s")).toString();
            TrainingRun.tufa(
                    clock, "archive", "add", "--publish", "--passphrase-file", passphrase, archive, "stable", debs);
        }
        TrainingRun.tufa(clock, "archive", "publish", "--force", "--passphrase-file", passphrase, archive);
        TrainingRun.tufa(clock, "archive", "status", archive);
        TrainingRun.tufa(clock, "archive", "list", archive, "stable");
    }

    /** Each in a folder of its own. */
    private static Path copied(String deb, Path folder) throws IOException {
        Files.createDirectory(folder);
        try (InputStream content = AptTrainingRun.class.getResourceAsStream(deb)) {
            if (content == null) {
                throw new NoSuchFileException(deb);
            }
            Files.copy(content, folder.resolve(deb));
        }
        return folder;
    }
}

package dev.tufa.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** What the launcher runs once before the first command about apt, to learn which classes such commands load. */
public final class AptTrainingRun {
    private AptTrainingRun() {}

    /** Runs in a folder that exists and is thrown away afterwards. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
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
        TrainingRun.tufa(clock, "apt", "match", "--architecture", "amd64", "--distribution", "Debian", file);
    }
}

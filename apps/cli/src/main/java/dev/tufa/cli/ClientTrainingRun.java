package dev.tufa.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What the launcher runs once before the first command of a client, to learn which classes such commands load. The repository is
 * another process, whose classes no client needs.
 */
final class ClientTrainingRun {
    private ClientTrainingRun() {}

    /** Runs in a folder that exists and is thrown away afterwards. */
    static void in(Path folder) throws IOException {
        Process repository = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingRepository.class.getName(),
                        Files.createDirectory(folder.resolve("served")).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = repository.inputReader(StandardCharsets.UTF_8)) {
            update(folder.resolve("client").toString(), said.readLine(), said.readLine());
        } finally {
            repository.destroy();
        }
    }

    private static void update(String client, String url, String root) throws IOException {
        Clock clock = Clock.systemUTC();
        TrainingRun.tufa(clock, "client", "init", "--root", root, "--url", url, client);
        TrainingRun.tufa(clock, "client", "refresh", client);
        List<String> download = new ArrayList<>(List.of("client", "download", client));
        download.addAll(TrainingRepository.TARGETS);
        for (String target : TrainingRepository.TARGETS) {
            TrainingRun.tufa(clock, "client", "download", client, target);
        }
        TrainingRun.tufa(clock, download.toArray(String[]::new));
        TrainingRun.tufa(clock, "client", "refresh", client);
        TrainingRun.tufa(clock, "client", "list", "--json", client);
        TrainingRun.tufa(clock, "client", "status", client);
        TrainingRun.tufa(clock, "client", "refresh", "--help");
    }
}

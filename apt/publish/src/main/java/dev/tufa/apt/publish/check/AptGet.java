package dev.tufa.apt.publish.check;

import dev.tufa.apt.install.outside.Apt;
import dev.tufa.apt.install.outside.AptRoot;
import dev.tufa.apt.install.outside.SystemProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The apt-get of this computer with all its folders in one place, so that it neither sees nor changes what the computer has. */
final class AptGet {
    private static final int SHOWN = 4000;

    private final Apt apt;
    private final Path downloads;

    private AptGet(Apt apt, Path downloads) {
        this.apt = apt;
        this.downloads = downloads;
    }

    /**
     * A new one.
     *
     * @param home a folder that is made
     * @param sources its only list of sources, in deb822 style
     * @param installed its list of installed packages
     */
    static AptGet in(Path home, String architecture, String sources, String installed) throws IOException {
        Apt apt = AptRoot.make(home, architecture)
                .with("APT::Get::List-Cleanup", "0")
                .with("APT::Update::Error-Mode", "any")
                .with("Acquire::Retries", "0")
                .with("quiet", "2");
        Files.writeString(home.resolve("var/lib/dpkg/status"), installed);
        Files.writeString(home.resolve("etc/apt/sources.list.d/archive.sources"), sources);
        return new AptGet(apt, Files.createDirectory(home.resolve("downloads")));
    }

    Answer update() throws IOException {
        return new Answer(apt.update());
    }

    /** Fetches a package, of which nothing is kept. */
    Answer download(String chosen) throws IOException {
        Answer answer = new Answer(apt.download(List.of(chosen), downloads));
        try (Stream<Path> files = Files.list(downloads)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return answer;
    }

    Answer simulate(List<String> chosen) throws IOException {
        return new Answer(apt.simulationWithRemovals(chosen));
    }

    /** What it says, and how it ends. */
    record Answer(SystemProgram.Answer answer) {
        boolean isDone() {
            return answer.exit() == 0
                    && Stream.of(answer.output(), answer.errors())
                            .flatMap(String::lines)
                            .noneMatch(line -> line.startsWith("E: ") || line.startsWith("W: "));
        }

        /** What is wrong, in its words. */
        String problem(String about) {
            String complaints = answer.inOneLine();
            return "%s: expected apt-get to take it, got: %s"
                    .formatted(about, complaints.length() > SHOWN ? complaints.substring(0, SHOWN) + "…" : complaints);
        }
    }
}

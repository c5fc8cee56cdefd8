package dev.tufa.apt.publish.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The apt-get of this computer with all its folders in one place, so that it neither sees nor changes what the computer has. */
final class AptGet {
    private static final String PROGRAM = "apt-get";
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int SHOWN = 4000;

    private final Path home;

    private AptGet(Path home) {
        this.home = home;
    }

    static boolean isThere() {
        return OutsideProgram.isThere(PROGRAM);
    }

    /**
     * A new one.
     *
     * @param home a folder that is made
     * @param sources its only list of sources, in deb822 style
     * @param installed its list of installed packages
     */
    static AptGet in(Path home, String architecture, String sources, String installed) throws IOException {
        for (String name : List.of(
                "etc/apt/sources.list.d",
                "etc/apt/preferences.d",
                "etc/apt/apt.conf.d",
                "etc/apt/trusted.gpg.d",
                "var/lib/apt/lists/partial",
                "var/lib/dpkg",
                "var/cache/apt/archives/partial",
                "var/log/apt",
                "work")) {
            Files.createDirectories(home.resolve(name));
        }
        Files.writeString(home.resolve("var/lib/dpkg/status"), installed);
        Files.writeString(home.resolve("etc/apt/sources.list.d/archive.sources"), sources);
        Files.writeString(home.resolve("apt.conf"), """
                Dir "%s/";
                Dir::Bin::Methods "/usr/lib/apt/methods/";
                Dir::State::status "%s/var/lib/dpkg/status";
                APT::Architecture "%s";
                APT::Architectures { "%s"; };
                APT::Sandbox::User "";
                APT::Get::List-Cleanup "0";
                APT::Update::Error-Mode "any";
                Acquire::Languages "none";
                Acquire::Retries "0";
                """.formatted(home, home, architecture, architecture));
        return new AptGet(home);
    }

    /** Calls it. Words after {@code --} are no options, whatever they look like. */
    Answer run(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "--quiet=2", "--assume-yes"));
        command.addAll(words);
        OutsideProgram apt = new OutsideProgram(command, home.resolve("work"), home.resolve("output"), PATIENCE);
        return new Answer(apt.run(Map.of("APT_CONFIG", home.resolve("apt.conf").toString(), "LC_ALL", "C.UTF-8")));
    }

    void forgetDownloads() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("work"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** What it says, and how it ends. */
    record Answer(OutsideProgram.Answer answer) {
        boolean isDone() {
            return answer.exit() == 0
                    && answer.text().lines().noneMatch(line -> line.startsWith("E: ") || line.startsWith("W: "));
        }

        /** What is wrong, in its words. */
        String problem(String about) {
            String complaints = answer.inOneLine();
            return "%s: expected apt-get to take it, got: %s"
                    .formatted(about, complaints.length() > SHOWN ? complaints.substring(0, SHOWN) + "…" : complaints);
        }
    }
}

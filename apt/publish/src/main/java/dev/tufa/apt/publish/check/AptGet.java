package dev.tufa.apt.publish.check;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The apt-get of this computer with all its folders in one place, so that it neither sees nor changes what the computer has. */
final class AptGet {
    private static final String PROGRAM = "apt-get";
    private static final long MOST_MINUTES = 30;
    private static final int SHOWN = 4000;

    private final Path home;

    private AptGet(Path home) {
        this.home = home;
    }

    static boolean isThere() {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
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
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.resolve("work").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        Map<String, String> environment = builder.environment();
        environment.put("APT_CONFIG", home.resolve("apt.conf").toString());
        environment.put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(
                        "%s: expected an end within %d minutes, got none".formatted(PROGRAM, MOST_MINUTES));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while apt-get was running");
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            process.destroyForcibly();
        }
        return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    void forgetDownloads() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("work"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** What it says, and how it ends. */
    record Answer(int exit, String text) {
        boolean isDone() {
            return exit == 0 && text.lines().noneMatch(line -> line.startsWith("E: ") || line.startsWith("W: "));
        }

        /** What is wrong, in its words. */
        String problem(String about) {
            String complaints = text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.joining("; "));
            return "%s: expected apt-get to take it, got: %s"
                    .formatted(about, complaints.length() > SHOWN ? complaints.substring(0, SHOWN) + "…" : complaints);
        }
    }
}

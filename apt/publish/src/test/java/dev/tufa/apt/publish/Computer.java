package dev.tufa.apt.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A computer of somebody who uses an archive: the real apt, in folders of its own. */
public final class Computer {
    private static final Pattern CANDIDATE = Pattern.compile("Candidate: (\\S+)");

    private final Path home;

    private Computer(Path home) {
        this.home = home;
    }

    /**
     * A computer for amd64 that has nothing installed.
     *
     * @param keys that the archive is to be signed with, in armor
     * @param foreign architectures beside its own
     */
    public static Computer of(Path home, URI archive, String suite, String keys, String... foreign) throws IOException {
        for (String name : List.of(
                "etc/apt/sources.list.d",
                "etc/apt/preferences.d",
                "etc/apt/apt.conf.d",
                "etc/apt/keyrings",
                "etc/apt/trusted.gpg.d",
                "var/lib/apt/lists/partial",
                "var/lib/dpkg",
                "var/cache/apt/archives/partial",
                "var/log/apt",
                "work")) {
            Files.createDirectories(home.resolve(name));
        }
        Computer computer = new Computer(home);
        Files.writeString(home.resolve("var/lib/dpkg/status"), "");
        Files.writeString(home.resolve("apt.conf"), """
                Dir "%s/";
                Dir::Bin::Methods "/usr/lib/apt/methods/";
                Dir::State::status "%s/var/lib/dpkg/status";
                APT::Architecture "amd64";
                APT::Architectures { "amd64"; %s };
                APT::Sandbox::User "";
                APT::Update::Error-Mode "any";
                Acquire::Languages "none";
                Acquire::Retries "0";
                Acquire::IndexTargets::deb::Contents-deb {
                  MetaKey "$(COMPONENT)/Contents-$(ARCHITECTURE)";
                  ShortDescription "Contents-$(ARCHITECTURE)";
                  Description "$(RELEASE)/$(COMPONENT) $(ARCHITECTURE) Contents (deb)";
                };
                """.formatted(
                home,
                home,
                String.join("", Stream.of(foreign).map("\"%s\"; "::formatted).toList())));
        Files.writeString(home.resolve("etc/apt/keyrings/archive.asc"), keys);
        Files.writeString(home.resolve("etc/apt/sources.list.d/archive.sources"), """
                Types: deb deb-src
                URIs: %s
                Suites: %s
                Components: main
                Signed-By: %s
                """.formatted(
                        archive, suite, home.resolve("etc/apt/keyrings/archive.asc")));
        return computer;
    }

    /** Calls a program of apt, whatever comes of it. */
    public Answer run(String... words) throws IOException, InterruptedException {
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .directory(home.resolve("work").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("APT_CONFIG", home.resolve("apt.conf").toString());
        environment.put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        int exit = process.waitFor();
        return new Answer(exit, Files.readString(output, StandardCharsets.UTF_8));
    }

    /** Updates its lists, without a word of complaint. */
    public void update(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("apt-get", "update"));
        words.addAll(List.of(options));
        run(words.toArray(new String[0])).requireFine();
    }

    /** The version that it would install. */
    public String candidate(String name) throws IOException, InterruptedException {
        Answer answer = run("apt-cache", "policy", name);
        answer.requireFine();
        Matcher candidate = CANDIDATE.matcher(answer.text());
        return candidate.find() ? candidate.group(1) : "none";
    }

    /** Has a package fetched and verified; returns its bytes. */
    public byte[] download(String name) throws IOException, InterruptedException {
        Path work = home.resolve("work");
        run("apt-get", "download", name).requireFine();
        try (Stream<Path> files = Files.list(work)) {
            Path file = files.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        }
    }

    /** Where it downloads and unpacks. */
    public Path work() {
        return home.resolve("work");
    }

    /** The lists that it has, by name, whatever the address of the archive. */
    public Map<String, String> lists() throws IOException {
        Map<String, String> lists = new TreeMap<>();
        try (Stream<Path> files = Files.list(home.resolve("var/lib/apt/lists"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.contains("_dists_")) {
                    lists.put(name.substring(name.indexOf("_dists_") + 7), Files.readString(file));
                }
            }
        }
        return lists;
    }

    /**
     * What apt says, and how it ends.
     *
     * @param text of both streams
     */
    public record Answer(int exit, String text) {
        /** Neither an error nor a warning. */
        public void requireFine() {
            assertThat(exit).as(text).isZero();
            assertThat(text.lines()).noneMatch(line -> line.startsWith("E: ") || line.startsWith("W: "));
        }

        /** An error. */
        public void requireRefused(String words) {
            assertThat(exit).as(text).isNotZero();
            assertThat(text).contains(words);
        }
    }
}

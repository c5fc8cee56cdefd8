package dev.tufa.cli.demo;

import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.outside.AptRoot;
import dev.tufa.apt.install.outside.RootedApt;
import dev.tufa.apt.install.outside.SeenSources;
import dev.tufa.apt.install.outside.SystemProgram;
import dev.tufa.apt.install.probe.SystemProbe;
import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A computer in a folder, with the real apt-get and dpkg, which leave the one that this runs on alone. */
final class Computer implements AutoCloseable {
    private static final String LISTS = "etc/apt/sources.list.d";

    private final Path root;
    private final SystemRoot system;
    private final RootedApt apt;

    private Computer(Path root, SystemRoot system, RootedApt apt) {
        this.root = root;
        this.system = system;
        this.apt = apt;
    }

    /**
     * A new one.
     *
     * @param here what this system is, for whose architecture it is
     * @param methods apt's acquire methods
     */
    static Computer make(Path root, HostFacts here, Path methods) throws IOException {
        AptRoot.make(root, here.architecture());
        Files.writeString(
                root.resolve("etc/apt/apt.conf.d/methods"), "Dir::Bin::Methods \"%s/\";\n".formatted(methods));
        SystemRoot system = SystemRoot.of(root.toRealPath());
        return new Computer(
                root, system, RootedApt.of(system, SystemProbe.of(system).find().orElse(here)));
    }

    Path root() {
        return root;
    }

    SystemRoot system() {
        return system;
    }

    /** Lists an archive as it is done everywhere: with the key that its vendor shows today. */
    void list(URI archive, Path key) throws IOException {
        Path kept = Files.createDirectory(root.resolve("etc/apt/keyrings")).resolve("acme.asc");
        Files.copy(key, kept);
        Files.writeString(root.resolve(LISTS).resolve("acme.sources"), """
                Types: deb
                URIs: %s
                Suites: stable
                Components: main
                Signed-By: %s
                """.formatted(archive, kept.toAbsolutePath()));
    }

    /** {@code apt-get update}. */
    SystemProgram.Answer update() throws IOException {
        List<String> lists;
        try (Stream<Path> files = Files.list(root.resolve(LISTS))) {
            lists = files.map(file -> "/" + root.relativize(file)).toList();
        }
        try (SeenSources sources = SeenSources.of(system, lists)) {
            return sources.in(apt.apt()).with("APT::Update::Error-Mode", "any").update();
        }
    }

    /** {@code apt-get upgrade}: its exit code. */
    int upgrade() throws IOException {
        return apt.apt().upgrade(root.resolve("var/log/upgrade"), line -> {});
    }

    /** The versions of a program that apt would install now. */
    List<String> offers(String program) throws IOException {
        return apt.apt().versions(List.of(program)).stream()
                .map(AvailableVersion::version)
                .map(DebianVersion::toString)
                .toList();
    }

    /** Whether a program is installed. */
    boolean has(String program) {
        return Files.exists(root.resolve("usr/bin").resolve(program));
    }

    /** What an installed program says. */
    String run(String program) throws IOException {
        return SystemProgram.at(Path.of("/bin/sh"))
                .ask(List.of(root.resolve("usr/bin").resolve(program).toString()), Duration.ofMinutes(1), 1 << 10)
                .orThrow()
                .strip();
    }

    /** Somebody has deleted what apt has fetched, so that it knows of nothing newer. */
    void forgetLists() throws IOException {
        Path lists = root.resolve("var/lib/apt/lists");
        try (Stream<Path> files = Files.list(lists)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /** apt's settings: every file and what is in it. */
    Map<String, String> settings() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root.resolve("etc/apt"))) {
            for (Path file : files.toList()) {
                settings.put(file.toString(), Files.isDirectory(file) ? "" : Files.readString(file));
            }
        }
        return settings;
    }

    @Override
    public void close() throws IOException {
        apt.close();
    }
}

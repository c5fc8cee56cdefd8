package dev.tufa.apt.install.probe;

import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.host.LsbRelease;
import dev.tufa.apt.install.host.OsRelease;
import dev.tufa.apt.install.outside.SystemProgram;
import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks a system what it is (docs/spec/apt-file.md, 6.1): {@code lsb_release} at its one path, or where that is not installed the file
 * that it reads; {@code dpkg} for architectures.
 */
public final class SystemProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /** Bytes of an answer; stops one that never ends. */
    private static final int MOST_BYTES = 1 << 16;

    private final SystemProgram lsbRelease;
    private final SystemProgram dpkg;
    private final List<Path> osRelease;
    private final Optional<Path> architectures;

    /** A probe of the system that this runs on. */
    public SystemProbe() {
        this(
                Path.of("/usr/bin/lsb_release"),
                Path.of("/usr/bin/dpkg"),
                List.of(Path.of("/etc/os-release"), Path.of("/usr/lib/os-release")));
    }

    SystemProbe(Path lsbRelease, Path dpkg, List<Path> osRelease) {
        this(lsbRelease, dpkg, osRelease, Optional.empty());
    }

    private SystemProbe(Path lsbRelease, Path dpkg, List<Path> osRelease, Optional<Path> architectures) {
        this.lsbRelease = SystemProgram.at(lsbRelease);
        this.dpkg = SystemProgram.at(dpkg);
        this.osRelease = List.copyOf(osRelease);
        this.architectures = architectures;
    }

    /** A probe of a system: of one in a folder no program is asked, only files. */
    public static SystemProbe of(SystemRoot root) throws IOException {
        return root.isThisSystem()
                ? new SystemProbe()
                : new SystemProbe(
                        root.folder().resolve("none"),
                        Path.of("/usr/bin/dpkg"),
                        List.of(root.locate("/etc/os-release"), root.locate("/usr/lib/os-release")),
                        Optional.of(root.locate("/var/lib/dpkg/arch")));
    }

    /** The facts by which stanzas are found; empty where there is no dpkg, or nothing that says what the system is. */
    public Optional<HostFacts> find() {
        Optional<String> architecture =
                answer(dpkg, "--print-architecture").map(String::strip).filter(text -> !text.isEmpty());
        if (architecture.isEmpty()) {
            return Optional.empty();
        }
        OsRelease file = osRelease();
        Optional<Distribution> distribution =
                file.besides(answer(lsbRelease, "-i", "-r", "-c", "-s").flatMap(LsbRelease::parse));
        List<String> all = architectures.isPresent() ? architecturesOf(architectures.get()) : List.of();
        List<String> foreign = architectures.isPresent()
                ? all.stream().skip(1).toList()
                : answer(dpkg, "--print-foreign-architectures")
                        .orElse("")
                        .lines()
                        .toList();
        String own = all.isEmpty() ? architecture.get() : all.get(0);
        return distribution.map(known -> new HostFacts(own, foreign, known, file.base()));
    }

    /** As dpkg keeps them: the system's own first; nothing if it has no other. */
    private static List<String> architecturesOf(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(ARCHITECTURE.asMatchPredicate())
                    .toList();
        } catch (IOException e) {
            return List.of(); // it is what dpkg is made for
        }
    }

    /** What a program says; empty if it is not there, fails, or says too much or nothing in time. */
    private static Optional<String> answer(SystemProgram program, String... words) {
        if (!program.isThere()) {
            return Optional.empty();
        }
        try {
            SystemProgram.Answer answer = program.ask(List.of(words), PATIENCE, MOST_BYTES);
            return answer.exit() == 0 ? Optional.of(answer.output()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The first of the files that is there, as os-release(5) says. */
    private OsRelease osRelease() {
        for (Path file : osRelease) {
            try (InputStream in = Files.newInputStream(file)) {
                return OsRelease.parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the next one, or none
            }
        }
        return OsRelease.parse("");
    }
}

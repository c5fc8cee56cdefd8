package dev.tufa.apt.install.probe;

import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.host.LsbRelease;
import dev.tufa.apt.install.host.OsRelease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks this system what it is (docs/spec/apt-file.md, 6.1): {@code lsb_release} at its one path, or where that is not installed the file
 * that it reads; {@code dpkg} for architectures.
 */
public final class SystemProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BoundedProgram lsbRelease;
    private final BoundedProgram dpkg;
    private final List<Path> osRelease;

    /** A probe of the system that this runs on. */
    public SystemProbe() {
        this(
                Path.of("/usr/bin/lsb_release"),
                Path.of("/usr/bin/dpkg"),
                List.of(Path.of("/etc/os-release"), Path.of("/usr/lib/os-release")));
    }

    SystemProbe(Path lsbRelease, Path dpkg, List<Path> osRelease) {
        this.lsbRelease = new BoundedProgram(lsbRelease, PATIENCE);
        this.dpkg = new BoundedProgram(dpkg, PATIENCE);
        this.osRelease = List.copyOf(osRelease);
    }

    /** The facts by which stanzas are found; empty where there is no dpkg, or nothing that says what the system is. */
    public Optional<HostFacts> find() {
        Optional<String> architecture =
                dpkg.run("--print-architecture").map(String::strip).filter(text -> !text.isEmpty());
        if (architecture.isEmpty()) {
            return Optional.empty();
        }
        OsRelease file = osRelease();
        Optional<Distribution> distribution =
                file.besides(lsbRelease.run("-i", "-r", "-c", "-s").flatMap(LsbRelease::parse));
        List<String> foreign =
                dpkg.run("--print-foreign-architectures").orElse("").lines().toList();
        return distribution.map(known -> new HostFacts(architecture.get(), foreign, known, file.base()));
    }

    /** The first of the files that is there, as os-release(5) says. */
    private OsRelease osRelease() {
        for (Path file : osRelease) {
            try (InputStream in = Files.newInputStream(file)) {
                return OsRelease.parse(new String(in.readNBytes(BoundedProgram.MOST_BYTES), StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the next one, or none
            }
        }
        return OsRelease.parse("");
    }
}

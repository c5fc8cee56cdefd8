package dev.tufa.conformance.chroot;

import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Debians on which the two packages are installed, as dpkg installs them. */
final class Installed {
    private static final Path PACKAGES = Path.of(System.getProperty("tufa.root", ".."), "packaging", "debian", "target")
            .toAbsolutePath()
            .normalize();
    private static final String LISTS = "/var/lib/apt/lists";

    private Installed() {}

    /** The packages of this build. */
    static List<Path> packages() throws IOException {
        try (Stream<Path> files = Files.list(PACKAGES)) {
            List<Path> packages = files.filter(file -> file.toString().endsWith(".deb"))
                    .sorted()
                    .toList();
            if (packages.size() != 2) {
                throw new AssertionError("%s: expected two packages, got %s".formatted(PACKAGES, packages));
            }
            return packages;
        }
    }

    /** A Debian with the packages, and without any archive: what it has is what it was made with. */
    static DebianRoot in(Path folder) throws IOException, InterruptedException {
        DebianRoot debian = DebianRoot.in(folder);
        install(debian);
        debian.require("sh", "-c", "rm -rf /etc/apt/sources.list %1$s && mkdir -p %1$s/partial".formatted(LISTS));
        return debian;
    }

    /** Installs both with apt. */
    static void install(DebianRoot debian) throws IOException, InterruptedException {
        for (Path file : packages()) {
            Files.copy(file, debian.shared().resolve(file.getFileName()));
        }
        Answer answer = debian.shell("apt-get install -y --no-install-recommends /mnt/*.deb");
        if (answer.exit() != 0) {
            throw new AssertionError(
                    "apt-get: expected exit code 0, got %d: %s".formatted(answer.exit(), answer.text()));
        }
    }
}

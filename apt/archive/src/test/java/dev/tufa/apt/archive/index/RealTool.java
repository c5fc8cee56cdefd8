package dev.tufa.apt.archive.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's own programs, to which the classes here are compared. A test that needs one that is missing fails. */
final class RealTool {
    static final RealTool APT_FTPARCHIVE = new RealTool("apt-ftparchive", "apt-utils");
    static final RealTool APT_GET = new RealTool("apt-get", "apt");
    static final RealTool DPKG_DEB = new RealTool("dpkg-deb", "dpkg");
    static final RealTool DPKG_SCANPACKAGES = new RealTool("dpkg-scanpackages", "dpkg-dev");
    static final RealTool DPKG_SOURCE = new RealTool("dpkg-source", "dpkg-dev");
    static final RealTool GZIP = new RealTool("gzip", "gzip");
    static final RealTool XZ = new RealTool("xz", "xz-utils");
    static final RealTool TAR = new RealTool("tar", "tar");

    private final String name;
    private final String debianPackage;

    private RealTool(String name, String debianPackage) {
        this.name = name;
        this.debianPackage = debianPackage;
    }

    /** What it prints when it succeeds in a folder. */
    byte[] run(Path folder, String... arguments) throws IOException, InterruptedException {
        return run(folder, Map.of(), arguments);
    }

    byte[] run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Result result = tryToRun(folder, environment, arguments);
        assertThat(result.exit())
                .as("%s %s:%n%s", name, List.of(arguments), result.errors())
                .isZero();
        return result.output();
    }

    Result tryToRun(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(installed().toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("tufa-tool", ".out");
        Path errors = Files.createTempFile("tufa-tool", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(variable -> variable.toLowerCase(Locale.ROOT).endsWith("_proxy"));
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                fail("%s %s: expected to end within two minutes", name, List.of(arguments));
            }
            return new Result(
                    process.exitValue(),
                    Files.readAllBytes(output),
                    new String(Files.readAllBytes(errors), StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private Path installed() {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "%s: expected to be installed (Debian package %s)".formatted(name, debianPackage)));
    }

    /** How a program ended, and what it printed. */
    static final class Result {
        private final int exit;
        private final byte[] output;
        private final String errors;

        private Result(int exit, byte[] output, String errors) {
            this.exit = exit;
            this.output = output;
            this.errors = errors;
        }

        int exit() {
            return exit;
        }

        byte[] output() {
            return output;
        }

        String errors() {
            return errors;
        }

        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }
}

package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Calls tufa in processes of its own, as whoever runs the tests or as the user nobody, who can read nothing of root's. */
final class Somebody {
    /** The user nobody, as every Debian has it. */
    static final int NOBODY = 65_534;

    private final Path folder;
    private final String classPath;
    private final int user;

    private Somebody(Path folder, String classPath, int user) {
        this.folder = folder;
        this.classPath = classPath;
        this.user = user;
    }

    /** Whoever runs the tests; the class path is copied to a folder that everybody may read. */
    static Somebody prepare(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path original = Path.of(entry);
            Path copy = folder.resolve("lib-" + copies.size() + "-" + original.getFileName());
            if (Files.isDirectory(original)) {
                copyAll(original, copy);
            } else if (Files.exists(original)) {
                Files.copy(original, copy);
            }
            copies.add(copy.toString());
        }
        return new Somebody(folder, String.join(":", copies), currentUser());
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    static int currentUser() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /** Nobody, if whoever runs the tests may be somebody else; themselves otherwise, who are not root then. */
    Somebody withoutRights() {
        return user == 0 ? new Somebody(folder, classPath, NOBODY) : this;
    }

    int user() {
        return user;
    }

    /** A new folder of this user's that everybody may enter. */
    Path folder(Path place) throws IOException {
        Files.createDirectory(place);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(place, "unix:uid", user);
        return place;
    }

    /** Calls a main class. */
    Answer java(String main, Map<String, String> environment, byte[] input, String... words) throws Exception {
        Path helper = folder.resolve("helper");
        Files.writeString(
                helper,
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.tufa.helper.HelperMain \"$@\"\n"
                        .formatted(java(), classPath));
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>();
        if (user != currentUser()) {
            command.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
        }
        command.addAll(List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dtufa.helper=" + helper,
                "-cp",
                classPath,
                main));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(folder, "out", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input);
        }
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s hangs", command).isTrue();
        return new Answer(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Calls tufa. */
    Answer tufa(String... words) throws Exception {
        return java("dev.tufa.cli.Tufa", Map.of(), new byte[0], words);
    }

    record Answer(int exit, String text) {
        Answer done() {
            assertThat(exit).as(text).isZero();
            return this;
        }
    }
}

package dev.tufa.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.MadeArchive;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real apt-get in folders of its own, with the method as it is started in life and one list of sources. */
final class AptHome {
    /** The user nobody, and its group. */
    static final int NOBODY = 65_534;

    /** The user that apt's methods run as. */
    static final int APT = 42;

    private static final List<String> PROGRAMS =
            List.of("tuf/core/", "tuf/client/", "apt/archive/", "apps/apt-method/", "tuf-", "apt-archive", "gson");

    private final Path home;
    private final String place;

    private AptHome(Path home, String place) {
        this.home = home;
        this.place = place;
    }

    /** Lays out the folders. Tests as root run what root would, others all of it as themselves. */
    static AptHome in(Path home, MadeArchive archive, URI address, String scope) throws Exception {
        AptHome apt = new AptHome(home, address.getAuthority() + "_");
        for (String name : List.of(
                "etc/apt/apt.conf.d",
                "etc/apt/preferences.d",
                "etc/apt/sources.list.d",
                "var/lib/apt/lists/partial",
                "var/lib/apt/lists/auxfiles",
                "var/lib/dpkg",
                "var/cache/apt/archives/partial",
                "var/log/apt",
                "methods",
                "launcher",
                "work",
                "tuf/archives/" + apt.place)) {
            Files.createDirectories(home.resolve(name));
        }
        Files.createFile(home.resolve("var/lib/dpkg/status"));
        Files.copy(archive.served("tuf/1.root.json"), apt.registered("root.json"));
        Files.writeString(apt.registered("archive"), "Archive: %s/\nScope: %s\n".formatted(address, scope));
        Files.copy(archive.served("keys/archive.asc"), home.resolve("etc/apt/archive.asc"));
        Files.copy(archive.served("keys/archive.asc"), apt.registered("archive.asc"));
        apt.source("tuf+" + address);
        apt.configure("");
        apt.installMethods();
        for (Path folder = home; folder != null && Files.isWritable(folder); folder = folder.getParent()) {
            if (Files.getPosixFilePermissions(folder).equals(PosixFilePermissions.fromString("rwx------"))) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return apt;
    }

    /** Whether tests may be other users. */
    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS)
                .equals(0);
    }

    /** Has apt fetch the suite stable from there. */
    void source(String uri) throws IOException {
        source(uri, "stable");
    }

    /** Has apt fetch from there. */
    void source(String uri, String suites) throws IOException {
        Files.writeString(
                home.resolve("etc/apt/sources.list.d/acme.sources"),
                "Types: deb deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n"
                        .formatted(
                                uri,
                                suites,
                                home.resolve(
                                        uri.startsWith("tuf+")
                                                ? "tuf/state/%s/releases/keys/archive.asc".formatted(place)
                                                : "etc/apt/archive.asc")));
    }

    /** With further settings. */
    void configure(String settings) throws IOException {
        Files.writeString(home.resolve("apt.conf"), """
            Dir "%1$s/";
            Dir::Bin::Methods "%1$s/methods/";
            Dir::State::status "%1$s/var/lib/dpkg/status";
            Dir::State::tuf "%1$s/tuf/";
            APT::Architecture "amd64";
            APT::Architectures { "amd64"; };
            APT::Sandbox::User "";
            Acquire::Languages "none";
            Acquire::Retries "0";
            %2$s
            """.formatted(home, settings));
    }

    /** As distributions set it up: methods are {@code _apt}, and root keeps the floor. */
    void sandbox() throws Exception {
        configure("""
            APT::Sandbox::User "_apt";
            APT::Update::Post-Invoke-Success { "%1$s/launcher/floor %1$s/tuf || true"; };
            """.formatted(home));
        if (isRoot()) {
            for (String name : List.of(
                    "var/lib/apt/lists/partial", "var/lib/apt/lists/auxfiles", "var/cache/apt/archives/partial")) {
                Files.setAttribute(home.resolve(name), "unix:uid", APT);
            }
        }
    }

    private void installMethods() throws IOException {
        for (String stock : List.of("http", "gpgv", "sqv", "store", "copy", "file", "rred")) {
            Path method = Path.of("/usr/lib/apt/methods", stock);
            if (Files.exists(method)) {
                Files.createSymbolicLink(home.resolve("methods").resolve(stock), method);
            }
        }
        for (String name : List.of("tuf+https", "floor")) {
            Path script = home.resolve("launcher").resolve(name);
            Files.copy(Path.of("src/main/launcher").resolve(name), script);
            executable(script);
        }
        Path run = Files.writeString(home.resolve("launcher/run"), """
                #!/bin/sh
                [ ! -w '%1$s/started' ] || echo "$(id -u) $1" >>'%1$s/started'
                exec '%2$s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%3$s' dev.tufa.method.MethodMain "$@"
                """.formatted(
                        home, Path.of(System.getProperty("java.home"), "bin", "java"), classPath()));
        executable(run);
        Path started = Files.createFile(home.resolve("started"));
        Files.setPosixFilePermissions(started, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.createSymbolicLink(home.resolve("methods/tuf+http"), home.resolve("launcher/tuf+https"));
    }

    /** Where others can read it too: the tree of the build may be in somebody's own folder. */
    private String classPath() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path from = Path.of(entry);
            boolean isProgram = PROGRAMS.stream().anyMatch(entry::contains)
                    && !entry.endsWith("test-classes")
                    && !entry.endsWith("tests.jar");
            if (isProgram && Files.exists(from)) {
                Path to = home.resolve("launcher")
                        .resolve("library" + entries.size() + (Files.isDirectory(from) ? "" : ".jar"));
                copy(from, to);
                entries.add(to.toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path path(String name) {
        return home.resolve(name);
    }

    /** A file that only root writes. */
    Path registered(String name) {
        return home.resolve("tuf/archives").resolve(place).resolve(name);
    }

    /** A file that the method has kept. */
    Path kept(String name) {
        return home.resolve("tuf/state").resolve(place).resolve(name);
    }

    /** How the program was started since this was asked last: user and first argument. */
    List<String> started() throws IOException {
        List<String> lines = Files.readAllLines(home.resolve("started"));
        Files.writeString(home.resolve("started"), "");
        return lines;
    }

    List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** All files below a folder, with their bytes' length. */
    List<String> tree(String folder) throws IOException {
        if (!Files.exists(home.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(home.resolve(folder))) {
            List<String> all = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.add(home.relativize(file) + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
            return all;
        }
    }

    void clearLists() throws IOException {
        for (String name : List.of("", "partial", "auxfiles")) {
            for (String file : files("var/lib/apt/lists/" + name)) {
                Files.delete(home.resolve("var/lib/apt/lists").resolve(name).resolve(file));
            }
        }
    }

    /** A folder for all that another user's apt-get writes. */
    String own(int user) throws IOException {
        String name = "user" + user;
        for (String folder : List.of("", "/cache/archives/partial", "/tmp")) {
            Files.createDirectories(home.resolve(name + folder));
        }
        if (isRoot()) {
            try (Stream<Path> all = Files.walk(home.resolve(name))) {
                for (Path each : all.toList()) {
                    Files.setAttribute(each, "unix:uid", user);
                }
            }
        }
        return name;
    }

    Answer apt(String... words) throws Exception {
        return start(List.of(), "work", words).answer();
    }

    Running start(String... words) throws Exception {
        return start(List.of(), "work", words);
    }

    /** As another user, in a folder of its own. */
    Running startAs(int user, String... words) throws Exception {
        String folder = own(user);
        List<String> as = isRoot()
                ? List.of(
                        "setpriv",
                        "--reuid=" + user,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        "--no-new-privs",
                        "env",
                        "TMPDIR=" + home.resolve(folder).resolve("tmp"))
                : List.of("env", "TMPDIR=" + home.resolve(folder).resolve("tmp"));
        return start(as, folder, words);
    }

    private Running start(List<String> before, String folder, String... words) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("apt-get", "--quiet"));
        command.addAll(List.of(words));
        Path output = Files.createTempFile(home, "output", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.resolve(folder).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("APT_CONFIG", home.resolve("apt.conf").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new Running(builder.start(), output);
    }

    /** apt-get while it runs. */
    record Running(Process process, Path output) {
        Answer answer() throws Exception {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                assertThat(Files.readString(output)).as("apt-get hangs").isNull();
            }
            return new Answer(process.exitValue(), Files.readString(output));
        }
    }

    /** How it ended. */
    record Answer(int exit, String text) {
        Answer succeeds() {
            assertThat(exit).as(text).isZero();
            return this;
        }

        Answer fails() {
            assertThat(exit).as(text).isEqualTo(100);
            return this;
        }
    }

    /** Runs a program that has to succeed. */
    static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as("%s", (Object) command).isZero();
    }
}

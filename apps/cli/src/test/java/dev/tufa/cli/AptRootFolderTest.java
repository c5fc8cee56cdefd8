package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.install.outside.AptRoot;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.serve.FileServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real apt-get and dpkg, in processes of their own. */
@DisplayName("tufa apt --root DIR")
class AptRootFolderTest {
    private static final Pattern KEY = Pattern.compile("\"fingerprint\":\"(?<key>[0-9A-Fa-f]{40})\"");

    @TempDir
    private static Path programs;

    private static Somebody tester;

    @TempDir
    private Path temporary;

    private Somebody user;
    private FileServer server;
    private Path root;
    private String key;

    @BeforeAll
    static void copyPrograms() throws IOException {
        tester = Somebody.prepare(programs);
    }

    @BeforeEach
    void begin() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path served = Files.createDirectory(temporary.resolve("served"));
        Files.writeString(temporary.resolve("passphrase"), "correct horse\n");
        deb("acme", "");
        deb("acme-scripted", "#!/bin/sh\nexit 0\n");
        server = FileServer.start(served, "127.0.0.1", 0, (path, status) -> {});
        String archive = served.resolve("archive").toString();
        ArchiveFolder.quickKey(Path.of(archive), "correct horse");
        vendor("archive init P --key-iterations 1000 --check none --tuf none --arch " + architecture()
                + " --origin Acme --url " + server.url() + "archive/public " + archive);
        vendor("archive add P --publish " + archive + " stable " + temporary.resolve("debs"));
        for (String name : List.of("acme", "acme-scripted")) {
            vendor("apt make P --from " + archive + " --install " + name + " " + temporary.resolve(name + ".apt"));
        }
        Matcher listed = KEY.matcher(vendor("archive key list --json " + archive));
        assertThat(listed.find()).isTrue();
        key = listed.group("key");
        as(tester);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void installsListsAndRemovesAndLeavesThisSystemAlone(boolean withoutRights) throws Exception {
        as(withoutRights ? tester.withoutRights() : tester);
        Map<String, String> before = thisSystem();
        Map<String, String> settings = files("etc");

        String planned = user.tufa("apt", "plan", "--root", root.toString(), file("acme"))
                .done()
                .text();
        assertThat(planned).contains("- add the list of sources /etc/apt/sources.list.d/tufa-127.0.0.1-");
        assertThat(files("etc")).isEqualTo(settings);

        String installed = install("acme").done().text();
        String id =
                installed.lines().reduce((first, last) -> last).orElseThrow().substring("done: ".length());
        assertThat(root.resolve("usr/bin/acme")).hasContent("acme 1.0");
        assertThat(files("etc"))
                .containsKeys(
                        "etc/apt/sources.list.d/tufa-" + id + ".sources", "etc/apt/preferences.d/tufa-" + id + ".pref");
        assertThat(user.tufa("apt", "list", "--root", root.toString()).done().text())
                .startsWith(id + "\n")
                .contains("  installed: acme 1.0\n");
        assertThat(user.tufa("apt", "verify", "--root", root.toString()).done().text())
                .isEqualTo("1 sources, all as they were agreed to\n");
        user.tufa("apt", "disable", "--root", root.toString(), id).done();
        assertThat(user.tufa("apt", "list", "--root", root.toString()).done().text())
                .contains(", not in use\n");
        user.tufa("apt", "enable", "--root", root.toString(), id).done();

        user.tufa("apt", "remove", "--purge", "--root", root.toString(), id).done();
        assertThat(root.resolve("usr/bin/acme")).doesNotExist();
        assertThat(files("etc")).isEqualTo(settings);
        assertThat(user.tufa("apt", "list", "--root", root.toString()).done().text())
                .isEqualTo("no archive but the distribution's own\n");
        assertThat(files("")).allSatisfy((name, owner) -> assertThat(owner).isEqualTo(user.user() + ""));
        assertThat(thisSystem()).isEqualTo(before);
    }

    @Test
    void refreshesWhatSomebodyChanged() throws Exception {
        install("acme").done();
        String list = files("etc").keySet().stream()
                .filter(name -> name.endsWith(".sources"))
                .findFirst()
                .orElseThrow();
        String text = Files.readString(root.resolve(list));
        Files.writeString(root.resolve(list), text + "\n");
        assertThat(user.tufa("apt", "verify", "--root", root.toString()).exit()).isNotZero();
        assertThat(user.tufa("apt", "refresh", "--root", root.toString(), "--yes", "--fingerprint", key)
                        .done()
                        .text())
                .contains("- /" + list + " was changed, and not by tufa");
        assertThat(root.resolve(list)).content().isEqualTo(text);
        user.tufa("apt", "verify", "--root", root.toString()).done();
        assertThat(install("acme").done().text()).contains("just so", "nothing to do");
    }

    @Test
    void takesThePlaceOfAListInTheFolderAndPutsItBack() throws Exception {
        Path keyring = root.resolve("etc/apt/keyrings/acme.asc");
        Files.createDirectories(keyring.getParent());
        Files.copy(temporary.resolve("served/archive/public/keys/archive.asc"), keyring);
        Path list = root.resolve("etc/apt/sources.list.d/acme.list");
        String text =
                "deb [signed-by=/etc/apt/keyrings/acme.asc] %sarchive/public/ stable main\n".formatted(server.url());
        Files.writeString(list, text);
        own(root, user.user());
        String adopted = user.tufa(
                        "apt", "adopt", "--root", root.toString(), "--yes", "--fingerprint", key, file("acme"))
                .done()
                .text();
        assertThat(adopted).contains("This takes the place of /etc/apt/sources.list.d/acme.list");
        assertThat(list).doesNotExist();
        String id = adopted.lines().reduce((first, last) -> last).orElseThrow().substring("done: ".length());
        assertThat(user.tufa("apt", "remove", "--root", root.toString(), id)
                        .done()
                        .text())
                .contains("put back /etc/apt/sources.list.d/acme.list");
        assertThat(list).content().isEqualTo(text);
    }

    @Test
    void worksWhereNobodyElseMayEnter() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
        install("acme").done();
        assertThat(root.resolve("usr/bin/acme")).exists();
    }

    @Test
    void readsAKeyringBehindALinkInTheFolder() throws Exception {
        install("acme").done();
        Files.createDirectories(root.resolve("usr/share/keyrings"));
        Files.copy(
                temporary.resolve("served/archive/public/keys/archive.asc"),
                root.resolve("usr/share/keyrings/other.asc"));
        Files.createDirectories(root.resolve("keys"));
        Files.createSymbolicLink(root.resolve("keys/other.asc"), Path.of("/usr/share/keyrings/other.asc"));
        Files.writeString(root.resolve("etc/apt/sources.list.d/other.sources"), """
                Types: deb
                URIs: http://other.example.org
                Suites: stable
                Components: main
                Signed-By: /keys/other.asc
                """);
        assertThat(user.tufa("apt", "list", "--json", "--root", root.toString())
                        .done()
                        .text()
                        .lines()
                        .filter(line -> line.contains("other.example.org")))
                .singleElement()
                .asString()
                .containsIgnoringCase(key);
    }

    @Test
    void saysWhoMayRunMaintainerScripts() throws Exception {
        as(tester.withoutRights());
        Map<String, String> settings = files("etc");
        assertThat(install("acme-scripted").text())
                .contains("expected apt-get to install it, got exit code 100")
                .contains("maintainer scripts run with the system's folder as root directory, which only root may do");
        assertThat(files("etc")).isEqualTo(settings);
    }

    @Nested
    @DisplayName("refuses")
    class Refuses {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "etc/apt",
                    "etc/apt/sources.list.d",
                    "var/lib/apt/lists",
                    "var/lib/dpkg",
                    "var/cache",
                    "var/log"
                })
        void aFolderOfAptsThatIsALinkOutOfTheSystem(String name) throws Exception {
            Path elsewhere = temporary.resolve("elsewhere");
            Files.move(root.resolve(name), elsewhere);
            Files.createSymbolicLink(root.resolve(name), elsewhere);
            Somebody.Answer answer = install("acme");
            assertThat(answer.exit()).isNotZero();
            assertThat(answer.text()).contains("expected a place in " + root + ", got a link that leads out of it");
            try (Stream<Path> all = Files.walk(elsewhere)) {
                assertThat(all.map(Path::toString)).noneMatch(path -> path.contains("127.0.0.1"));
            }
        }

        @Test
        void aListOfSourcesThatIsALinkOutOfTheSystem() throws Exception {
            Path outside = Files.writeString(temporary.resolve("outside.list"), "deb http://other.example.org a b\n");
            Files.createSymbolicLink(root.resolve("etc/apt/sources.list.d/other.list"), outside);
            assertThat(user.tufa("apt", "list", "--root", root.toString()).text())
                    .startsWith("error: ")
                    .contains("got a link that leads out of it");
        }

        @Test
        void aLinkThroughWhichDpkgWouldInstallElsewhere() throws Exception {
            Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
            Files.createSymbolicLink(root.resolve("usr"), elsewhere);
            assertThat(install("acme").text()).contains("got a link that leads out of it");
            assertThat(elsewhere).isEmptyDirectory();
        }

        @Test
        void aFolderOfSomebodyElse() throws Exception {
            Somebody other = tester.withoutRights();
            Path theirs = Path.of("/etc");
            Somebody.Answer answer = other.java(
                    "dev.tufa.helper.HelperMain", Map.of(), "{}".getBytes(StandardCharsets.UTF_8), "apply", "/etc");
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text())
                    .isEqualTo("failed %s: expected a folder of user %d, got one of user 0\n"
                            .formatted(theirs, other.user()));
            assertThat(other.tufa("apt", "install", "--yes", "--fingerprint", key, "--root", "/etc", file("acme"))
                            .exit())
                    .isEqualTo(ExitCode.USAGE.number());
        }

        @Test
        void aFolderInAFolderToWhichOthersWrite() throws Exception {
            Path open = user.folder(temporary.resolve("open"));
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
            AptRoot.make(open.resolve("root"), architecture());
            assertThat(helper(open.resolve("root"), Map.of()))
                    .startsWith("failed " + open + ": expected a folder of root or user " + user.user()
                            + " to which nobody else writes");
        }

        @Test
        void toBeRunByPolkit() throws Exception {
            assertThat(helper(root, Map.of("PKEXEC_UID", "1000")))
                    .isEqualTo("failed %s: expected to be run without polkit for a system in a folder, got pkexec\n"
                            .formatted(root));
        }

        @Test
        void toAgreeWithoutAFingerprint() throws Exception {
            Somebody.Answer answer = user.tufa("apt", "install", "--root", root.toString(), "--yes", file("acme"));
            assertThat(answer.exit()).isEqualTo(ExitCode.USAGE.number());
            assertThat(answer.text())
                    .contains("--yes: expected the folder's owner and --fingerprint, got no fingerprint");
        }

        @Test
        void anotherKey() throws Exception {
            Map<String, String> before = files("");
            Somebody.Answer answer = user.tufa(
                    "apt",
                    "install",
                    "--root",
                    root.toString(),
                    "--yes",
                    "--fingerprint",
                    "0".repeat(40),
                    file("acme"));
            assertThat(answer.exit()).isEqualTo(ExitCode.REFUSED.number());
            assertThat(files("").keySet()).containsAll(before.keySet());
            assertThat(root.resolve("var/lib/tufa")).doesNotExist();
        }

        private String helper(Path folder, Map<String, String> environment) throws Exception {
            Somebody.Answer answer =
                    user.java("dev.tufa.helper.HelperMain", environment, new byte[0], "apply", folder.toString());
            assertThat(answer.exit()).isEqualTo(1);
            return answer.text();
        }
    }

    /** From now on this user; a new system of theirs. */
    private void as(Somebody somebody) throws Exception {
        user = somebody;
        root = somebody.folder(temporary.resolve("of-" + somebody.user() + (root == null ? "" : "-next")))
                .resolve("root");
        AptRoot.make(root, architecture());
        own(root, somebody.user());
    }

    private static void own(Path folder, int user) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                Files.setAttribute(each, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private Somebody.Answer install(String name) throws Exception {
        return user.tufa("apt", "install", "--root", root.toString(), "--yes", "--fingerprint", key, file(name));
    }

    private String file(String name) {
        return temporary.resolve(name + ".apt").toString();
    }

    /** Calls tufa in this process; P stands for the option with the passphrase. */
    private String vendor(String words) {
        String all = words.replace(" P ", " --passphrase-file " + temporary.resolve("passphrase") + " ");
        CommandLineRun run = CommandLineRun.of(all.split(" ", -1));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        return run.out();
    }

    private void deb(String name, String script) throws Exception {
        Path tree = temporary.resolve("tree-" + name);
        Files.createDirectories(tree.resolve("usr/bin"));
        Files.createDirectories(tree.resolve("DEBIAN"));
        Files.writeString(tree.resolve("usr/bin/" + name), name + " 1.0");
        Files.writeString(
                tree.resolve("DEBIAN/control"),
                "Package: %s\nVersion: 1.0\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: d\n"
                        .formatted(name));
        if (!script.isEmpty()) {
            Path postinst = Files.writeString(tree.resolve("DEBIAN/postinst"), script);
            Files.setPosixFilePermissions(postinst, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path debs = Files.createDirectories(temporary.resolve("debs"));
        Process build = new ProcessBuilder(
                        "dpkg-deb",
                        "--root-owner-group",
                        "--build",
                        tree.toString(),
                        debs.resolve(name + ".deb").toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(build.waitFor()).isZero();
    }

    private static String architecture() throws IOException {
        Process dpkg = new ProcessBuilder("dpkg", "--print-architecture").start();
        return new String(dpkg.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** Everything below a folder of the system in the folder, with its owner. */
    private Map<String, String> files(String below) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root.resolve(below))) {
            for (Path each : all.toList()) {
                files.put(
                        root.relativize(each).toString(),
                        Files.getAttribute(each, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                                .toString());
            }
        }
        return files;
    }

    /** The files of this system's apt and dpkg, with their sizes and the times when they were changed last. */
    private static Map<String, String> thisSystem() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String place :
                List.of("/etc/apt", "/var/lib/apt", "/var/lib/dpkg", "/var/log/dpkg.log", "/var/lib/tufa")) {
            if (!Files.exists(Path.of(place))) {
                continue;
            }
            Files.walkFileTree(Path.of(place), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.put(file.toString(), attributes.size() + " " + attributes.lastModifiedTime());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return files;
    }
}

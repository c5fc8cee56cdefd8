package dev.tufa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.deb.ControlMember;
import dev.tufa.apt.archive.deb.DebFile;
import dev.tufa.apt.archive.deb.DebPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@DisplayName("the Debian packages")
class PackagesTest {
    private static final int WORLD_WRITABLE = 0002;

    /** All that may be run, beside what dpkg runs. */
    private static final Set<String> PROGRAMS = Set.of(
            "usr/bin/tufa",
            "usr/libexec/tufa/tufa-apt-helper",
            "usr/lib/apt-transport-tuf/floor",
            "usr/lib/apt-transport-tuf/run",
            "usr/lib/apt-transport-tuf/tuf+https");

    @TempDir
    Path folder;

    @Test
    void areTwo() throws Exception {
        assertThat(Packages.files()).hasSize(2);
        for (Path file : Packages.files()) {
            String name = file.getFileName().toString();
            assertThat(Packages.read(name.substring(0, name.indexOf('_'))).fileName())
                    .isEqualTo(name);
        }
    }

    @Test
    void haveAVersionThatPrecedesTheReleaseWhileItIsASnapshot() throws Exception {
        String version = project("version");
        String expected = version.replace("-SNAPSHOT", "~snapshot");
        assertThat(Packages.read(Packages.METHOD).version()).hasToString(expected);
        assertThat(Packages.read(Packages.TUFA).version()).hasToString(expected);
        if (!expected.equals(version)) {
            assertThat(Run.of("dpkg", "--compare-versions", expected, "lt", version.replace("-SNAPSHOT", ""))
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void needEachOtherAndAJava() throws Exception {
        DebFile tufa = Packages.read(Packages.TUFA);
        assertThat(tufa.control().value("Depends").orElseThrow())
                .startsWith("apt-transport-tuf (= %s), ".formatted(tufa.version()))
                .contains("default-jre-headless (>= 2:1.17) | java17-runtime-headless");
        assertThat(Packages.read(Packages.METHOD).control().value("Depends"))
                .contains("apt (>= 2.6), default-jre-headless (>= 2:1.17) | java17-runtime-headless");
    }

    @ParameterizedTest
    @ValueSource(strings = {Packages.METHOD, Packages.TUFA})
    void belongToRootAlone(String name) throws Exception {
        for (DebPath path : paths(name)) {
            assertThat(List.of(path.owner(), path.group())).as(path.path()).containsExactly("root", "root");
            if (path.kind() != DebPath.Kind.SYMBOLIC_LINK) {
                assertThat(path.mode() & WORLD_WRITABLE).as(path.path()).isZero();
            }
            int expected = switch (path.kind()) {
                case DIRECTORY -> 0755;
                case FILE -> PROGRAMS.contains(path.path()) ? 0755 : 0644;
                default -> path.mode();
            };
            assertThat(path.mode()).as(path.path()).isEqualTo(expected);
            assertThat(path.kind())
                    .as(path.path())
                    .isIn(DebPath.Kind.DIRECTORY, DebPath.Kind.FILE, DebPath.Kind.SYMBOLIC_LINK);
        }
    }

    @Test
    void haveTheMethodWhereAptLooks() throws Exception {
        assertThat(names(Packages.METHOD))
                .contains(
                        "usr/lib/apt/methods/tuf+http",
                        "usr/lib/apt/methods/tuf+https",
                        "etc/apt/apt.conf.d/50apt-transport-tuf",
                        "usr/lib/apt-transport-tuf/floor",
                        "usr/lib/apt-transport-tuf/run",
                        "usr/share/apt-transport-tuf/java.sh",
                        "usr/share/man/man1/apt-transport-tuf.1.gz",
                        "usr/share/doc/apt-transport-tuf/copyright",
                        "usr/share/doc/apt-transport-tuf/changelog.gz",
                        "var/lib/apt-transport-tuf/archives");
        assertThat(names(Packages.METHOD).stream().filter(path -> path.startsWith("usr/lib/apt/methods/")))
                .containsExactlyInAnyOrder("usr/lib/apt/methods/tuf+http", "usr/lib/apt/methods/tuf+https");
    }

    @Test
    void haveTheCommandAndWhatGoesWithIt() throws Exception {
        assertThat(names(Packages.TUFA))
                .contains(
                        "usr/bin/tufa",
                        "usr/libexec/tufa/tufa-apt-helper",
                        "usr/share/polkit-1/actions/dev.tufa.apt.policy",
                        "usr/share/man/man1/tufa.1.gz",
                        "usr/share/bash-completion/completions/tufa",
                        "usr/share/zsh/vendor-completions/_tufa",
                        "usr/share/fish/vendor_completions.d/tufa.fish",
                        "usr/share/doc/tufa/copyright",
                        "usr/share/doc/tufa/changelog.gz",
                        "usr/share/doc/tufa/NEWS.md.gz");
        assertUnits("/systemd/system/", "packaging/systemd");
        assertUnits("/systemd/user/", "packaging/systemd/user");
    }

    private static void assertUnits(String installed, String source) throws Exception {
        assertThat(names(Packages.TUFA).stream().filter(path -> path.contains(installed)))
                .extracting(path -> path.substring(path.lastIndexOf('/') + 1))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(namesIn(Packages.ROOT.resolve(source)));
    }

    @ParameterizedTest
    @ValueSource(strings = {Packages.METHOD, Packages.TUFA})
    void haveScriptsThatTheShellReads(String name) throws Exception {
        Path tree = unpacked(name);
        Run.of(
                "dpkg-deb",
                "--control",
                Packages.file(name).toString(),
                tree.resolve("DEBIAN").toString());
        List<String> scripts = new ArrayList<>(Packages.read(name).maintainerScripts().stream()
                .map(script -> "DEBIAN/" + script)
                .toList());
        assertThat(scripts).containsExactlyInAnyOrder("DEBIAN/postinst", "DEBIAN/prerm", "DEBIAN/postrm");
        scripts.addAll(names(name).stream()
                .filter(path -> PROGRAMS.contains(path) || path.endsWith(".sh"))
                .toList());
        for (String script : scripts) {
            assertThat(Run.of("sh", "-n", tree.resolve(script).toString())).isEqualTo(new Run(0, ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Packages.METHOD, Packages.TUFA})
    void haveTheDigestsOfAllTheirFiles(String name) throws Exception {
        List<String> expected =
                new ArrayList<>(List.of("control", "md5sums", "postinst", "postrm", "prerm", "triggers"));
        if (name.equals(Packages.METHOD)) {
            expected.add("conffiles"); // which have none: people may change them
        }
        assertThat(Packages.read(name).controlMembers().stream().map(ControlMember::name))
                .containsExactlyInAnyOrderElementsOf(expected);
        Path tree = unpacked(name);
        Run.of(
                "dpkg-deb",
                "--control",
                Packages.file(name).toString(),
                tree.resolve("DEBIAN").toString());
        assertThat(Run.of("sh", "-c", "cd \"$1\" && md5sum --quiet --check DEBIAN/md5sums", "sh", tree.toString()))
                .isEqualTo(new Run(0, ""));
        assertThat(Files.readAllLines(tree.resolve("DEBIAN/md5sums"))).hasSize((int) paths(name).stream()
                .filter(path -> path.kind() == DebPath.Kind.FILE)
                .filter(path -> !path.path().startsWith("etc/"))
                .count());
    }

    /** dpkg-deb and the reader of this project see the same files. */
    @ParameterizedTest
    @ValueSource(strings = {Packages.METHOD, Packages.TUFA})
    void areToDpkgWhatTheyAreToTheReader(String name) throws Exception {
        Run tar = Run.of(
                "sh",
                "-c",
                "dpkg-deb --fsys-tarfile \"$1\" | tar -t",
                "sh",
                Packages.file(name).toString());
        assertThat(tar.exitCode()).isZero();
        assertThat(tar.output()
                        .lines()
                        .map(line -> line.replaceFirst("^\\./", "").replaceFirst("/$", "")))
                .map(path -> path.isEmpty() ? "." : path)
                .containsExactlyElementsOf(names(name));
        assertThat(Run.of("dpkg-deb", "--field", Packages.file(name).toString(), "Package", "Version"))
                .isEqualTo(new Run(
                        0,
                        "Package: %s\nVersion: %s\n"
                                .formatted(name, Packages.read(name).version())));
    }

    @Test
    void haveEveryJarOnceAndNoLinkThatLeadsNowhere() throws Exception {
        Path tree = unpacked(Packages.METHOD);
        unpacked(Packages.TUFA);
        List<String> jars = new ArrayList<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(Files::isSymbolicLink).toList()) {
                assertThat(file.toRealPath()).startsWith(tree.toRealPath());
            }
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jar"))
                    .filter(path -> !Files.isSymbolicLink(path))
                    .toList()) {
                jars.add(file.getFileName().toString());
            }
        }
        assertThat(jars)
                .containsExactlyInAnyOrderElementsOf(namesIn(Packages.ROOT.resolve("apps/cli/target/dist/lib")));
    }

    @Test
    void haveEveryJarThatAClassPathNames() throws Exception {
        Path tree = unpacked(Packages.METHOD);
        unpacked(Packages.TUFA);
        Pattern programs = Pattern.compile("(tufa-cli|tufa-apt-method)-.*\\.jar");
        int seen = 0;
        for (String lib : List.of("usr/share/apt-transport-tuf/lib", "usr/share/tufa/lib")) {
            for (String name : namesIn(tree.resolve(lib))) {
                if (programs.matcher(name).matches()) {
                    seen++;
                    for (String needed : classPath(tree.resolve(lib).resolve(name))) {
                        assertThat(tree.resolve(lib).resolve(needed)).exists();
                    }
                }
            }
        }
        assertThat(seen).isEqualTo(3);
    }

    private static List<String> classPath(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return List.of(jar.getManifest()
                    .getMainAttributes()
                    .getValue(Attributes.Name.CLASS_PATH)
                    .split(" "));
        }
    }

    /** polkit knows the program by its path: with another one it would ask as for any program. */
    @Test
    void askForAnAdministratorByPolkit() throws Exception {
        Path policy = unpacked(Packages.TUFA).resolve("usr/share/polkit-1/actions/dev.tufa.apt.policy");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder().parse(policy.toFile());
        assertThat(texts(document, "annotate"))
                .containsExactly(
                        "org.freedesktop.policykit.exec.path=/usr/libexec/tufa/tufa-apt-helper",
                        "org.freedesktop.policykit.exec.argv1=apply");
        for (String who : List.of("allow_any", "allow_inactive", "allow_active")) {
            assertThat(texts(document, who)).containsExactly("=auth_admin");
        }
        assertThat(names(Packages.TUFA)).contains("usr/libexec/tufa/tufa-apt-helper");
    }

    private static List<String> texts(Document document, String element) {
        List<String> texts = new ArrayList<>();
        NodeList nodes = document.getElementsByTagName(element);
        for (int i = 0; i < nodes.getLength(); i++) {
            Element node = (Element) nodes.item(i);
            texts.add(node.getAttribute("key") + "=" + node.getTextContent());
        }
        return texts;
    }

    @Test
    void areTheSameBytesWhenTheyAreBuiltAgain() throws Exception {
        Run again = Run.of(
                Packages.ROOT
                        .resolve("packaging/debian/src/main/build-packages")
                        .toString(),
                Packages.ROOT.toString(),
                project("version"),
                project("project.build.outputTimestamp"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                folder.resolve("again").toString());
        assertThat(again.exitCode()).as(again.output()).isZero();
        for (Path file : Packages.files()) {
            assertThat(folder.resolve("again").resolve(file.getFileName())).hasSameBinaryContentAs(file);
        }
    }

    /** What the POM of the project says first of something. */
    private static String project(String element) throws IOException {
        Path pom = Packages.ROOT.resolve("pom.xml");
        return Pattern.compile("<%1$s>([^<]*)</%1$s>".formatted(Pattern.quote(element)))
                .matcher(Files.readString(pom))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static List<DebPath> paths(String name) throws Exception {
        return Packages.read(name).paths().orElseThrow();
    }

    private static List<String> names(String name) throws Exception {
        return paths(name).stream().map(DebPath::path).toList();
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    /** Both are unpacked into one tree. */
    private Path unpacked(String name) throws Exception {
        Path tree = folder.resolve("tree");
        assertThat(Run.of("dpkg-deb", "--extract", Packages.file(name).toString(), tree.toString()))
                .isEqualTo(new Run(0, ""));
        return tree;
    }
}

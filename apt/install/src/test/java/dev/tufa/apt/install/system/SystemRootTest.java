package dev.tufa.apt.install.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("a system in a folder")
class SystemRootTest {
    @TempDir
    private Path temporary;

    private Path folder;
    private SystemRoot root;

    @BeforeEach
    void begin() throws IOException {
        folder = Files.createDirectory(temporary.toRealPath().resolve("root"));
        root = SystemRoot.of(folder);
        Files.createDirectories(folder.resolve("etc/apt"));
        Files.createDirectories(folder.resolve("usr/lib"));
        Files.writeString(folder.resolve("usr/lib/os-release"), "ID=debian\n");
    }

    private Path link(String name, String target) throws IOException {
        return Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/lib/os-release",
        "../usr/lib/os-release",
        "../../../../../usr/lib/os-release",
        "/../usr/./lib/os-release",
        "/usr/lib/../lib/os-release",
    })
    void followsALinkAsIfItWereTheRoot(String target) throws IOException {
        link("etc/os-release", target);
        assertThat(root.locate("/etc/os-release")).isEqualTo(folder.resolve("usr/lib/os-release"));
    }

    @Test
    void followsALinkBehindALink() throws IOException {
        link("lib", "/usr/lib");
        link("etc/os-release", "/lib/os-release");
        assertThat(root.locate("/etc/os-release")).isEqualTo(folder.resolve("usr/lib/os-release"));
    }

    @Test
    void givesAPlaceWhereNothingIs() throws IOException {
        link("var", "/nowhere");
        assertThat(root.locate("/var/lib/dpkg/status")).isEqualTo(folder.resolve("nowhere/lib/dpkg/status"));
    }

    @Test
    void refusesLinksThatLeadToEachOther() throws IOException {
        link("a", "/b");
        link("b", "/a");
        assertThatThrownBy(() -> root.locate("/a/file"))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + "/a/file: expected at most 40 links, got more");
    }

    @Test
    void isTheWholeSystemWhereItIsThisOne() throws IOException {
        SystemRoot here = SystemRoot.ofThisSystem();
        assertThat(here.isThisSystem()).isTrue();
        assertThat(here.locate("/etc/os-release")).isEqualTo(Path.of("/etc/os-release"));
        assertThat(here.seen("/etc/os-release")).isEqualTo(Path.of("/etc/os-release"));
        assertThat(here.nameOf(Path.of("/etc/os-release"))).isEqualTo("/etc/os-release");
        assertThat(root.isThisSystem()).isFalse();
        assertThat(root.nameOf(folder.resolve("etc/os-release"))).isEqualTo("/etc/os-release");
    }

    @Test
    void isNamedByAPathWithoutDots() {
        assertThatThrownBy(() -> SystemRoot.of(Path.of("root")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("root: expected an absolute path without dots, got root");
        assertThatThrownBy(() -> SystemRoot.of(folder.resolve(".."))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lendsOthersAPlaceThatTheyFindAsWell() throws IOException {
        link("etc/os-release", "../usr/lib/os-release");
        assertThat(root.require("/etc/os-release")).isEqualTo(folder.resolve("usr/lib/os-release"));
        assertThat(root.require("/etc/apt")).isEqualTo(folder.resolve("etc/apt"));
        assertThat(root.require("/etc/apt/none")).isEqualTo(folder.resolve("etc/apt/none"));
    }

    @ParameterizedTest
    @CsvSource({"/etc", "/usr/lib", "../../../../../../../../etc"})
    void lendsOthersNoPlaceThatTheyDoNotFind(String target) throws IOException {
        link("etc/apt/sources.list.d", target);
        assertThatThrownBy(() -> root.require("/etc/apt/sources.list.d"))
                .isInstanceOf(FileSystemException.class)
                .hasMessage("%s/etc/apt/sources.list.d: expected a place in %s, got a link that leads out of it"
                        .formatted(folder, folder));
    }

    @Test
    void letsAFileBeHidden() throws IOException {
        link("etc/apt/sources.list", "/dev/null");
        assertThat(root.require("/etc/apt/sources.list")).isEqualTo(Path.of("/dev/null"));
    }

    @Test
    void isClosedUnlessALinkLeadsToAFolderElsewhere() throws IOException {
        link("lib", "usr/lib");
        link("etc/motd", "/etc/passwd");
        link("etc/none", "/nowhere");
        root.requireClosed();
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        link("usr/share", elsewhere.toString());
        assertThatThrownBy(root::requireClosed)
                .hasMessage("%s/usr/share: expected a place in %s, got a link that leads out of it"
                        .formatted(folder, folder));
    }
}

package dev.tufa.apt.publish.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.index.Upgrades;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Sha256;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("the text of an archive's .apt file")
class AptFileDraftTest {
    private static final byte[] ROOT = {1, 2, 3};
    private static final SuiteConf STABLE = SuiteConf.of("stable", List.of("amd64", "arm64", "riscv64"));
    private static final List<PackageId> PACKAGES = List.of(
            new PackageId("editor", "1.0", "amd64"),
            new PackageId("editor", "0.9", "arm64"),
            new PackageId("editor", "1.0", "source"),
            new PackageId("plugin", "1.0", "amd64"),
            new PackageId("other", "1.0", "arm64"),
            new PackageId("icons", "1.0", "all"));

    private static ArchiveConf conf(TufScope tuf, Optional<URI> url) {
        return new ArchiveConf(
                "Example",
                "Example",
                url,
                List.of(new KeySource.SecretFile("archive.key")),
                tuf,
                Set.of(DigestAlgorithm.SHA256),
                ArchiveConf.Check.NONE,
                List.of(STABLE));
    }

    private static ArchiveConf conf(TufScope tuf) {
        return conf(tuf, Optional.of(URI.create("https://apt.example.org/debian/")));
    }

    private static AptFileOptions options(List<String> install, Field... filters) {
        return new AptFileOptions(
                List.of(), install, List.of(), List.of(filters), FormatVersion.ONE, AptFileOptions.Way.TUF);
    }

    private static String text(ArchiveConf conf, List<SuiteConf> suites, AptFileOptions options)
            throws ArchiveException {
        Optional<byte[]> root = conf.tuf() == TufScope.NONE ? Optional.empty() : Optional.of(ROOT);
        return new AptFileDraft(conf, suites, PACKAGES, options).stanza(root).toString();
    }

    private static String text(AptFileOptions options) throws ArchiveException {
        return text(conf(TufScope.NONE), List.of(STABLE), options);
    }

    @Test
    void leadsThroughTufWithItsFirstRoot() throws Exception {
        assertThat(text(conf(TufScope.PACKAGES), List.of(STABLE), options(List.of("editor"))))
                .isEqualTo("""
                        Architecture: amd64 arm64
                        Archive:
                         deb tuf+https://apt.example.org/debian stable main
                        Install: editor
                        TUF-Root-SHA256: %s
                        TUF-Root-URL: https://apt.example.org/debian/tuf/1.root.json
                        TUF-Scope: packages
                        """.formatted(Sha256.hex(ROOT)));
    }

    @Test
    void saysWhatTufVouchesFor() throws Exception {
        assertThat(text(conf(TufScope.RELEASE), List.of(STABLE), options(List.of())))
                .contains("TUF-Scope: release\n");
    }

    @Test
    void leavesTufOutWhereThereIsNoneAndWhereItIsNotWanted() throws Exception {
        AptFileOptions plain = new AptFileOptions(
                List.of(), List.of(), List.of(), List.of(), FormatVersion.ONE, AptFileOptions.Way.PLAIN);

        assertThat(text(options(List.of())))
                .isEqualTo("""
                        Architecture: amd64 arm64 riscv64
                        Archive:
                         deb https://apt.example.org/debian stable main
                        """)
                .isEqualTo(text(conf(TufScope.PACKAGES), List.of(STABLE), plain));
    }

    @Test
    void hasTufInExtensionsAloneForHandlersOfVersion0() throws Exception {
        AptFileOptions old = new AptFileOptions(
                List.of(), List.of(), List.of(), List.of(), FormatVersion.ZERO, AptFileOptions.Way.TUF);

        assertThat(text(conf(TufScope.PACKAGES), List.of(STABLE), old))
                .contains(" deb https://apt.example.org/debian stable main\n")
                .contains("X-TUF-Root-SHA256: ")
                .contains("X-TUF-Root-URL: ")
                .contains("X-TUF-Scope: packages\n");
    }

    @Test
    void hasALineForEachSuiteAndOneForItsSources() throws Exception {
        SuiteConf beta = new SuiteConf(
                "beta",
                "beta",
                Optional.empty(),
                Optional.empty(),
                List.of("main", "contrib"),
                List.of("amd64"),
                true,
                false,
                Upgrades.AUTOMATIC,
                Optional.empty(),
                OptionalInt.empty());

        assertThat(text(conf(TufScope.NONE), List.of(STABLE, beta), options(List.of())))
                .contains("""
                        Archive:
                         deb https://apt.example.org/debian stable main
                         deb https://apt.example.org/debian beta main contrib
                         deb-src https://apt.example.org/debian beta main contrib
                        """);
    }

    @Test
    void keepsTheFiltersThatAreAskedFor() throws Exception {
        assertThat(text(options(
                        List.of("editor"), Field.of("Distribution", "Debian"), Field.of("Architecture", "amd64"))))
                .startsWith("Distribution: Debian\nArchitecture: amd64\nArchive:\n");
    }

    @ParameterizedTest
    @CsvSource({
        "editor,        amd64 arm64",
        "plugin,        amd64",
        "icons,         amd64 arm64 riscv64",
        "editor:arm64,  amd64 arm64 riscv64",
        "icons:riscv64, amd64 arm64 riscv64",
    })
    void isForTheArchitecturesThatHaveEverything(String install, String architectures) throws Exception {
        assertThat(text(options(List.of(install)))).contains("Architecture: " + architectures + "\n");
    }

    @Test
    void isRefusedIfSomethingToInstallIsNotThere() {
        assertThatThrownBy(() -> text(options(List.of("editor", "nosuch", "plugin\u202e"))))
                .hasMessage("Install: expected packages that stable has, got nosuch, plugin\ufffd");
        assertThatThrownBy(() -> text(options(List.of("editor:riscv64"))))
                .hasMessage("Install: expected packages that stable has, got editor:riscv64");
        assertThatThrownBy(() -> text(options(List.of("plugin", "other"))))
                .hasMessage("Install: expected packages that stable has for one architecture, got plugin, other");
        assertThatThrownBy(() -> text(options(List.of("editor", "plugin"), Field.of("Architecture", "amd64 arm64"))))
                .hasMessage("Install: expected packages that stable has for arm64, got plugin");
    }

    @Test
    void isRefusedIfAPinnedPackageIsNotThere() {
        AptFileOptions options = new AptFileOptions(
                List.of(), List.of(), List.of("nosuch"), List.of(), FormatVersion.ONE, AptFileOptions.Way.TUF);

        assertThatThrownBy(() -> text(options)).hasMessage("Pin: expected packages that stable has, got nosuch");
    }

    @Test
    void isRefusedWithoutAPlaceInTheWorld() {
        assertThatThrownBy(() -> text(conf(TufScope.NONE, Optional.empty()), List.of(STABLE), options(List.of())))
                .hasMessage("archive.conf: expected URL, where the world sees the archive, got none");
    }
}

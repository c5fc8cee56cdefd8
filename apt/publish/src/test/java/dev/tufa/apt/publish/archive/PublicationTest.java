package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.archive.index.Upgrades;
import dev.tufa.apt.publish.archive.PublishOptions.Renewal;
import dev.tufa.apt.publish.archive.PublishOptions.Trial;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.MemberChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("publishing")
class PublicationTest {
    @TempDir
    Path temporary;

    private Vendor vendor;

    @BeforeEach
    void begin() throws Exception {
        vendor = Vendor.init(temporary.resolve("archive"), TufScope.NONE, Vendor.stable());
    }

    private static PublishOptions dated(Instant date) {
        return new PublishOptions(List.of(), Optional.of(date), Renewal.ALWAYS, Trial.NONE);
    }

    @Test
    void saysWhatItChangedAndWhatThereIsNow() throws Exception {
        vendor.add(deb("one", "1"), deb("two", "1"));
        assertThat(vendor.archive.preview("stable")).hasSize(2);
        Published published = vendor.publish();
        assertThat(published.tuf()).isFalse();
        assertThat(published.suites()).singleElement().satisfies(suite -> {
            assertThat(suite.name()).isEqualTo("stable");
            assertThat(suite.packages()).isEqualTo(2);
            assertThat(suite.changes())
                    .extracting(MemberChange::describe)
                    .containsExactlyInAnyOrder("add one 1 amd64 to stable/main", "add two 1 amd64 to stable/main");
            assertThat(suite.indexes()).isEqualTo(30); // 2 components: 2 Packages, 2 Contents and Sources, in 3 forms
        });
        assertThat(vendor.archive.preview("stable")).isEmpty();
        SuiteStatus status = vendor.archive.status().get(0);
        assertThat(status.serial()).isEqualTo(1);
        assertThat(status.packages()).isEqualTo(Map.of("main", 2, "extra", 0));
        assertThat(status.staged()).isEmpty();
        assertThat(status.date()).contains(vendor.now);
        assertThat(status.validUntil()).contains(vendor.now.plus(Duration.ofDays(30)));
        assertThat(status.due()).contains(vendor.now.plus(Duration.ofDays(15)));
    }

    @Test
    void saysInReleaseWhatTheSettingsSay() throws Exception {
        SuiteConf suite = new SuiteConf(
                "stable",
                "rocket",
                Optional.of("7.1"),
                Optional.of("Acme for everybody"),
                List.of("main"),
                List.of("amd64"),
                false,
                false,
                Upgrades.OF_INSTALLED,
                Optional.empty(),
                OptionalInt.empty());
        vendor = Vendor.init(temporary.resolve("other"), TufScope.NONE, suite);
        vendor.publish();
        ReleaseFile release = vendor.client().inRelease("stable");
        assertThat(release.toString()).startsWith("""
                Origin: Acme
                Label: Acme packages
                Suite: stable
                Version: 7.1
                Codename: rocket
                Date: Tue, 01 Jan 2030 01:00:00 UTC
                NotAutomatic: yes
                ButAutomaticUpgrades: yes
                Acquire-By-Hash: yes
                Architectures: amd64
                Components: main
                Description: Acme for everybody
                SHA256:
                """);
        assertThat(release.files())
                .extracting(ListedFile::path)
                .containsExactlyInAnyOrder(
                        "main/binary-amd64/Packages", "main/binary-amd64/Packages.gz", "main/binary-amd64/Packages.xz");
    }

    @Test
    void ofASuiteThatIsNotSaidLeavesOthersAlone() throws Exception {
        vendor = Vendor.init(temporary.resolve("other"), TufScope.NONE, Vendor.stable(), Vendor.suite("testing"));
        vendor.add(deb("one", "1"));
        vendor.addTo("testing", deb("two", "1"));
        Published published = vendor.publish(
                new PublishOptions(List.of("testing"), Optional.empty(), Renewal.WHEN_NEEDED, Trial.AS_CONFIGURED));
        assertThat(published.suites()).extracting(Published.OfSuite::name).containsExactly("testing");
        assertThat(vendor.published("dists/stable/InRelease")).doesNotExist();
        assertThat(vendor.archive.preview("stable")).hasSize(1);
        vendor.publish();
        assertThat(vendor.client().requireAll())
                .isEqualTo(Map.of("stable", Set.of("one 1 amd64"), "testing", Set.of("two 1 amd64")));
        assertThatThrownBy(() -> vendor.publish(
                        new PublishOptions(List.of("sid"), Optional.empty(), Renewal.WHEN_NEEDED, Trial.AS_CONFIGURED)))
                .hasMessage("suite: expected one of [stable, testing], got \"sid\"");
    }

    @Nested
    @DisplayName("when there is nothing to publish")
    class Nothing {
        @ParameterizedTest
        @EnumSource(TufScope.class)
        void changesNoFileAtAll(TufScope scope) throws Exception {
            vendor = Vendor.init(temporary.resolve("other"), scope, Vendor.stable(), Vendor.suite("testing"));
            vendor.add(deb("one", "1"));
            vendor.publish();
            vendor.add(deb("two", "1"));
            vendor.publish();
            Map<String, String> before = states();
            vendor.now = vendor.now.plusSeconds(60);
            Published published = Vendor.open(vendor.folder, vendor.now).publish(PublishOptions.DEFAULT);
            assertThat(published.suites()).isEmpty();
            assertThat(published.tuf()).isFalse();
            assertThat(states()).isEqualTo(before);
        }

        /** Without the time at which somebody was there last. */
        private Map<String, String> states() throws Exception {
            Map<String, String> states = Trees.states(vendor.folder);
            states.keySet().removeIf(path -> path.matches("private/tuf/journal/[^/]*/lease"));
            return states;
        }

        @Test
        void forgetsWhatWasStagedAndComesToNothing() throws Exception {
            vendor.add(deb("one", "1"));
            vendor.publish();
            vendor.add(deb("two", "1"));
            vendor.remove("two");
            assertThat(vendor.archive.preview("stable")).isEmpty();
            assertThat(vendor.archive.status().get(0).staged()).hasSize(1);
            assertThat(vendor.publish().suites()).isEmpty();
            assertThat(vendor.archive.status().get(0).staged()).isEmpty();
        }
    }

    @Nested
    @DisplayName("Date")
    class Date {
        @Test
        void staysIfTheClockStandsStill() throws Exception {
            for (int i = 0; i < 3; i++) {
                vendor.publish(dated(Vendor.START));
                assertThat(vendor.client().inRelease("stable").date()).isEqualTo(Vendor.START);
            }
        }

        @Test
        void staysIfTheClockGoesBack() throws Exception {
            vendor.publish(dated(Vendor.START));
            vendor.publish(dated(Vendor.START.minus(Duration.ofDays(100))));
            assertThat(vendor.client().inRelease("stable").date()).isEqualTo(Vendor.START);
        }

        @Test
        void isInWholeSeconds() throws Exception {
            vendor.publish(dated(Vendor.START.plusMillis(999)));
            assertThat(vendor.client().inRelease("stable").date()).isEqualTo(Vendor.START);
        }
    }

    @Nested
    @DisplayName("Valid-Until")
    class ValidUntil {
        private Instant first;

        @BeforeEach
        void publishOnce() throws Exception {
            vendor.publish();
            first = vendor.now;
        }

        private Published after(Duration time) throws Exception {
            vendor.now = first.plus(time);
            return vendor.publish(PublishOptions.DEFAULT);
        }

        @Test
        void isRenewedAfterHalfOfTheTimeAndNotBefore() throws Exception {
            assertThat(after(Duration.ofDays(15).minusSeconds(1)).suites()).isEmpty();
            assertThat(after(Duration.ofDays(15)).suites()).hasSize(1);
            assertThat(vendor.client().inRelease("stable").validUntil()).contains(first.plus(Duration.ofDays(45)));
        }

        @Test
        void ofARenewedReleaseLeavesTheIndexesAlone() throws Exception {
            Map<String, String> before = Trees.states(vendor.published("dists/stable/main"));
            after(Duration.ofDays(20));
            assertThat(Trees.states(vendor.published("dists/stable/main"))).isEqualTo(before);
        }

        @Test
        void isThereOnceTheSettingsSayIt() throws Exception {
            ArchiveConf conf = vendor.archive.conf();
            SuiteConf suite = conf.suites().get(0);
            SuiteConf forEver = new SuiteConf(
                    suite.name(),
                    suite.codename(),
                    suite.version(),
                    suite.description(),
                    suite.components(),
                    suite.architectures(),
                    suite.sources(),
                    suite.contents(),
                    suite.upgrades(),
                    Optional.empty(),
                    suite.keepVersions());
            vendor.configure(Vendor.conf(TufScope.NONE, forEver));
            assertThat(vendor.publish().suites()).hasSize(1);
            assertThat(vendor.client().inRelease("stable").validUntil()).isEmpty();
            assertThat(after(Duration.ofDays(5000)).suites()).isEmpty();
            assertThat(vendor.archive.status().get(0).due()).isEmpty();
            vendor.configure(conf);
            assertThat(vendor.publish().suites()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("a suite keeps its")
    class Frozen {
        @BeforeEach
        void publishOnce() throws Exception {
            vendor.publish();
        }

        private void requireRefused(ArchiveConf conf, String message) throws Exception {
            Map<String, String> before = Trees.digests(vendor.published());
            vendor.configure(conf);
            assertThatThrownBy(() -> vendor.publish())
                    .isInstanceOf(ArchiveException.class)
                    .hasMessage(message);
            assertThat(Trees.digests(vendor.published())).isEqualTo(before);
        }

        private ArchiveConf called(String origin, String label, SuiteConf suite) {
            ArchiveConf conf = Vendor.conf(TufScope.NONE, suite);
            return new ArchiveConf(
                    origin,
                    label,
                    conf.url(),
                    conf.signedWith(),
                    conf.tuf(),
                    conf.digests(),
                    conf.check(),
                    conf.suites());
        }

        @Test
        void origin() throws Exception {
            requireRefused(
                    called("Acme Ltd", "Acme packages", Vendor.stable()),
                    "suite stable: Origin: expected \"Acme\", as it was published, got \"Acme Ltd\":"
                            + " apt would stop and ask everyone");
        }

        @Test
        void label() throws Exception {
            requireRefused(
                    called("Acme", "Other", Vendor.stable()),
                    "suite stable: Label: expected \"Acme packages\", as it was published, got \"Other\":"
                            + " apt would stop and ask everyone");
        }

        @Test
        void codename() throws Exception {
            SuiteConf suite = Vendor.stable();
            SuiteConf other = new SuiteConf(
                    suite.name(),
                    "rocket",
                    suite.version(),
                    suite.description(),
                    suite.components(),
                    suite.architectures(),
                    suite.sources(),
                    suite.contents(),
                    suite.upgrades(),
                    suite.validFor(),
                    suite.keepVersions());
            requireRefused(
                    called("Acme", "Acme packages", other),
                    "suite stable: Codename: expected \"stable\", as it was published, got \"rocket\":"
                            + " apt would stop and ask everyone");
        }
    }

    @Nested
    @DisplayName("every file that a release names is there")
    class Names {
        @Test
        void byPlainNameAndByDigestAtEachPublication() throws Exception {
            for (int i = 0; i < 4; i++) {
                vendor.add(deb("package-" + i, "1"), deb("same", "1." + i));
                vendor.publish();
                vendor.client().requireAll();
            }
            vendor.remove("same", "package-1");
            vendor.publish();
            assertThat(vendor.client().requireAll())
                    .isEqualTo(Map.of("stable", Set.of("package-0 1 amd64", "package-2 1 amd64", "package-3 1 amd64")));
        }

        @Test
        void byDigestForWhoHasAReleaseThatIsStillRemembered() throws Exception {
            for (int i = 0; i < 4; i++) {
                vendor.add(deb("package-" + i, "1"));
                vendor.publish();
                Path copy = Files.createDirectories(temporary.resolve("release-" + i));
                Files.copy(vendor.published("dists/stable/InRelease"), copy.resolve("InRelease"));
            }
            vendor.remove("package-0");
            vendor.publish();
            vendor.now = vendor.now.plus(Duration.ofDays(100));
            vendor.collect(new CollectOptions(Duration.ZERO, 3, CollectOptions.Action.REMOVE));
            for (int i = 2;
                    i < 4;
                    i++) { // of five, three are remembered: those with three and four packages are the older ones
                requireFrom(temporary.resolve("release-" + i), i + 1);
            }
            assertThatThrownBy(() -> requireFrom(temporary.resolve("release-1"), 2))
                    .isInstanceOf(java.nio.file.NoSuchFileException.class);
        }

        /** Who has got an InRelease goes on by it, whatever has been published since. */
        private void requireFrom(Path release, int packages) throws Exception {
            Path seen = temporary.resolve("seen-" + System.nanoTime());
            Trees.copy(vendor.published(), seen);
            Files.copy(
                    release.resolve("InRelease"),
                    seen.resolve("dists/stable/InRelease"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(PlainClient.of(seen).require("stable")).hasSize(packages);
        }
    }
}

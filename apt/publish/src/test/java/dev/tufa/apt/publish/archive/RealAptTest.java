package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.publish.Computer;
import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.MadeSource;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.ServedFolder;
import dev.tufa.apt.publish.archive.CollectOptions.Action;
import dev.tufa.apt.publish.archive.PublishOptions.Renewal;
import dev.tufa.apt.publish.archive.PublishOptions.Trial;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real apt, over HTTP, from one publication to the next. It goes by the real clock. */
@DisplayName("the apt of this computer")
class RealAptTest {
    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private Vendor vendor;
    private ServedFolder server;
    private int computers;

    @BeforeEach
    void begin() throws Exception {
        vendor = Vendor.init(temporary.resolve("archive"), TufScope.NONE, Vendor.stable());
        vendor.now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
        server = ServedFolder.start(vendor.published());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Publications are a minute apart, the last of them before now. */
    private void publish() throws Exception {
        vendor.now = vendor.now.plus(Duration.ofMinutes(1));
        vendor.publish(new PublishOptions(List.of(), Optional.empty(), Renewal.WHEN_NEEDED, Trial.NONE));
        age();
    }

    /** Each publication's files are as old as it is: servers and clients tell releases apart by whole seconds. */
    private void age() throws IOException {
        for (String name : List.of("InRelease", "Release", "Release.gpg")) {
            Files.setLastModifiedTime(vendor.published("dists/stable/" + name), FileTime.from(vendor.now));
        }
    }

    private String keys() throws IOException {
        return Files.readString(vendor.published("keys/archive.asc"));
    }

    private Computer computer(String... foreign) throws IOException {
        return computerThatTrusts(keys(), foreign);
    }

    private Computer computerThatTrusts(String keys, String... foreign) throws IOException {
        return Computer.of(temporary.resolve("computer-" + computers++), server.address(), "stable", keys, foreign);
    }

    @Nested
    @DisplayName("goes from one publication to the next")
    class Forward {
        @Test
        void andFetchesWhatHasChanged() throws Exception {
            vendor.add(deb("one", "1"), deb("two", "1"));
            publish();
            Computer computer = computer();
            computer.update();
            assertThat(computer.candidate("one")).isEqualTo("1");
            assertThat(computer.download("two")).isEqualTo(deb("two", "1").bytes());
            server.asked();

            vendor.add(deb("one", "2"));
            vendor.remove("two");
            publish();
            computer.update();
            assertThat(server.asked())
                    .contains("200 /dists/stable/InRelease")
                    .allMatch(line -> line.startsWith("200 "))
                    .anyMatch(line -> line.startsWith("200 /dists/stable/main/binary-amd64/by-hash/SHA256/"))
                    .noneMatch(line -> line.contains("/source/")); // nothing there has changed
            assertThat(computer.candidate("one")).isEqualTo("2");
            assertThat(computer.candidate("two")).isEqualTo("none");
            assertThat(computer.download("one=1")).isEqualTo(deb("one", "1").bytes());
            assertThat(computer.download("one")).isEqualTo(deb("one", "2").bytes());
        }

        @Test
        void andTakesSeveralOfOneSecond() throws Exception {
            vendor.add(deb("one", "1"));
            publish();
            Computer computer = computer();
            computer.update();
            for (int version = 2; version <= 4; version++) {
                vendor.add(deb("one", Integer.toString(version)));
                vendor.publish(new PublishOptions(List.of(), Optional.empty(), Renewal.WHEN_NEEDED, Trial.NONE));
                Instant later = vendor.now.plusSeconds(version); // than what clients were told before
                Files.setLastModifiedTime(vendor.published("dists/stable/InRelease"), FileTime.from(later));
                computer.update();
                assertThat(computer.candidate("one")).isEqualTo(Integer.toString(version));
            }
            assertThat(vendor.client().inRelease("stable").date()).isEqualTo(vendor.now);
        }

        @Test
        void andFetchesNothingWhenThereIsNothingNew() throws Exception {
            vendor.add(deb("one", "1"));
            publish();
            Computer computer = computer();
            computer.update();
            server.asked();
            computer.update();
            assertThat(server.asked()).containsExactly("304 /dists/stable/InRelease");
        }

        @ParameterizedTest
        @ValueSource(strings = {"xz", "gz"})
        void withIndexesInPieces(String form) throws Exception {
            Debs[] debs = new Debs[600];
            for (int i = 0; i < debs.length; i++) {
                debs[i] = deb("package-%03d".formatted(i), "1");
            }
            vendor.add(debs);
            publish();
            Computer computer = computer();
            String order = "Acquire::CompressionTypes::Order::=" + form;
            computer.update("-o", order);
            vendor.add(deb("package-300", "2"));
            vendor.remove("package-500");
            publish();
            computer.update("-o", order);
            assertThat(computer.candidate("package-300")).isEqualTo("2");
            assertThat(computer.candidate("package-500")).isEqualTo("none");
            assertThat(computer.candidate("package-599")).isEqualTo("1");
            Map<String, String> lists = computer.lists();
            for (String index : List.of("main/binary-amd64/Packages", "main/Contents-amd64")) {
                assertThat(lists.get("stable_" + index.replace('/', '_')))
                        .isEqualTo(Files.readString(vendor.published("dists/stable/" + index)));
            }
        }

        @Test
        void andBackToASnapshot() throws Exception {
            vendor.add(deb("one", "1"));
            vendor.archive.snapshot("stable", "good");
            publish();
            Computer computer = computer();
            computer.update();
            vendor.add(deb("one", "2"));
            publish();
            computer.update();
            assertThat(computer.candidate("one")).isEqualTo("2");
            vendor.archive.rollBack("stable", "good");
            publish();
            computer.update();
            assertThat(computer.candidate("one")).isEqualTo("1");
            assertThat(computer.download("one")).isEqualTo(deb("one", "1").bytes());
        }

        @Test
        void andTakesNoOlderOne() throws Exception {
            vendor.add(deb("one", "1"));
            publish();
            byte[] old = Files.readAllBytes(vendor.published("dists/stable/InRelease"));
            vendor.add(deb("one", "2"));
            publish();
            Computer computer = computer();
            computer.update();
            Files.delete(vendor.published("dists/stable/InRelease"));
            Files.write(vendor.published("dists/stable/InRelease"), old); // newer by its time on the disk
            computer.run("apt-get", "update");
            assertThat(computer.candidate("one")).isEqualTo("2");
        }
    }

    @Nested
    @DisplayName("is in the middle when somebody publishes")
    class Between {
        @Test
        void andGetsTheIndexesOfTheReleaseThatItHas() throws Exception {
            vendor.add(deb("one", "1"));
            publish();
            Computer computer = computer();
            server.before("/by-hash/", () -> {
                vendor.add(deb("one", "2"));
                publish();
            });
            computer.update();
            assertThat(computer.candidate("one")).isEqualTo("1");
            assertThat(server.asked()).noneMatch(line -> line.startsWith("404"));
            computer.update();
            assertThat(computer.candidate("one")).isEqualTo("2");
        }

        @Test
        void andThePackageThatItWantsHasLeft() throws Exception {
            vendor.add(deb("one", "1"));
            publish();
            Computer computer = computer();
            computer.update();
            vendor.remove("one");
            vendor.add(deb("two", "1"));
            publish();
            assertThat(computer.download("one")).isEqualTo(deb("one", "1").bytes());
        }

        @Test
        void andGarbageIsCollected() throws Exception {
            for (int i = 1; i <= 3; i++) {
                vendor.add(deb("one", "1." + i));
                if (i > 1) {
                    vendor.remove("one=1." + (i - 1));
                }
                publish();
                if (i == 2) {
                    computer().update();
                }
            }
            Computer behind = computer();
            Files.write(
                    vendor.published("dists/stable/InRelease"),
                    Files.readAllBytes(vendor.folder.resolve("private/suites/stable/2/InRelease")));
            server.before("/by-hash/", () -> collect(2));
            behind.update();
            assertThat(behind.candidate("one")).isEqualTo("1.2");
            assertThat(behind.download("one")).isEqualTo(deb("one", "1.2").bytes());
            assertThat(vendor.published("pool/main/o/one/one_1.1_amd64.deb")).doesNotExist();
            assertThat(vendor.published("pool/main/o/one/one_1.2_amd64.deb")).exists();
            collect(1);
            behind.run("apt-get", "download", "one").requireRefused("404  Not Found");
        }

        private void collect(int publications) throws Exception {
            vendor.archive.collect(
                    new CollectOptions(Duration.ZERO, publications, Action.REMOVE),
                    Instant.now().plus(Duration.ofDays(100)));
        }
    }

    @Nested
    @DisplayName("is told which keys may sign")
    class Keys {
        private ArchiveConf signedWith(String... keys) throws IOException {
            ArchiveConf conf = vendor.archive.conf();
            for (String key : keys) {
                Files.write(vendor.folder.resolve("private").resolve(key), TestKeys.named(key));
            }
            return new ArchiveConf(
                    conf.origin(),
                    conf.label(),
                    conf.url(),
                    Stream.of(keys).<KeySource>map(KeySource.SecretFile::new).toList(),
                    conf.tuf(),
                    conf.digests(),
                    conf.check(),
                    conf.suites());
        }

        private String armored(int... numbers) throws Exception {
            List<Certificate> both = Certificate.readKeyring(keys().getBytes(UTF_8));
            return Certificate.armored(
                    Arrays.stream(numbers).mapToObj(both::get).toList());
        }

        @Test
        void whileTheyChange() throws Exception {
            vendor.configure(signedWith("old.key", "new.key"));
            vendor.add(deb("one", "1"));
            publish();
            Computer old = computerThatTrusts(armored(0));
            Computer young = computerThatTrusts(armored(1));
            Computer both = computerThatTrusts(armored(0, 1));

            vendor.configure(signedWith("old.key"));
            vendor.add(deb("one", "2"));
            publish();
            for (Computer computer : List.of(old, both)) {
                computer.update();
                assertThat(computer.candidate("one")).isEqualTo("2");
            }
            young.run("apt-get", "update").requireRefused("NO_PUBKEY");

            vendor.configure(signedWith("old.key", "new.key"));
            vendor.add(deb("one", "3"));
            publish();
            for (Computer computer : List.of(old, young, both)) {
                computer.update();
                assertThat(computer.candidate("one")).isEqualTo("3");
            }

            vendor.configure(signedWith("new.key"));
            vendor.add(deb("one", "4"));
            publish();
            for (Computer computer : List.of(young, both)) {
                computer.update();
                assertThat(computer.candidate("one")).isEqualTo("4");
            }
            old.run("apt-get", "update").requireRefused("NO_PUBKEY");
            assertThat(old.candidate("one")).isEqualTo("3");
        }
    }

    @Test
    void refusesWhatHasExpiredUntilItIsSignedAgain() throws Exception {
        Instant real = vendor.now;
        vendor.now = real.minus(Duration.ofDays(40));
        vendor.add(deb("one", "1"));
        publish();
        Computer computer = computer();
        computer.run("apt-get", "update").requireRefused("expired");
        assertThat(computer.candidate("one")).isEqualTo("none");
        vendor.now = real;
        publish();
        computer.update();
        assertThat(computer.candidate("one")).isEqualTo("1");
    }

    @Test
    void unpacksSourcePackages() throws Exception {
        vendor.add(MadeSource.in(temporary.resolve("sources"), "acme", "1.0"));
        publish();
        Computer computer = computer();
        computer.update();
        computer.run("apt-get", "source", "acme").requireFine();
        assertThat(computer.work().resolve("acme_1.0.dsc"))
                .hasSameBinaryContentAs(temporary.resolve("sources/acme_1.0.dsc"));
        assertThat(computer.work().resolve("acme-1.0/debian/source/format")).hasContent("3.0 (native)\n");
    }

    @Test
    void findsPackagesForAllAndForOtherArchitectures() throws Exception {
        vendor.add(
                deb("data", "1").architecture("all"),
                deb("tool", "1"),
                deb("tool", "1").architecture("arm64"),
                deb("lib", "1").architecture("arm64"));
        publish();
        Computer computer = computer("arm64");
        computer.update();
        assertThat(computer.download("data"))
                .isEqualTo(deb("data", "1").architecture("all").bytes());
        assertThat(computer.download("tool")).isEqualTo(deb("tool", "1").bytes());
        assertThat(computer.download("tool:arm64"))
                .isEqualTo(deb("tool", "1").architecture("arm64").bytes());
        assertThat(computer.download("lib:arm64"))
                .isEqualTo(deb("lib", "1").architecture("arm64").bytes());
        Computer other = computer();
        other.update();
        assertThat(other.candidate("lib")).isEqualTo("none");
        assertThat(other.run("apt-get", "download", "lib:arm64").exit()).isNotZero();
    }

    @Test
    void choosesAmongSeveralVersions() throws Exception {
        List<String> versions = List.of("1.0", "2.0~rc1", "2.0", "2.0+b1", "1:0.5~beta");
        for (String version : versions) {
            vendor.add(deb("tool", version));
        }
        publish();
        Computer computer = computer();
        computer.update();
        assertThat(computer.candidate("tool")).isEqualTo("1:0.5~beta");
        for (String version : versions) {
            assertThat(computer.download("tool=" + version))
                    .isEqualTo(deb("tool", version).bytes());
        }
        vendor.remove("tool=1:0.5~beta");
        publish();
        computer.update();
        assertThat(computer.candidate("tool")).isEqualTo("2.0+b1");
    }
}

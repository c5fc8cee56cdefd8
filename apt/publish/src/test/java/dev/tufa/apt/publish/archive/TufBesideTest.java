package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static dev.tufa.apt.publish.Dscs.dsc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.archive.AddOptions.Transfer;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.tuf.TufBeside;
import dev.tufa.tuf.client.TargetNaming;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.repository.Change;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("TUF beside an archive")
class TufBesideTest {
    private static final String ONE = "pool/main/o/one/one_1_amd64.deb";

    @TempDir
    Path temporary;

    @SuppressWarnings("NullAway.Init") // each test begins
    private Vendor vendor;

    private void begin(TufScope scope) throws Exception {
        vendor = Vendor.init(temporary.resolve("archive"), scope, Vendor.stable(), Vendor.suite("testing"));
    }

    private void requireSame(TufClient client, String path) throws Exception {
        byte[] published = Files.readAllBytes(vendor.published(path));
        assertThat(client.download(path, TargetNaming.PLAIN)).isEqualTo(published);
    }

    @Nested
    @DisplayName("that vouches for releases")
    class Releases {
        @ParameterizedTest
        @EnumSource(TargetNaming.class)
        void leadsFromTheFirstRootToWhatSignsEverythingElse(TargetNaming naming) throws Exception {
            begin(TufScope.RELEASE);
            vendor.add(deb("one", "1"));
            assertThat(vendor.publish().tuf()).isTrue();
            TufClient client = vendor.tufClient();
            for (String path : List.of(
                    "dists/stable/InRelease",
                    "dists/stable/Release",
                    "dists/stable/Release.gpg",
                    "dists/testing/InRelease",
                    "keys/archive.asc")) {
                assertThat(client.download(path, naming)).isEqualTo(Files.readAllBytes(vendor.published(path)));
                assertThat(client.roleOf(path)).contains(TufBeside.SUITES);
            }
            assertThat(client.find(ONE)).isEmpty();
        }

        @Test
        void leadsWhoeverWasThereBeforeFurther() throws Exception {
            begin(TufScope.RELEASE);
            TufClient client = vendor.tufClient();
            assertThat(client.find("dists/stable/InRelease")).isEmpty();
            for (int i = 0; i < 3; i++) {
                vendor.add(deb("one", "1." + i));
                vendor.publish();
                client = client.reading(vendor.published(), vendor.now);
                requireSame(client, "dists/stable/InRelease");
            }
        }

        @Test
        void isSignedAgainInTimeAlthoughNothingElseIs() throws Exception {
            begin(TufScope.RELEASE);
            vendor.publish();
            byte[] release = Files.readAllBytes(vendor.published("dists/stable/InRelease"));
            vendor.now = vendor.now.plus(Duration.ofDays(6));
            Published published = vendor.publish(PublishOptions.DEFAULT);
            assertThat(published.suites()).isEmpty();
            assertThat(published.tuf()).isTrue();
            vendor.now = vendor.now.plus(Duration.ofDays(5));
            requireSame(vendor.tufClient(), "dists/stable/InRelease");
            assertThat(vendor.published("dists/stable/InRelease")).hasBinaryContent(release);
        }

        @Test
        void knowsNewKeys() throws Exception {
            begin(TufScope.RELEASE);
            vendor.publish();
            var conf = vendor.archive.conf();
            Files.write(vendor.folder.resolve("private/new.key"), TestKeys.named("new.key"));
            vendor.configure(new dev.tufa.apt.publish.conf.ArchiveConf(
                    conf.origin(),
                    conf.label(),
                    conf.url(),
                    List.of(conf.signedWith().get(0), new dev.tufa.apt.publish.conf.KeySource.SecretFile("new.key")),
                    conf.tuf(),
                    conf.digests(),
                    conf.check(),
                    conf.suites()));
            vendor.add(deb("one", "1"));
            vendor.publish();
            requireSame(vendor.tufClient(), "keys/archive.asc");
            vendor.client().requireAll();
        }
    }

    @Nested
    @DisplayName("that vouches for packages")
    class Packages {
        @Test
        void leadsToEachOfThem() throws Exception {
            begin(TufScope.PACKAGES);
            vendor.add(deb("one", "1"), deb("two+x", "1:2~rc1+b1"));
            vendor.add(dsc("one", "1").in(vendor.inbox));
            vendor.addTo("testing", deb("one", "1"));
            vendor.publish();
            TufClient client = vendor.tufClient();
            for (String path : Trees.digests(vendor.published("pool")).keySet()) {
                requireSame(client, "pool/" + path);
            }
            assertThat(client.roleOf(ONE)).get().asString().matches("packages|pool-[0-9a-f]+");
            requireSame(client, "dists/testing/InRelease");
        }

        @Test
        void forgetsThemWhenTheyLeaveTheLastSuite() throws Exception {
            begin(TufScope.PACKAGES);
            vendor.add(deb("one", "1"), deb("two", "1"));
            vendor.addTo("testing", deb("one", "1"));
            vendor.publish();
            vendor.remove("one", "two");
            vendor.publish();
            TufClient client = vendor.tufClient();
            requireSame(client, ONE);
            assertThat(client.find("pool/main/t/two/two_1_amd64.deb")).isEmpty();
            vendor.archive.remove("testing", Optional.empty(), List.of(Selection.parse("one")));
            vendor.publish();
            assertThat(vendor.tufClient().find(ONE)).isEmpty();
            assertThat(vendor.published(ONE)).exists();
            vendor.add(deb("one", "1"));
            vendor.publish();
            requireSame(vendor.tufClient(), ONE);
        }

        @Test
        void keepsThoseThatMoveFromOneSuiteOrComponentToAnother() throws Exception {
            begin(TufScope.PACKAGES);
            vendor.add(deb("one", "1"), deb("two", "1"));
            vendor.publish();
            vendor.remove("one", "two");
            vendor.addTo("testing", deb("one", "1"));
            vendor.add(new AddOptions("stable", Optional.of("extra"), Transfer.COPY), deb("two", "1"));
            vendor.publish();
            requireSame(vendor.tufClient(), ONE);
            requireSame(vendor.tufClient(), "pool/main/t/two/two_1_amd64.deb");
        }

        @Test
        void keepsWhatSourcePackagesThatStayShareWithThoseThatLeave() throws Exception {
            begin(TufScope.PACKAGES);
            vendor.add(dsc("src", "1-1").file("src_1.orig.tar.xz", "upstream").in(vendor.inbox));
            vendor.publish();
            vendor.add(dsc("src", "1-2").file("src_1.orig.tar.xz", "upstream").in(vendor.inbox));
            vendor.remove("src=1-1");
            vendor.publish();
            TufClient client = vendor.tufClient();
            requireSame(client, "pool/main/s/src/src_1.orig.tar.xz");
            requireSame(client, "pool/main/s/src/src_1-2.dsc");
            assertThat(client.find("pool/main/s/src/src_1-1.dsc")).isEmpty();
        }

        @Test
        void forgetsWhatASettingTakesAway() throws Exception {
            begin(TufScope.PACKAGES);
            vendor.add(new AddOptions("stable", Optional.of("extra"), Transfer.COPY), deb("one", "1"));
            vendor.publish();
            vendor.configure(Vendor.conf(
                    TufScope.PACKAGES,
                    dev.tufa.apt.publish.conf.SuiteConf.of("stable", List.of("amd64")),
                    Vendor.suite("testing")));
            vendor.publish();
            assertThat(vendor.tufClient().find("pool/extra/o/one/one_1_amd64.deb"))
                    .isEmpty();
        }

        @Test
        void leavesThoseOfATeamToTheTeam() throws Exception {
            begin(TufScope.PACKAGES);
            giveOneToATeam();
            vendor.add(deb("one", "1"), deb("two", "1"));
            vendor.publish();
            TufClient client = vendor.tufClient();
            assertThat(client.roleOf(ONE)).contains("team");
            assertThat(client.roleOf("pool/main/t/two/two_1_amd64.deb"))
                    .isPresent()
                    .get()
                    .isNotEqualTo("team");
            requireSame(client, ONE);
            vendor.remove("one");
            vendor.publish();
            assertThat(vendor.tufClient().find(ONE)).isEmpty();
        }

        @Test
        void givesATeamWhatIsThereAlready() throws Exception {
            begin(TufScope.PACKAGES);
            vendor.add(deb("one", "1"), deb("two", "1"));
            vendor.publish();
            giveOneToATeam();
            assertThat(vendor.tufClient().find(ONE)).isEmpty();
            vendor.publish();
            assertThat(vendor.tufClient().find(ONE)).isEmpty();
            vendor.publish(new PublishOptions(
                    List.of(), Optional.empty(), PublishOptions.Renewal.ALWAYS, PublishOptions.Trial.NONE));
            TufClient client = vendor.tufClient();
            assertThat(client.roleOf(ONE)).contains("team");
            requireSame(client, ONE);
            requireSame(client, "pool/main/t/two/two_1_amd64.deb");
        }

        private void giveOneToATeam() throws Exception {
            Repository repository = Repository.open(vendor.folder.resolve("private/tuf"));
            repository.stage(new Change.Delegate(
                    "targets",
                    "team",
                    new PathScope.Paths(List.of(new PathPattern("pool/main/o/one/*"))),
                    true,
                    KeyRequest.ONE,
                    Optional.of(TufBeside.PACKAGES)));
            try (KeyRing keys = repository.unlock(Vendor.PASSPHRASES.get())) {
                repository.publish(repository.plan(keys, vendor.now, PlanOptions.DEFAULT), vendor.now);
            }
        }
    }

    @Test
    void isMadeToItsEndAfterAStop() throws Exception {
        Path folder = temporary.resolve("archive");
        begin(TufScope.PACKAGES);
        Files.delete(folder.resolve("archive.conf")); // it is written last
        begin(TufScope.PACKAGES);
        vendor.add(deb("one", "1"));
        vendor.publish();
        requireSame(vendor.tufClient(), ONE);
        assertThat(vendor.tufClient().roleOf("dists/stable/InRelease")).contains(TufBeside.SUITES);
    }
}

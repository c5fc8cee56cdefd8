package dev.tufa.method;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.archive.ArchiveKey;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.KeySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The real apt-get, in folders of its own, fetches through the method as it is started in life. */
@DisplayName("apt through tuf+http")
class RealAptTest extends AptTest {
    @BeforeEach
    void begin() throws Exception {
        begin(now.minusSeconds(100), TufScope.PACKAGES);
    }

    @Test
    void updatesAndDownloads() throws Exception {
        apt.apt("update").succeeds();
        apt.apt("download", "acme").succeeds();
        assertThat(apt.path("work/acme_1.0_amd64.deb")).exists();
        assertThat(apt.files("var/lib/apt/lists/auxfiles")).isEmpty();
    }

    @Test
    void seesWhatIsNew() throws Exception {
        apt.apt("update").succeeds();
        publish("2.0", now.minusSeconds(50));
        apt.apt("update").succeeds();
        apt.apt("download", "acme=2.0").succeeds();
    }

    @Test
    void asksForFewFilesIfNothingIsNew() throws Exception {
        apt.apt("update");
        server.asked();
        apt.apt("update").succeeds();
        assertThat(server.asked()).containsExactlyInAnyOrder("200 /tuf/root.json", "200 /tuf/timestamp.json");
    }

    @Test
    void goesByTheKeysThatTheArchiveHasNow() throws Exception {
        apt.apt("update").succeeds();
        Files.write(
                archive.folder().resolve("private/keys/next.key"),
                QuickKey.create("Example", now.minusSeconds(95), Optional.empty(), MadeArchive.secret()));
        archive.open()
                .addKey(
                        KeySource.parse("file:keys/next.key"),
                        ArchiveKey.Place.FIRST,
                        MadeArchive::secret,
                        now.minusSeconds(90));
        archive.publish(now.minusSeconds(80));
        archive.open().removeKey(KeySource.parse("file:keys/archive.key"), now.minusSeconds(70));
        archive.add("stable", Debs.deb("acme", "2.0").in(temporary));
        archive.publish(now.minusSeconds(60));
        assertThat(apt.apt("update").succeeds().text()).doesNotContain("W:");
        apt.apt("download", "acme=2.0").succeeds();
    }

    @Test
    void installsOfflineWhatIsThere() throws Exception {
        apt.apt("update").succeeds();
        apt.apt("--download-only", "--yes", "install", "acme").succeeds();
        assertThat(apt.path("var/cache/apt/archives/acme_1.0_amd64.deb")).exists();
        apt.started();
        server.close();
        AptHome.Answer answer =
                apt.apt("--download-only", "--yes", "install", "acme").succeeds();
        assertThat(answer.text()).contains("acme");
        assertThat(apt.started()).isEmpty();
    }

    @Test
    void goesOnWhereItWasOnceTheServerIsBack() throws Exception {
        apt.apt("update").succeeds();
        var before = apt.tree("tuf");
        Path kept = keep("kept");
        AptHome.run("rm", "-r", archive.served("").toString());
        Files.createDirectories(archive.served(""));
        AptHome.Answer answer = apt.apt("update").fails();
        assertThat(answer.text())
                .contains("404")
                .contains("/tuf/root.json: expected apt to fetch it, which says why it could not");
        assertThat(apt.tree("tuf")).isEqualTo(before);
        serve(kept);
        apt.apt("update").succeeds();
        apt.apt("download", "acme").succeeds();
    }

    @Nested
    @DisplayName("refuses")
    class Refuses {
        @Test
        void anOlderReleaseEvenWithoutLists() throws Exception {
            Path old = keep("old");
            publish("2.0", now.minusSeconds(50));
            apt.apt("update").succeeds();
            apt.clearLists();
            serve(old);
            assertThat(apt.apt("update").fails().text()).contains("TUF: timestamp.json: version: expected >= ");
        }

        @Test
        void aReleaseThatTufDoesNotVouchFor() throws Exception {
            Path before = keep("before");
            publish("2.0", now.minusSeconds(50)); // signed by the archive's key, as a thief of it would
            AptHome.run("rm", "-r", archive.served("tuf").toString());
            AptHome.run(
                    "cp",
                    "-a",
                    before.resolve("tuf").toString(),
                    archive.served("tuf").toString());
            apt.apt("update").succeeds(); // what it vouches for is still there
            apt.apt("download", "acme=2.0").fails();
        }

        @Test
        void aSuiteThatTufKnowsNothingOfInWhateverWayItIsSigned() throws Exception {
            Files.createDirectories(archive.served("dists/other"));
            String release = Files.readString(archive.served("dists/stable/Release"));
            archive.sign("other", release, now.minusSeconds(10)); // by a thief of the archive's key
            apt.source("tuf+" + server.address(), "other");
            server.asked();
            AptHome.Answer answer = apt.apt("update").fails();
            assertThat(answer.text())
                    .contains("TUF: dists/other/Release: expected a file that it vouches for, got none");
            assertThat(server.asked()).noneMatch(line -> line.contains("/dists/other/"));
            assertThat(apt.files("var/lib/apt/lists")).noneMatch(name -> name.contains("other"));
        }

        @Test
        void bytesOfAReleaseThatTufDoesNotNameEvenIfTheArchivesKeySignedThem() throws Exception {
            for (String name : new String[] {"InRelease", "Release", "Release.gpg"}) {
                AptHome.run(
                        "sh",
                        "-c",
                        "for f in \"$0\"/*\"$1\"; do echo >>\"$f\"; done",
                        archive.served("dists/stable").toString(),
                        name);
            }
            AptHome.Answer answer = apt.apt("update").fails();
            assertThat(answer.text()).contains("TUF: dists/stable/Release: ");
        }

        @Test
        void anArchiveWithoutARoot() throws Exception {
            Files.delete(apt.registered("root.json"));
            assertThat(apt.apt("update").fails().text()).contains("expected a root of this archive");
        }

        @Test
        void aRootThatIsNewerThanThereIsAndLeavesNothingOfWhatItAskedFor() throws Exception {
            String root = Files.readString(archive.served("tuf/root.json"));
            archive.put(
                    "tuf/root.json",
                    root.replaceFirst("\"version\": *1\\b", "\"version\":7").getBytes(UTF_8));
            assertThat(apt.apt("update").fails().text()).contains("/tuf/2.root.json: expected apt to fetch it");
            assertThat(apt.files("var/lib/apt/lists/auxfiles")).isEmpty();
        }

        @Test
        void anArchiveWithoutMetadata() throws Exception {
            AptHome.run("rm", "-r", archive.served("tuf").toString());
            assertThat(apt.apt("update").fails().text()).contains("/tuf/root.json: expected apt to fetch it");
        }
    }
}

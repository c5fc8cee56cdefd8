package dev.tufa.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** As root these tests are three users; else all of it is one user who made the folders read-only. */
@DisplayName("somebody who may not write to the state")
class UnprivilegedTest extends AptTest {
    @BeforeEach
    void begin() throws Exception {
        begin(now.minusSeconds(100), TufScope.PACKAGES);
        apt.sandbox();
    }

    @Test
    void downloadsFromWhatIsKept() throws Exception {
        apt.apt("update").succeeds();
        List<String> before = protect();
        server.asked();
        apt.startAs(AptHome.NOBODY, "download", "acme").answer().succeeds();
        assertThat(apt.path("user65534/acme_1.0_amd64.deb")).exists();
        assertThat(server.asked())
                .contains("200 /tuf/root.json", "200 /tuf/timestamp.json")
                .noneMatch(line -> line.contains("snapshot.json")
                        || line.endsWith(".targets.json") && line.contains("/1.targets"));
        assertThat(apt.tree("tuf")).isEqualTo(before);
        assertThat(apt.files("user65534/tmp")).isEmpty();
    }

    @Test
    void downloadsWhereNothingIsKept() throws Exception {
        apt.apt("update").succeeds();
        AptHome.run("rm", "-r", apt.kept("").toString());
        List<String> before = protect();
        apt.startAs(AptHome.NOBODY, "download", "acme").answer().succeeds();
        assertThat(apt.path("user65534/acme_1.0_amd64.deb")).exists();
        assertThat(apt.tree("tuf")).isEqualTo(before);
    }

    @Test
    void isHeldToTheFloor() throws Exception {
        Path old = keep("old");
        publish("2.0", now.minusSeconds(50));
        apt.apt("update").succeeds();
        AptHome.run("rm", "-r", apt.kept("").toString());
        protect();
        serve(old);
        assertThat(apt.startAs(AptHome.NOBODY, "download", "acme=2.0")
                        .answer()
                        .fails()
                        .text())
                .contains("TUF: timestamp.json: version (floor of this system): expected >= ");
    }

    @Test
    void updatesListsOfTheirOwn() throws Exception {
        apt.apt("update").succeeds(); // since then, the archive's keys are there
        String own = apt.own(AptHome.NOBODY);
        for (String folder : List.of("lists/partial", "lists/auxfiles")) {
            Files.createDirectories(apt.path(own).resolve(folder));
        }
        apt.own(AptHome.NOBODY);
        List<String> before = protect();
        String[] lists = {
            "-o", "Dir::State::lists=" + apt.path(own).resolve("lists"),
            "-o", "Dir::Cache=" + apt.path(own).resolve("cache"),
            "-o", "APT::Update::Post-Invoke-Success::="
        };
        apt.startAs(AptHome.NOBODY, lists[0], lists[1], lists[2], lists[3], "update")
                .answer()
                .succeeds();
        assertThat(apt.files(own + "/lists")).anyMatch(name -> name.endsWith("_InRelease"));
        apt.startAs(AptHome.NOBODY, lists[0], lists[1], lists[2], lists[3], "download", "acme")
                .answer()
                .succeeds();
        assertThat(apt.tree("tuf")).isEqualTo(before);
    }

    @Test
    void downloadsWhileAnUpdateGoesOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch downloaded = new CountDownLatch(1);
        AtomicBoolean isHeld = new AtomicBoolean();
        try (RawServer slow = RawServer.start(archive.served(""), ".snapshot.json", new RawServer.Behaviour() {
            @Override
            public void answer(Socket connection, OutputStream out, String path)
                    throws IOException, InterruptedException {
                if (isHeld.compareAndSet(true, false)) { // the update, which has the lock of the state now
                    begun.countDown();
                    assertThat(downloaded.await(60, TimeUnit.SECONDS)).isTrue();
                }
                Path file = archive.served(path.substring(1));
                out.write("HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(Files.size(file))
                        .getBytes(StandardCharsets.ISO_8859_1));
                Files.copy(file, out);
            }
        })) {
            apt = AptHome.in(temporary.resolve("beside"), archive, slow.address(), "packages");
            apt.sandbox();
            apt.apt("update").succeeds();
            publish("2.0", now.minusSeconds(50));
            isHeld.set(true);
            AptHome.Running update = apt.start("update");
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            apt.startAs(AptHome.NOBODY, "download", "acme=1.0").answer().succeeds();
            assertThat(update.process().isAlive()).isTrue();
            downloaded.countDown();
            update.answer().succeeds();
            apt.apt("download", "acme=2.0").succeeds();
        }
    }

    @Test
    void downloadsAtTheSameMoment() throws Exception {
        apt.apt("update").succeeds();
        for (int round = 0; round < 3; round++) {
            publish("2." + round, now.minusSeconds(50 - round));
            AptHome.Running update = apt.start("update");
            AptHome.Running first = apt.startAs(AptHome.NOBODY, "download", "acme=1.0");
            AptHome.Running second = apt.startAs(1234, "download", "acme=1.0");
            update.answer().succeeds();
            first.answer().succeeds();
            second.answer().succeeds();
            assertThat(apt.path("user65534/acme_1.0_amd64.deb"))
                    .hasSameBinaryContentAs(temporary.resolve("acme-1.0-amd64.deb"));
            Files.delete(apt.path("user65534/acme_1.0_amd64.deb"));
            Files.delete(apt.path("user1234/acme_1.0_amd64.deb"));
        }
        apt.apt("download", "acme=2.2").succeeds();
    }

    /** What nobody but its owner may change; what it is now. */
    private List<String> protect() throws Exception {
        if (!AptHome.isRoot()) {
            AptHome.run("chmod", "-R", "a-w", apt.path("tuf").toString());
        }
        return apt.tree("tuf");
    }
}

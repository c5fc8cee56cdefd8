package dev.tufa.conformance.chroot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.MemoryFolder;
import dev.tufa.apt.publish.archive.AptFileOptions.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a click to the end, with a vendor whose keys change. */
@Tag("chroot")
@DisplayName("the whole story on a Debian of its own")
class StoryTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private final Instant now = MadeArchive.realTime();
    private Website website;
    private Vendor vendor;
    private DebianRoot debian;

    @BeforeEach
    void begin() throws Exception {
        website = Website.of(temporary, temporary);
        vendor = Vendor.in(temporary.resolve("vendor"), website.address(), Optional.of(MONTH), now.minusSeconds(600));
        website.serve(vendor.website());
        vendor.publish(now.minusSeconds(590), vendor.program("1.0"));
        debian = Installed.in(temporary.resolve("debian"));
        website.introduceTo(debian);
    }

    @AfterEach
    void end() {
        website.close();
    }

    @Test
    void installsUpdatesSurvivesNewKeysAndIsGoneWithoutATrace() throws Exception {
        String before = debian.digests("/etc");
        byte[] file = vendor.aptFile(Way.TUF, now.minusSeconds(580), Vendor.PROGRAM);
        Files.write(debian.shared().resolve("acme.apt"), file);

        String installed = debian.require(
                "tufa", "apt", "install", "--yes", "--fingerprint", Vendor.signer(file, now), "/mnt/acme.apt");
        assertThat(debian.require("acme")).isEqualTo("acme 1.0\n");
        String id = installed
                .substring(installed.lastIndexOf("done: ") + "done: ".length())
                .strip();
        assertThat(debian.require("tufa", "apt", "list")).contains(id, "installed: acme 1.0");
        assertThat(debian.require("tufa", "apt", "verify")).isNotEmpty();

        vendor.publish(now.minusSeconds(500), vendor.program("2.0"));
        debian.require("apt-get", "update");
        assertThat(debian.require("apt", "list", "--upgradable")).contains("acme/stable 2.0 amd64");
        upgrade();
        assertThat(debian.require("acme")).isEqualTo("acme 2.0\n");

        for (String role : new String[] {"root", "targets", "snapshot", "timestamp"}) {
            vendor.replaceTufKey(role);
        }
        vendor.addKey("next.key", now.minusSeconds(450));
        vendor.publish(now.minusSeconds(400));
        vendor.removeKey("archive.key", now.minusSeconds(350));
        vendor.publish(now.minusSeconds(300), vendor.program("3.0"));
        debian.require("apt-get", "update"); // which has missed the time in which both keys signed
        upgrade();
        assertThat(debian.require("acme")).isEqualTo("acme 3.0\n");

        debian.require("tufa", "apt", "remove", "--purge", id);
        assertThat(debian.run("acme").exit()).isEqualTo(127);
        assertThat(debian.digests("/etc")).isEqualTo(before);
        assertThat(debian.require("sh", "-c", """
                        find /var/lib/apt-transport-tuf /var/lib/tufa /var/lib/apt/lists -name '*example*' -o -name 'tufa-*'""")).isEmpty();
    }

    private void upgrade() throws Exception {
        debian.require("apt-get", "upgrade", "-y");
    }
}

package dev.tufa.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Timestamps of these archives are good for a week. */
@DisplayName("metadata that has expired, or is about to")
class ExpiryTest extends AptTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private final Instant longAgo = MadeArchive.realTime().minus(Duration.ofDays(8));

    @Test
    void stopsAnUpdate() throws Exception {
        begin(longAgo, TufScope.PACKAGES);
        assertThat(apt.apt("update").fails().text())
                .contains("TUF: metadata has expired at %s: timestamp.json: expected expiry after "
                        .formatted(longAgo.plus(WEEK)))
                .contains(", got " + longAgo.plus(WEEK));
        assertThat(apt.files("var/lib/apt/lists")).noneMatch(name -> name.contains("Release"));
    }

    @Test
    void stopsPackagesThatTufVouchesFor() throws Exception {
        begin(longAgo, TufScope.PACKAGES);
        updateWithoutTuf();
        assertThat(apt.apt("download", "acme").fails().text()).contains("TUF: metadata has expired at ");
        assertThat(apt.path("work/acme_1.0_amd64.deb")).doesNotExist();
    }

    @Test
    void doesNotStopPackagesThatAVerifiedReleaseVouchesFor() throws Exception {
        begin(longAgo, TufScope.RELEASE);
        updateWithoutTuf();
        server.asked();
        apt.apt("download", "acme").succeeds();
        assertThat(server.asked()).noneMatch(line -> line.contains("/tuf/"));
    }

    @Test
    void isWarnedAboutOnceInARun() throws Exception {
        Instant published = now.minus(WEEK).plus(Duration.ofHours(1));
        begin(published, TufScope.PACKAGES);
        String warning = "TUF: timestamp.json expires at %s; apt refuses the archive from then on"
                .formatted(published.plus(WEEK));
        AptHome.Answer update = apt.apt("update").succeeds();
        assertThat(update.text()).containsOnlyOnce(warning).contains("W: ");
        assertThat(apt.apt("download", "acme").succeeds().text()).containsOnlyOnce(warning);
    }

    @Test
    void isNotWarnedAboutWhileATimerStillSignsInTime() throws Exception {
        begin(now.minus(WEEK).plus(Duration.ofHours(4)), TufScope.PACKAGES);
        assertThat(apt.apt("update").succeeds().text()).doesNotContain("W: ");
    }

    /** Lists that came by another scheme have the same names. */
    private void updateWithoutTuf() throws Exception {
        apt.source(server.address().toString());
        apt.apt("update").succeeds();
        assertThat(apt.started()).isEmpty();
        apt.source("tuf+" + server.address());
    }
}

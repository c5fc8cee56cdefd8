package dev.tufa.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("verifying what was kept before apt has asked")
class RehearsalTest extends AptTest {
    @BeforeEach
    void begin() throws Exception {
        begin(now.minusSeconds(100), TufScope.PACKAGES);
        apt.apt("update").succeeds();
    }

    @Test
    void verifiesAllOfItAndChangesNothing() throws Exception {
        List<String> before = apt.tree("tuf");
        assertThat(rehearsed(Clock.systemUTC())).isNull();
        assertThat(apt.tree("tuf")).isEqualTo(before);
    }

    @Test
    void asksNobody() throws Exception {
        server.close();
        assertThat(rehearsed(Clock.systemUTC())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp.json", "snapshot.json", "targets.json"})
    void doesNotMindWhatIsDamaged(String name) throws Exception {
        Path damaged = apt.kept("metadata").resolve(name);
        Files.writeString(damaged, "{\"signed\": {");
        assertThat(rehearsed(Clock.systemUTC())).isNull();
        assertThat(damaged).hasContent("{\"signed\": {");
        apt.apt("update").succeeds();
        assertThat(damaged).content().startsWith("{\"signatures\":");
    }

    @Test
    void doesNotMindThatNothingIsThere() throws Exception {
        Files.delete(apt.registered("root.json"));
        assertThat(rehearsed(Clock.systemUTC())).isNull();
    }

    @Test
    void decidesNothingOfWhatHasExpired() throws Exception {
        assertThat(rehearsed(Clock.offset(Clock.systemUTC(), Duration.ofDays(4000))))
                .isNull();
        apt.apt("update").succeeds();
    }

    /** What it died of. */
    private Throwable rehearsed(Clock clock) throws InterruptedException {
        AtomicReference<Throwable> death = new AtomicReference<>();
        Thread thread = Rehearsal.of(apt.path("tuf"), clock);
        thread.setUncaughtExceptionHandler((any, e) -> death.set(e));
        thread.start();
        thread.join();
        return death.get();
    }
}

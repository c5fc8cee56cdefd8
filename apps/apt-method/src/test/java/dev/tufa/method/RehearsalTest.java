package dev.tufa.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.io.IOException;
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
        assertThat(isRight(Clock.systemUTC())).isTrue();
        assertThat(rehearsed(Clock.systemUTC())).isNull();
        assertThat(apt.tree("tuf")).isEqualTo(before);
    }

    @Test
    void asksNobody() throws Exception {
        server.close();
        assertThat(isRight(Clock.systemUTC())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp.json", "snapshot.json", "targets.json", "suites.json"})
    void doesNotMindWhatIsDamaged(String name) throws Exception {
        Path damaged = apt.kept("metadata").resolve(name);
        Files.writeString(damaged, "{\"signed\": {");
        assertThat(isRight(Clock.systemUTC())).isFalse();
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
        assertThat(isRight(Clock.offset(Clock.systemUTC(), Duration.ofDays(4000))))
                .isFalse();
        apt.apt("update").succeeds();
    }

    private boolean isRight(Clock clock) throws IOException {
        return new Rehearsal(apt.path("tuf"), clock)
                .rehearse(ArchiveState.registered(apt.path("tuf")).get(0));
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

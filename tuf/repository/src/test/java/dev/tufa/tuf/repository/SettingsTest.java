package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Settings settings = Settings.DEFAULT
                .withLifetime(RoleType.TIMESTAMP, Duration.ofHours(12))
                .withBridge(Duration.ofMinutes(5))
                .withKeyIterations(1000);
        assertThat(Settings.read(settings.toBytes())).isEqualTo(settings);
        assertThat(Settings.read(Settings.DEFAULT.toBytes())).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void aLifetimeIsAtLeastASecond() {
        assertThatThrownBy(() -> Settings.DEFAULT.withLifetime(RoleType.ROOT, Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lifetime of root: expected at least a second, got PT0.999S");
        assertThatThrownBy(() -> new Settings(Map.of(), Duration.ZERO, Duration.ZERO, 600_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lifetime of root: expected at least a second, got null");
    }

    @Test
    void aBridgeIsNotNegative() {
        assertThatThrownBy(() -> Settings.DEFAULT.withBridge(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("durations: expected none below zero, got bridge PT-1S, clock jump PT8784H");
    }

    @Test
    void iterationsHaveAMinimum() {
        assertThatThrownBy(() -> Settings.DEFAULT.withKeyIterations(999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key iterations: expected >= 1000, got 999");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | keys: expected 1 to 100, got 0",
                "101 | 1 | keys: expected 1 to 100, got 101",
                "1 | 0 | threshold: expected 1 to 1, got 0",
                "2 | 3 | threshold: expected 1 to 2, got 3",
            })
    void aThresholdCanBeMet(int count, int threshold, String message) {
        assertThatThrownBy(() -> KeyRequest.of(count, threshold))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void everyTopLevelRoleHasKeys() {
        assertThatThrownBy(() -> new InitOptions(Settings.DEFAULT, Map.of(RoleType.ROOT, KeyRequest.ONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keys: expected those of [ROOT, TARGETS, SNAPSHOT, TIMESTAMP], got [ROOT]");
    }
}

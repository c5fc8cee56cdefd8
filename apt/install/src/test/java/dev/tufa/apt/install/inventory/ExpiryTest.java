package dev.tufa.apt.install.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("something that ends")
class ExpiryTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    @ParameterizedTest
    @CsvSource({"PT-1S, true", "PT0S, true", "P29D, true", "P30D, true", "P30DT1S, false"})
    void isToldWithinATime(Duration left, boolean soon) {
        assertThat(Expiry.of("key", NOW.plus(left)).isSoon(NOW, MONTH)).isEqualTo(soon);
    }

    @ParameterizedTest
    @CsvSource({
        "P8D, P2D, true",
        "P8D, P2DT1S, false",
        "P8D, PT-1S, true",
        "P400D, P30D, true",
        "P400D, P30DT1S, false",
    })
    void isToldInTheLastQuarterOfItsLifeIfItIsSignedAnewAllTheTime(Duration life, Duration left, boolean soon) {
        Instant end = NOW.plus(left);
        assertThat(Expiry.of("Release file", end.minus(life), end).isSoon(NOW, MONTH))
                .isEqualTo(soon);
    }
}

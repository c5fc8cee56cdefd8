package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The number of hash bins")
class BinSizingTest {
    @ParameterizedTest
    @CsvSource({
        "1, 10, 0",
        "444, 10, 0",
        "445, 10, 7",
        "1000, 1, 6",
        "1000, 10, 8",
        "165000, 30, 13",
        "1000000, 10, 13",
        "6000000, 30, 15",
        "18000000, 5, 15",
        "18000000, 50, 16",
        "1000000000000, 1, 16"
    })
    void dependsOnTargetsAndOnHowManyOfThemAnUpdateTouches(long targets, int touched, int bits) {
        assertThat(new BinSizing(targets, touched).bitLength()).isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(longs = {445, 1000, 12_345, 100_000, 1_000_000, 18_000_000})
    void costsAClientLessThanTwiceAsManyAndThanHalfAsMany(long targets) {
        BinSizing sizing = new BinSizing(targets, BinSizing.DEFAULT_TOUCHED);
        int bits = sizing.bitLength();
        assertThat(sizing.cost(bits)).isLessThan(sizing.cost(bits - 1));
        if (bits < 16) {
            assertThat(sizing.cost(bits)).isLessThanOrEqualTo(sizing.cost(bits + 1));
        }
        assertThat(sizing.cost(bits)).isLessThan(sizing.cost(0));
    }

    @Test
    void isSaidWithItsFormula() {
        assertThat(new BinSizing(1_000_000, 10).describe())
                .isEqualTo("cost(B) = s*B + min(k, B)*(t*N/B + o), N = 1000000 targets, k = 10, s = 32, t = 225,"
                        + " o = 600 bytes: 8192 bins, 542804 bytes for each update");
        assertThat(new BinSizing(100, 10).describe()).endsWith("bytes: no bins, all in one file of 22500 bytes");
    }

    @Test
    void isNotForNothing() {
        assertThatThrownBy(() -> new BinSizing(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("targets: expected 1 to 1000000000000, got 0");
        assertThatThrownBy(() -> new BinSizing(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("touched targets: expected >= 1, got 0");
    }
}

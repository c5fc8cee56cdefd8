package dev.tufa.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("the floor that root keeps")
class FloorRuleTest {
    private static final Floor KEPT = floor("5 20 10 a");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "5 20 10 a, ''",
        "5 21 11 a, ''",
        "6 20 10 a, ''",
        "4 20 10 a, 'root.json: version (floor of this system): expected >= 5, got 4'",
        "5 19 10 a, 'timestamp.json: version (floor of this system): expected >= 20, got 19'",
        "5 20 9 a, 'snapshot.json: version (floor of this system): expected >= 10, got 9'",
        // §5.3.11: other keys, and a newer root that says so
        "6 1 1 b, ''",
        "5 19 10 b, 'timestamp.json: version (floor of this system): expected >= 20, got 19'",
        "4 99 99 b, 'root.json: version (floor of this system): expected >= 5, got 4'",
        "6 19 10 a, 'timestamp.json: version (floor of this system): expected >= 20, got 19'",
    })
    void refusesWhatIsBelow(String offered, String refusal) {
        if (refusal.isEmpty()) {
            assertThatCode(() -> FloorRule.require(KEPT, floor(offered))).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> FloorRule.require(KEPT, floor(offered))).hasMessage(refusal);
        }
    }

    @ParameterizedTest(name = "{0} makes {1}")
    @CsvSource({
        "5 20 10 a, 5 20 10 a",
        "5 21 11 a, 5 21 11 a",
        "5 21 9 a, 5 21 10 a",
        "5 19 11 a, 5 20 11 a",
        "6 19 9 a, 6 20 10 a",
        // other keys begin anew, if a newer root says so
        "6 1 1 b, 6 1 1 b",
        "5 99 99 b, 5 20 10 a",
        // what keys of the past have signed says nothing
        "4 99 99 b, 5 20 10 a",
        "4 99 99 a, 5 20 10 a",
    })
    void rises(String verified, String floor) {
        assertThat(FloorRule.raised(Optional.of(KEPT), floor(verified))).isEqualTo(floor(floor));
    }

    @Test
    void isWhatTheFirstUpdateBrought() {
        assertThat(FloorRule.raised(Optional.empty(), KEPT)).isEqualTo(KEPT);
    }

    @Test
    void isReadAsItIsWritten() throws IOException {
        Floor floor = new Floor(1, 999_999_999_999_999_999L, 3, "0f".repeat(32));
        assertThat(floor.line()).isEqualTo("1 999999999999999999 3 " + "0f".repeat(32));
        assertThat(Floor.parse(floor.line())).isEqualTo(floor);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "1 2 3",
        "1 2 3 zz",
        "0 2 3 HEX",
        "01 2 3 HEX",
        "-1 2 3 HEX",
        "1 2 3 HEX 4",
        "1 2 1000000000000000000 HEX",
        "1  2 3 HEX",
    })
    void thatIsNoneIsRefused(String text) {
        String line = text.replace("HEX", "0f".repeat(32));
        assertThatThrownBy(() -> Floor.parse(line))
                .isInstanceOf(IOException.class)
                .hasMessage("floor: expected three versions and a SHA-256, got \"%s\"".formatted(line));
    }

    private static Floor floor(String text) {
        String[] words = text.split(" ", -1);
        return new Floor(
                Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), words[3].repeat(64));
    }
}

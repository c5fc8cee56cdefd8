package dev.tufa.apt.archive.deb;

import static dev.tufa.apt.archive.deb.DebBytes.aControlTar;
import static dev.tufa.apt.archive.deb.DebBytes.aDeb;
import static dev.tufa.apt.archive.deb.DebBytes.withControlTar;
import static dev.tufa.apt.archive.deb.DebBytes.withDataTar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb.DebReader.Listing;
import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("a .deb file that nobody should publish")
class HostileDebTest {
    private static final DebLimits LIMITS = new DebLimits(
            1 << 20, 6, 1 << 14, 4, 1 << 14, 5, 200, 600, 1 << 20, 2000, new Deb822Limits(1000, 2000, 20));

    private static DebFile read(byte[] deb) throws Exception {
        return new DebReader(Set.of(DigestAlgorithm.SHA256), Listing.PATHS, LIMITS)
                .read("x.deb", new ByteArrayInputStream(deb));
    }

    static Arguments row(DebRefusal refusal, byte[] deb, String message) {
        return Arguments.of(refusal, message, deb);
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                        ArAttacks.rows(),
                        CompressionAttacks.rows(),
                        TarAttacks.rows(),
                        PathAttacks.rows(),
                        ControlAttacks.rows())
                .flatMap(rows -> rows);
    }

    /** Word for word, but for messages that a library ends. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("attacks")
    void isRefused(DebRefusal refusal, String message, byte[] deb) {
        assertThatThrownBy(() -> read(deb))
                .isInstanceOfSatisfying(
                        DebException.class, e -> assertThat(e.refusal()).isEqualTo(refusal))
                .satisfies(e -> {
                    if (message.endsWith(" ")) {
                        assertThat(e).hasMessageStartingWith("x.deb: " + message);
                    } else {
                        assertThat(e).hasMessage("x.deb: " + message);
                    }
                });
    }

    @Test
    void isRefusedForNothingElse() throws Exception {
        assertThat(read(aDeb().build()).paths().orElseThrow()).hasSize(3);
        assertThat(read(withControlTar(aControlTar())).controlMembers()).hasSize(2);
        assertThat(read(withDataTar(new TarBytes().build())).paths()).contains(List.of());
    }

    @Test
    void isRefusedForEveryReason() {
        Set<DebRefusal> refusals = EnumSet.noneOf(DebRefusal.class);
        attacks().forEach(row -> refusals.add((DebRefusal) row.get()[0]));
        assertThat(refusals).containsExactlyInAnyOrder(DebRefusal.values());
    }
}

package dev.tufa.apt.publish.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.Filter;
import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.host.HostMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a stanza that no system can come to")
class ShadowsTest {
    private static AptStanza stanza(String architectures, String distributions, String codenames) {
        return new AptStanza(
                filter(architectures),
                filter(distributions),
                filter(codenames),
                Filter.ANY,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static Filter filter(String values) {
        return new Filter(Stream.of(values.split(" ", -1))
                .filter(value -> !value.isEmpty())
                .toList());
    }

    private static List<Integer> overLast(AptStanza... stanzas) {
        return Shadows.over(List.of(stanzas), stanzas.length);
    }

    @Test
    void comesAfterOneThatIsForAtLeastTheSame() {
        assertThat(overLast(stanza("", "", ""), stanza("amd64", "Debian", "bookworm")))
                .containsExactly(1);
        assertThat(overLast(stanza("amd64 arm64", "debian", ""), stanza("amd64", "Debian", "bookworm")))
                .containsExactly(1);
        assertThat(overLast(stanza("amd64", "Debian", "bookworm"), stanza("", "", "")))
                .isEmpty();
        assertThat(overLast(stanza("amd64", "", ""), stanza("amd64 arm64", "", "")))
                .isEmpty();
        assertThat(overLast(stanza("", "", ""))).isEmpty();
    }

    @Test
    void comesAfterSeveralThatTogetherAreForTheSame() {
        assertThat(overLast(
                        stanza("amd64", "", "bookworm"),
                        stanza("i386", "", ""),
                        stanza("amd64", "", "trixie"),
                        stanza("amd64", "", "bookworm trixie")))
                .containsExactly(1, 3);
    }

    @Test
    void isFoundForVeryManyValuesWhereOneStanzaIsEnough() {
        String many =
                String.join(" ", IntStream.range(0, 200).mapToObj(i -> "v" + i).toList());

        assertThat(overLast(stanza(many, many, ""), stanza(many, many, many))).containsExactly(1);
        assertThat(overLast(stanza("v1", many, ""), stanza(many, many, many))).isEmpty();
    }

    @Test
    void isNeverTheOneForASystem() {
        Random random = new Random(3);
        int shadowed = 0;
        for (int i = 0; i < 5000; i++) {
            List<AptStanza> stanzas = new ArrayList<>();
            for (int s = 0; s < 2 + random.nextInt(4); s++) {
                stanzas.add(stanza(
                        some(random, "amd64", "i386"), some(random, "Debian", "ubuntu"), some(random, "a", "b", "c")));
            }
            boolean[] found = new boolean[stanzas.size()];
            for (String architecture : List.of("amd64", "i386", "arm64")) {
                for (String id : List.of("debian", "Ubuntu", "Other")) {
                    for (String codename : List.of("a", "b", "c", "d")) {
                        HostFacts host = new HostFacts(
                                architecture,
                                List.of(),
                                new Distribution(id, Optional.of(codename), List.of()),
                                Optional.empty());
                        HostMatch.find(stanzas, host).ifPresent(match -> found[match.number() - 1] = true);
                    }
                }
            }
            for (int number = 1; number <= stanzas.size(); number++) {
                boolean isShadowed = !Shadows.over(stanzas, number).isEmpty();
                assertThat(isShadowed).isEqualTo(!found[number - 1]);
                shadowed += isShadowed ? 1 : 0;
            }
        }
        assertThat(shadowed).isGreaterThan(100);
    }

    private static String some(Random random, String... of) {
        return String.join(
                " ", Stream.of(of).filter(value -> random.nextBoolean()).toList());
    }
}

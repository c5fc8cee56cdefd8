package dev.tufa.apt.install.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the stanza for a system (apt-file 6)")
class HostMatchTest {
    private static final Distribution BOOKWORM = new Distribution("Debian", Optional.of("bookworm"), List.of("12"));
    private static final Distribution SID = new Distribution("Debian", Optional.of("forky"), List.of());
    private static final Distribution MINT = new Distribution("Linuxmint", Optional.of("virginia"), List.of("21.3"));
    private static final Distribution JAMMY = new Distribution("Ubuntu", Optional.of("jammy"), List.of());

    private static HostFacts host(Distribution distribution) {
        return new HostFacts("amd64", List.of("i386"), distribution, Optional.empty());
    }

    private static AptStanza stanza(
            List<String> architectures, List<String> ids, List<String> codenames, List<String> releases) {
        return new AptStanza(
                new Filter(architectures),
                new Filter(ids),
                new Filter(codenames),
                new Filter(releases),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static boolean matches(AptStanza stanza, HostFacts host) {
        return HostMatch.find(List.of(stanza), host).isPresent();
    }

    @Test
    void needsEveryFilterToPass() {
        assertThat(matches(stanza(List.of(), List.of(), List.of(), List.of()), host(BOOKWORM)))
                .isTrue();
        assertThat(matches(
                        stanza(List.of("arm64", "amd64"), List.of("Debian"), List.of("bookworm"), List.of("12")),
                        host(BOOKWORM)))
                .isTrue();
        assertThat(matches(
                        stanza(List.of("arm64"), List.of("Debian"), List.of("bookworm"), List.of("12")),
                        host(BOOKWORM)))
                .isFalse();
        assertThat(matches(
                        stanza(List.of("amd64"), List.of("Ubuntu"), List.of("bookworm"), List.of("12")),
                        host(BOOKWORM)))
                .isFalse();
        assertThat(matches(
                        stanza(List.of("amd64"), List.of("Debian"), List.of("trixie"), List.of("12")), host(BOOKWORM)))
                .isFalse();
        assertThat(matches(
                        stanza(List.of("amd64"), List.of("Debian"), List.of("bookworm"), List.of("12.5")),
                        host(BOOKWORM)))
                .isFalse();
    }

    @Test
    void takesNoticeOfCaseExceptInDistributorIds() {
        assertThat(matches(stanza(List.of(), List.of("dEBIAN"), List.of(), List.of()), host(BOOKWORM)))
                .isTrue();
        assertThat(matches(stanza(List.of(), List.of(), List.of("Bookworm"), List.of()), host(BOOKWORM)))
                .isFalse();
        assertThat(matches(stanza(List.of("AMD64"), List.of(), List.of(), List.of()), host(BOOKWORM)))
                .isFalse();
    }

    @Test
    void takesAForeignArchitectureOnlyIfItIsNamed() {
        HostFacts alone = new HostFacts("amd64", List.of(), BOOKWORM, Optional.empty());

        assertThat(matches(stanza(List.of("i386"), List.of(), List.of(), List.of()), host(BOOKWORM)))
                .isTrue();
        assertThat(matches(stanza(List.of("i386"), List.of(), List.of(), List.of()), alone))
                .isFalse();
    }

    @Test
    void isNeverFoundByAPropertyThatTheSystemLacks() {
        assertThat(matches(stanza(List.of(), List.of("Debian"), List.of("forky"), List.of()), host(SID)))
                .isTrue();
        assertThat(matches(stanza(List.of(), List.of("Debian"), List.of(), List.of("14")), host(SID)))
                .isFalse();
    }

    @Test
    void isFoundByWhateverReleaseTheSystemSaysItIs() {
        HostFacts both = host(new Distribution("Debian", Optional.of("bookworm"), List.of("12.5", "12", "12.5")));

        assertThat(both.distribution()).hasToString("Debian 12.5 or 12 (bookworm)");
        for (String release : List.of("12", "12.5")) {
            assertThat(matches(stanza(List.of(), List.of(), List.of(), List.of(release)), both))
                    .isTrue();
        }
        assertThat(matches(stanza(List.of(), List.of(), List.of(), List.of("1", "12.", "12.50")), both))
                .isFalse();
    }

    @Test
    void isTheFirstOfSeveral() {
        List<AptStanza> stanzas = List.of(
                stanza(List.of(), List.of("Ubuntu"), List.of(), List.of()),
                stanza(List.of(), List.of("Debian"), List.of("bookworm"), List.of()),
                stanza(List.of(), List.of("Debian"), List.of(), List.of()));

        assertThat(HostMatch.find(stanzas, host(BOOKWORM)).orElseThrow().number())
                .isEqualTo(2);
        assertThat(HostMatch.find(stanzas, host(SID)).orElseThrow().number()).isEqualTo(3);
        assertThat(HostMatch.find(stanzas, host(MINT))).isEmpty();
    }

    @Test
    void isThatOfTheBaseOnlyWhereThereIsNoneForTheSystemItself() {
        HostFacts mint = new HostFacts("amd64", List.of(), MINT, Optional.of(JAMMY));
        AptStanza forMint = stanza(List.of(), List.of("Linuxmint"), List.of(), List.of());
        AptStanza forJammy = stanza(List.of(), List.of("Ubuntu"), List.of("jammy"), List.of());

        HostMatch base = HostMatch.find(List.of(forJammy), mint).orElseThrow();
        HostMatch own = HostMatch.find(List.of(forJammy, forMint), mint).orElseThrow();

        assertThat(base.by()).isEqualTo(HostMatch.By.BASE);
        assertThat(own.by()).isEqualTo(HostMatch.By.ITSELF);
        assertThat(own.number()).isEqualTo(2);
        assertThat(matches(stanza(List.of(), List.of("Ubuntu"), List.of(), List.of("22.04")), mint))
                .as("a base says no release")
                .isFalse();
    }

    @Test
    void isTheSameOneWhateverComesAfterIt() {
        Random random = new Random(11);
        for (int i = 0; i < 5000; i++) {
            List<AptStanza> stanzas = new ArrayList<>();
            for (int s = 0; s < 1 + random.nextInt(6); s++) {
                stanzas.add(stanza(
                        some(random, "amd64", "i386", "arm64"),
                        some(random, "Debian", "Ubuntu", "Linuxmint"),
                        some(random, "bookworm", "forky", "jammy", "virginia"),
                        some(random, "12", "21.3", "22.04")));
            }
            Distribution distribution = List.of(BOOKWORM, SID, MINT, JAMMY).get(random.nextInt(4));
            HostFacts host = host(distribution);
            Optional<HostMatch> match = HostMatch.find(stanzas, host);

            for (int s = 0; s < stanzas.size(); s++) {
                boolean matches = matches(stanzas.get(s), host);
                if (match.isEmpty() || s + 1 < match.get().number()) {
                    assertThat(matches).isFalse();
                } else if (s + 1 == match.get().number()) {
                    assertThat(matches).isTrue();
                }
            }
            match.ifPresent(found -> assertThat(HostMatch.find(stanzas.subList(0, found.number()), host))
                    .contains(found));
        }
    }

    private static List<String> some(Random random, String... of) {
        List<String> some = new ArrayList<>();
        for (String each : of) {
            if (random.nextInt(3) == 0) {
                some.add(each);
            }
        }
        return some;
    }
}

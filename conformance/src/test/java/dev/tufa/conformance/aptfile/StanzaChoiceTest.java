package dev.tufa.conformance.aptfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.host.HostMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and systems at random: which stanza is for a system is one thing alone, and nothing that says the same changes it. */
@DisplayName("the stanza of a file for a system")
class StanzaChoiceTest {
    private static final int FILES = 60;
    private static final int SYSTEMS = 40;

    private static final List<String> ARCHITECTURES = List.of("amd64", "arm64", "i386");
    private static final List<String> DISTRIBUTIONS = List.of("Debian", "debian", "Ubuntu", "Linuxmint");
    private static final List<String> CODENAMES = List.of("bookworm", "trixie", "noble", "virginia");
    private static final List<String> RELEASES = List.of("12", "12.5", "24.04", "21.3");
    private static final Map<String, List<String>> VALUES = new TreeMap<>(Map.of(
            "Architecture", ARCHITECTURES, "Distribution", DISTRIBUTIONS, "Codename", CODENAMES, "Release", RELEASES));

    private static final List<String> EXTENSIONS = List.of("X-Note: a\n", "X-Other:\n b\n c\n", "x-empty:\n");

    /** The filters of a stanza, each with its values; one that is not there is left out or is {@code any}. */
    private record Filters(Map<String, List<String>> values) {
        static Filters random(Random random) {
            Map<String, List<String>> values = new TreeMap<>();
            VALUES.forEach((name, all) -> {
                if (random.nextInt(3) == 0) {
                    values.put(name, some(random, all));
                }
            });
            return new Filters(values);
        }

        /** One of the many ways to write it. */
        String text(Random random, String first) {
            List<String> fields = new ArrayList<>(List.of(first, Sized.ARCHIVE, "Install: example\n"));
            VALUES.keySet().forEach(name -> {
                List<String> own = values.getOrDefault(name, List.of());
                if (!own.isEmpty()) {
                    fields.add(inAnyCase(random, name) + ":" + list(random, own) + "\n");
                } else if (random.nextBoolean()) {
                    fields.add(inAnyCase(random, name) + ": any\n");
                }
            });
            EXTENSIONS.stream().filter(extension -> random.nextBoolean()).forEach(fields::add);
            Collections.shuffle(fields, random);
            return String.join("", fields);
        }

        /** By chapter 6 of the specification, one condition after the other. */
        boolean passes(HostFacts host, Distribution distribution) {
            List<String> architectures = new ArrayList<>(host.foreignArchitectures());
            architectures.add(host.architecture());
            return passes("Architecture", architectures)
                    && passes("Distribution", List.of(distribution.id()))
                    && passes("Codename", distribution.codename().stream().toList())
                    && passes("Release", distribution.releases());
        }

        private boolean passes(String name, List<String> own) {
            List<String> expected = values.getOrDefault(name, List.of());
            return expected.isEmpty() || own.stream().anyMatch(each -> isOneOf(expected, each, name));
        }

        private static boolean isOneOf(List<String> expected, String own, String name) {
            return expected.stream()
                    .anyMatch(value -> name.equals("Distribution") ? value.equalsIgnoreCase(own) : value.equals(own));
        }
    }

    private static <T> List<T> some(Random random, List<T> all) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 1 + random.nextInt(all.size() - 1));
    }

    private static String inAnyCase(Random random, String name) {
        return switch (random.nextInt(3)) {
            case 0 -> name.toLowerCase(Locale.ROOT);
            case 1 -> name.toUpperCase(Locale.ROOT);
            default -> name;
        };
    }

    /** Values in any order, some of them twice, with what may part them. */
    private static String list(Random random, List<String> values) {
        List<String> all = new ArrayList<>(values);
        all.addAll(some(random, List.of(values.get(0), values.get(values.size() - 1))));
        Collections.shuffle(all, random);
        return all.stream()
                .map(value -> List.of(" ", ", ", ",", "\n ", "\t", "\n\t,").get(random.nextInt(6)) + value)
                .collect(Collectors.joining());
    }

    private static HostFacts system(Random random) {
        Distribution own = distribution(random);
        Distribution base = distribution(random);
        List<String> foreign = random.nextBoolean() ? List.of() : some(random, ARCHITECTURES);
        return new HostFacts(
                ARCHITECTURES.get(random.nextInt(3)),
                foreign,
                own,
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new Distribution(base.id(), base.codename(), List.of())));
    }

    private static Distribution distribution(Random random) {
        List<String> releases = some(random, RELEASES);
        return new Distribution(
                some(random, DISTRIBUTIONS).get(0),
                random.nextInt(4) == 0
                        ? Optional.empty()
                        : Optional.of(some(random, CODENAMES).get(0)),
                random.nextInt(4) == 0 ? List.of() : releases.subList(0, Math.min(2, releases.size())));
    }

    private static VerifiedAptFile file(Random random, List<Filters> stanzas) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < stanzas.size(); i++) {
            String format = i == 0 || random.nextBoolean() ? "Format: 1\n" : "";
            text.append(stanzas.get(i).text(random, format)).append("\n".repeat(1 + random.nextInt(2)));
        }
        return VerifiedAptFile.read(
                MadeAptFile.anAptFile().text(text.toString()).build(), CorpusCase.JUDGED);
    }

    private static Optional<String> found(VerifiedAptFile file, HostFacts host) {
        return HostMatch.find(file.stanzas(), host).map(match -> match.number() + " by " + match.by());
    }

    private static Optional<String> expected(List<Filters> stanzas, HostFacts host) {
        return number(stanzas, host, host.distribution())
                .map(number -> number + " by ITSELF")
                .or(() ->
                        host.base().flatMap(base -> number(stanzas, host, base)).map(number -> number + " by BASE"));
    }

    private static Optional<Integer> number(List<Filters> stanzas, HostFacts host, Distribution distribution) {
        for (int i = 0; i < stanzas.size(); i++) {
            if (stanzas.get(i).passes(host, distribution)) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheSameHoweverOftenAndInWhateverWordsItIsAsked(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < FILES; i++) {
            List<Filters> stanzas = new ArrayList<>();
            for (int s = 1 + random.nextInt(5); s > 0; s--) {
                stanzas.add(Filters.random(random));
            }
            VerifiedAptFile file = file(random, stanzas);
            VerifiedAptFile inOtherWords = file(random, stanzas);
            List<Filters> more = new ArrayList<>(stanzas);
            more.add(Filters.random(random));
            VerifiedAptFile withOneMore = file(random, more);
            for (int h = 0; h < SYSTEMS; h++) {
                HostFacts host = system(random);
                Optional<String> found = found(file, host);

                assertThat(found).isEqualTo(expected(stanzas, host));
                assertThat(found(file, host)).isEqualTo(found);
                assertThat(found(inOtherWords, host)).isEqualTo(found);
                assertThat(found(file, reordered(random, host))).isEqualTo(found);
                if (found.filter(one -> one.endsWith("ITSELF")).isPresent()) {
                    assertThat(found(withOneMore, host)).isEqualTo(found);
                }
                outcomes.merge(found.map(one -> one.substring(2)).orElse("none"), 1, Integer::sum);
            }
        }
        assertThat(outcomes)
                .containsOnlyKeys("by ITSELF", "by BASE", "none")
                .allSatisfy((outcome, count) -> assertThat(count).as(outcome).isGreaterThan(20));
    }

    /** The same system, that says of itself what it is in another order. */
    private static HostFacts reordered(Random random, HostFacts host) {
        List<String> foreign = new ArrayList<>(host.foreignArchitectures());
        Collections.shuffle(foreign, random);
        List<String> releases = new ArrayList<>(host.distribution().releases());
        Collections.shuffle(releases, random);
        return new HostFacts(
                host.architecture(),
                foreign,
                new Distribution(
                        host.distribution().id().toUpperCase(Locale.ROOT),
                        host.distribution().codename(),
                        releases),
                host.base());
    }
}

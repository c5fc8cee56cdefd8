package dev.tufa.apt.archive.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Release")
class ReleaseFileTest {
    private static final Instant DATE = Instant.parse("2026-02-07T08:09:10.999Z");
    private static final String HEAD = "Date: Sat, 07 Feb 2026 08:09:10 UTC\n";
    private static final ListedFile PACKAGES = Samples.file("main/binary-amd64/Packages", "abc", Set.of());

    private static ReleaseFile read(String text) throws IOException {
        return ReleaseFile.read("Release", text.getBytes(UTF_8));
    }

    @Test
    void isWrittenInTheOrderOfDebians() {
        ReleaseFile release = ReleaseFile.of(DATE)
                .signedBy(List.of("0123456789abcdef0123456789ABCDEF01234567", "0".repeat(40) + "!"))
                .description("All of Acme")
                .components(List.of("main", "contrib"))
                .architectures(List.of("all", "amd64"))
                .acquireByHash()
                .upgrades(Upgrades.OF_INSTALLED)
                .validUntil(DATE.plusSeconds(86_400))
                .changelogs("https://example.org/@CHANGEPATH@_changelog")
                .codename("rocket")
                .version("1.2")
                .suite("stable")
                .label("Acme tools")
                .origin("Acme")
                .field(Field.of("Release-Notes", "https://example.org/notes"))
                .files(List.of(
                        Samples.file("main/binary-amd64/Packages.gz", "x", Set.of(DigestAlgorithm.MD5)), PACKAGES))
                .build();

        assertThat(release).hasToString("""
                Origin: Acme
                Label: Acme tools
                Suite: stable
                Version: 1.2
                Codename: rocket
                Changelogs: https://example.org/@CHANGEPATH@_changelog
                Date: Sat, 07 Feb 2026 08:09:10 UTC
                Valid-Until: Sun, 08 Feb 2026 08:09:10 UTC
                NotAutomatic: yes
                ButAutomaticUpgrades: yes
                Acquire-By-Hash: yes
                No-Support-for-Architecture-all: Packages
                Architectures: all amd64
                Components: main contrib
                Description: All of Acme
                Signed-By: 0123456789abcdef0123456789ABCDEF01234567,0000000000000000000000000000000000000000!
                Release-Notes: https://example.org/notes
                MD5Sum:
                 9dd4e461268c8034f5c8564e155c67a6                1 main/binary-amd64/Packages.gz
                SHA256:
                 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad                3 main/binary-amd64/Packages
                 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881                1 main/binary-amd64/Packages.gz
                """);
        assertThat(release.bytes()).isEqualTo(release.toString().getBytes(UTF_8));
    }

    @Test
    void saysWhatWasSaid() throws Exception {
        ReleaseFile release = read("""
                Origin: Acme
                Label: Äcme
                Suite: stable
                Version: 1.2
                Codename: rocket
                Changelogs: no
                Date: Sat, 07 Feb 2026 08:09:10 UTC
                Valid-Until: Sun, 08 Feb 2026 08:09:10 UTC
                NotAutomatic: yes
                ButAutomaticUpgrades: no
                Acquire-By-Hash: no
                Architectures: all
                  amd64
                Components: main updates/main
                Description: All
                 of Acme
                Signed-By: 0000000000000000000000000000000000000000,
                 0000000000000000000000000000000000000001 0000000000000000000000000000000000000002!
                Snapshots: https://snapshot.example.org/
                """);

        assertThat(release.origin()).contains("Acme");
        assertThat(release.label()).contains("Äcme");
        assertThat(release.suite()).contains("stable");
        assertThat(release.version()).contains("1.2");
        assertThat(release.codename()).contains("rocket");
        assertThat(release.changelogs()).contains("no");
        assertThat(release.date()).isEqualTo("2026-02-07T08:09:10Z");
        assertThat(release.validUntil()).contains(Instant.parse("2026-02-08T08:09:10Z"));
        assertThat(release.upgrades()).isEqualTo(Upgrades.ON_REQUEST);
        assertThat(release.acquireByHash()).isFalse();
        assertThat(release.architectures()).containsExactly("all", "amd64");
        assertThat(release.architectureAll()).isEqualTo(ArchitectureAll.IN_THEIR_OWN);
        assertThat(release.components()).containsExactly("main", "updates/main");
        assertThat(release.description()).contains("All\nof Acme");
        assertThat(release.signedBy()).containsExactly("0".repeat(40), "0".repeat(39) + "1", "0".repeat(39) + "2!");
        assertThat(release.find("snapshots").map(Field::value)).contains("https://snapshot.example.org/");
        assertThat(release.files()).isEmpty();
    }

    @Test
    void canSayAlmostNothing() throws Exception {
        ReleaseFile release = read(HEAD);

        assertThat(release).isEqualTo(ReleaseFile.of(DATE).build()).hasToString(HEAD);
        assertThat(release.origin()).isEmpty();
        assertThat(release.validUntil()).isEmpty();
        assertThat(release.upgrades()).isEqualTo(Upgrades.AUTOMATIC);
        assertThat(release.architectures()).isEmpty();
        assertThat(release.architectureAll()).isEqualTo(ArchitectureAll.IN_EVERY_INDEX);
        assertThat(release.signedBy()).isEmpty();
    }

    @Test
    void isTheSameInWhateverOrderItIsPutTogetherAndReadsBackAsItWas() throws Exception {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<ListedFile> files = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                files.add(Samples.file(
                        Samples.name(random) + "/" + i, Samples.name(random), Samples.someAlgorithms(random)));
            }
            long seconds = Math.floorMod(random.nextLong(), 200_000_000_000L);
            ReleaseFile release =
                    some(Instant.ofEpochSecond(seconds), files, random).build();
            Collections.shuffle(files, random);

            assertThat(read(release.toString())).isEqualTo(release).hasToString(release.toString());
            assertThat(read(release.toString()).date()).isEqualTo(Instant.ofEpochSecond(seconds));
            assertThat(ReleaseFile.of(release.date()).files(files).build().files())
                    .isEqualTo(release.files());
        }
    }

    private static ReleaseBuilder some(Instant date, List<ListedFile> files, Random random) {
        ReleaseBuilder release = ReleaseFile.of(date).files(files);
        if (random.nextBoolean()) {
            release.origin("Ö" + Samples.name(random)).validUntil(date.plusSeconds(1 + random.nextInt(1 << 30)));
        }
        if (random.nextBoolean()) {
            release.architectures(List.of("all", "amd64", "i386")).components(List.of("main"));
        }
        if (random.nextBoolean()) {
            release.suite(Samples.name(random)).acquireByHash().field(Field.of("X-Own", Samples.name(random)));
        }
        return release.upgrades(List.of(Upgrades.values()).get(random.nextInt(3)))
                .architectureAll(List.of(ArchitectureAll.values()).get(random.nextInt(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "AUTOMATIC, all, IN_EVERY_INDEX, IN_EVERY_INDEX",
        "OF_INSTALLED, all, IN_THEIR_OWN, IN_THEIR_OWN",
        "ON_REQUEST, amd64, IN_THEIR_OWN, IN_EVERY_INDEX"
    })
    void saysWhatItsChoicesMean(Upgrades upgrades, String architecture, ArchitectureAll asked, ArchitectureAll is) {
        ReleaseFile release = ReleaseFile.of(DATE)
                .upgrades(Upgrades.ON_REQUEST)
                .upgrades(upgrades)
                .architectures(List.of(architecture))
                .architectureAll(asked)
                .build();

        assertThat(release.upgrades()).isEqualTo(upgrades);
        assertThat(release.architectureAll()).isEqualTo(is);
        assertThat(release.find("No-Support-for-Architecture-all").isPresent())
                .isEqualTo(architecture.equals("all") && asked == ArchitectureAll.IN_EVERY_INDEX);
    }

    @Test
    void hasASmallOneBesideEveryIndex() {
        ReleaseFile release = ReleaseFile.of(DATE)
                .origin("Acme")
                .label("Tools")
                .suite("stable")
                .version("1")
                .upgrades(Upgrades.ON_REQUEST)
                .acquireByHash()
                .architectures(List.of("amd64"))
                .components(List.of("main"))
                .build();

        assertThat(release.beside("main", "amd64")).hasToString("""
                Archive: stable
                Origin: Acme
                Label: Tools
                Version: 1
                NotAutomatic: yes
                Acquire-By-Hash: yes
                Component: main
                Architecture: amd64
                """);
        assertThat(release.beside("main", "source").value("Architecture")).contains("source");
        assertThatThrownBy(() -> release.beside("main", "i386"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected source or an architecture of [amd64], got i386");
        assertThatThrownBy(() -> release.beside("contrib", "amd64"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a component of [main], got contrib");
    }

    @Nested
    class Dates {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                Sat, 14 Jun 2025 09:05:00 UTC  | 2025-06-14T09:05:00Z
                Sat, 14 Jun 2025 09:05:00 GMT  | 2025-06-14T09:05:00Z
                Sat, 14 Jun 2025 09:05:00 Z    | 2025-06-14T09:05:00Z
                Sat, 14 Jun 2025 09:05:00 +0000 | 2025-06-14T09:05:00Z
                Sun, 1 Jun 2025 9:05:00 -0000  | 2025-06-01T09:05:00Z
                Sun,  1 Jun 2025  9:05:00 UTC  | 2025-06-01T09:05:00Z
                Mon, 14 Jun 2025 09:05:00 UTC  | 2025-06-14T09:05:00Z
                Thu, 01 Jan 1970 00:00:00 UTC  | 1970-01-01T00:00:00Z
                Thu, 29 Feb 2024 23:59:59 UTC  | 2024-02-29T23:59:59Z
                """)
        void areRead(String text, Instant date) throws Exception {
            assertThat(read("Date: " + text + "\n").date()).isEqualTo(date);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "2025-06-14T09:05:00Z",
                    "Sat, 14 Jun 2025 09:05:00",
                    "Sat, 14 Jun 2025 09:05 UTC",
                    "Sat, 14 Jun 25 09:05:00 UTC",
                    "Sat, 14 Jun 2025 09:05:00 CEST",
                    "Sat, 14 Jun 2025 09:05:00 +0200",
                    "Sa, 14 Jun 2025 09:05:00 UTC",
                    "Sat 14 Jun 2025 09:05:00 UTC",
                    "Sat, 14 jun 2025 09:05:00 UTC",
                    "Sat, 31 Jun 2025 09:05:00 UTC",
                    "Sat, 29 Feb 2025 09:05:00 UTC",
                    "Sat, 00 Jun 2025 09:05:00 UTC",
                    "Sat, 14 Jun 2025 24:05:00 UTC",
                    "Sat, 14 Jun 2025 09:60:00 UTC",
                    "Sat, ١٤ Jun 2025 09:05:00 UTC"
                })
        void areRefused(String text) {
            assertThatThrownBy(() -> read("Date: " + text + "\n"))
                    .isInstanceOf(IndexException.class)
                    .hasMessage(
                            "Release: Date: expected a date such as \"Sat, 14 Jun 2025 09:05:00 UTC\", got \"%s\"",
                            text);
        }

        @Test
        void areSecondsOfFourDigitYears() {
            assertThat(ReleaseFile.of(Instant.parse("9999-12-31T23:59:59.9Z")).build())
                    .hasToString("Date: Fri, 31 Dec 9999 23:59:59 UTC\n");
            for (String time : List.of("+10000-01-01T00:00:00Z", "1969-12-31T23:59:59Z")) {
                assertThatThrownBy(() -> ReleaseFile.of(Instant.parse(time)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("expected a time from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59Z, got %s", time);
            }
        }

        @Test
        void endAfterTheyBegin() {
            assertThat(ReleaseFile.of(DATE)
                            .validUntil(DATE.plusSeconds(1))
                            .build()
                            .validUntil())
                    .contains(Instant.parse("2026-02-07T08:09:11Z"));
            assertThatThrownBy(() -> ReleaseFile.of(DATE).validUntil(DATE).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Valid-Until: expected a time after 2026-02-07T08:09:10Z, got 2026-02-07T08:09:10Z");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Origin: a                        | expected a field Date, got none
            Date: $date;Valid-Until: Sat, 07 Feb 2026 08:09:09 UTC | Valid-Until: expected a time after 2026-02-07T08:09:10Z, got 2026-02-07T08:09:09Z
            Date: $date;Origin: a; b         | Origin: expected a line, got "a\\nb"
            Date: $date;Suite:               | Suite: expected a line, got ""
            Date: $date;NotAutomatic: true   | NotAutomatic: expected yes or no, got "true"
            Date: $date;Acquire-By-Hash: yesMD5Sum: | Acquire-By-Hash: expected yes or no, got "yesMD5Sum:"
            Date: $date;Architectures: AMD64 | Architectures: expected an architecture, got "AMD64"
            Date: $date;Architectures: a a   | Architectures: expected a once, got it twice
            Date: $date;Components: ../main  | Components: expected a component, got "../main"
            Date: $date;Components: /main    | Components: expected a component, got "/main"
            Date: $date;Signed-By:           | Signed-By: expected fingerprints, got "none"
            Date: $date;Signed-By: 1234      | Signed-By: expected fingerprints of 40 digits, got "1234"
            Date: $date;SHA256:; $64 1 ../a  | SHA256: expected a file inside of the archive, got "../a"
            Date: $date;SHA256:; $64 1 /a    | SHA256: expected a file inside of the archive, got "/a"
            Date: $date;SHA256:; $64 1 a/../../b | SHA256: expected a file inside of the archive, got "a/../../b"
            Date: $date;SHA256:; $64 1       | SHA256: expected a digest, a size and a name, got "$64 1"
            Date: $date;SHA256:; $64 1 a b   | SHA256: expected a digest, a size and a name, got "$64 1 a b"
            Date: $date;SHA256:; $64 -1 a    | SHA256: expected a size in bytes, got "-1"
            Date: $date;SHA256:; $32 1 a     | SHA256: expected 64 hexadecimal digits, got "$32"
            Date: $date;MD5Sum:; $32 1 a     | a: expected a SHA256 digest, got only [MD5]
            Date: $date;MD5Sum:; $32 1 a;SHA256:; $64 2 a | SHA256: a: expected 1 bytes as before, got 2
            Date: $date;SHA256:; $64 1 a; 1$63 1 a | SHA256: a: expected one digest, got two
            Date: $date;;Origin: a           | expected one stanza, got 2
            """)
    void isRefused(String text, String problem) {
        assertThatThrownBy(() -> read(filled(text) + "\n"))
                .isInstanceOf(IndexException.class)
                .hasMessage("Release: " + filled(problem).replace("\\n", "\n"));
    }

    private static String filled(String text) {
        return text.replace("$date", "Sat, 07 Feb 2026 08:09:10 UTC")
                .replace("$64", "0".repeat(64))
                .replace("$63", "0".repeat(63))
                .replace("$32", "0".repeat(32))
                .replace(";", "\n");
    }

    @Test
    void isRefusedIfItIsEmptyOrTooLong() {
        assertThatThrownBy(() -> read("")).hasMessage("Release: expected one stanza, got 0");
        assertThatThrownBy(() -> ReleaseFile.read("Release", new byte[10_000_001]))
                .hasMessage("Release: expected at most 10000000 bytes, got 10000001");
        StringBuilder many = new StringBuilder(HEAD + "SHA256:\n");
        for (int i = 0; i <= 100_000; i++) {
            many.append(' ').append("0".repeat(64)).append(" 1 ").append(i).append('\n');
        }
        assertThatThrownBy(() -> read(many.toString()))
                .hasMessage("Release: SHA256: expected at most 100000 files, got more");
    }

    @Test
    void canListAFileTwiceIfItSaysTheSame() throws Exception {
        String line = " " + "A".repeat(64) + "   7\tmain/x\n";

        assertThat(read(HEAD + "SHA256:\n" + line + line).files())
                .containsExactly(new ListedFile("main/x", 7, Digests.ofSha256("a".repeat(64))));
    }

    @Test
    void isNotBuiltIfItWouldBeRefused() {
        assertThatThrownBy(
                        () -> ReleaseFile.of(DATE).architectures(List.of("A B")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Architectures: expected an architecture, got \"A\"");
        assertThatThrownBy(() ->
                        ReleaseFile.of(DATE).files(List.of(PACKAGES, PACKAGES)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("files: expected each path once");
        for (String name : List.of("origin", "SHA256", "MD5Sum", "Date")) {
            assertThatThrownBy(() -> ReleaseFile.of(DATE).field(Field.of(name, "x")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("%s: expected a field that has no method of its own", name);
        }
    }
}

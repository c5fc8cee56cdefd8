package dev.tufa.apt.publish.conf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.index.Upgrades;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.apt.publish.conf.ArchiveConf.Check;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("archive.conf")
class ArchiveConfTextTest {
    private static final String FINGERPRINT = "0123456789ABCDEF0123456789ABCDEF01234567";

    private static final String SMALL = """
            Format: 1
            Origin: Acme
            Label: Acme packages
            Signed-With: file:archive.key
            URL: https://a.example

            Suite: stable
            Components: main
            Architectures: amd64
            """;

    private static ArchiveConf read(String text) throws IOException {
        return ArchiveConfText.read(text.getBytes(UTF_8));
    }

    private static String written(ArchiveConf conf) {
        return new String(ArchiveConfText.write(conf), UTF_8);
    }

    @Test
    void isReadWithWhatIsNotSaidAsItIsWithoutBeingSaid() throws Exception {
        ArchiveConf conf = read(SMALL);
        assertThat(conf)
                .isEqualTo(new ArchiveConf(
                        "Acme",
                        "Acme packages",
                        Optional.of(URI.create("https://a.example")),
                        List.of(new KeySource.SecretFile("archive.key")),
                        TufScope.NONE,
                        Set.of(DigestAlgorithm.SHA256),
                        Check.APT,
                        List.of(new SuiteConf(
                                "stable",
                                "stable",
                                Optional.empty(),
                                Optional.empty(),
                                List.of("main"),
                                List.of("amd64"),
                                false,
                                true,
                                Upgrades.AUTOMATIC,
                                Optional.empty(),
                                OptionalInt.empty()))));
    }

    @Test
    void isWrittenWithAllOfIt() throws Exception {
        String text = """
                Format: 1
                Origin: Acme
                Label: Acme packages
                URL: https://apt.acme.example/
                Signed-With:
                 file:archive.key
                 gpg:%s@/home/keys
                 gpg:%s
                 exec:/usr/bin/sign;certificate=acme.asc
                TUF-Scope: packages
                Digests: MD5Sum SHA256 SHA512
                Check: none

                Suite: stable
                Codename: rocket
                Version: 7.1
                Description: for everybody
                Components: main extra
                Architectures: all amd64
                Sources: yes
                Contents: no
                Upgrades: of-installed
                Valid-For: 14d
                Keep-Versions: 3

                Suite: testing
                Codename: testing
                Components: main
                Architectures: arm64
                Sources: no
                Contents: yes
                Upgrades: on-request
                Valid-For: 36h
                """.formatted(FINGERPRINT, FINGERPRINT);
        assertThat(written(read(text))).isEqualTo(text);
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            ArchiveConf conf = any(random);
            assertThat(read(written(conf))).isEqualTo(conf);
        }
    }

    private static ArchiveConf any(Random random) {
        List<SuiteConf> suites = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            suites.add(anySuite(random, "suite" + i));
        }
        List<KeySource> keys = new ArrayList<>(List.of(
                new KeySource.SecretFile("k" + word(random)),
                new KeySource.Gpg(Fingerprint.of(FINGERPRINT), maybe(random, "/home/" + word(random))),
                new KeySource.Program("/bin/" + word(random), word(random) + ".asc")));
        return new ArchiveConf(
                word(random) + "  " + word(random),
                word(random),
                maybe(random, URI.create("https://" + random.nextInt(100) + ".example/x")),
                keys.subList(0, 1 + random.nextInt(3)),
                any(random, TufScope.values()),
                Set.of(any(random, DigestAlgorithm.values())),
                any(random, Check.values()),
                suites);
    }

    private static SuiteConf anySuite(Random random, String name) {
        Duration span = Duration.ofHours(1 + random.nextInt(999_999));
        return new SuiteConf(
                name,
                "code" + random.nextInt(),
                maybe(random, word(random)),
                maybe(random, word(random) + " " + word(random)),
                List.of("main", "c" + random.nextInt(99)),
                List.of("all", "arch" + random.nextInt(99)),
                random.nextBoolean(),
                random.nextBoolean(),
                any(random, Upgrades.values()),
                maybe(random, random.nextBoolean() ? span : Duration.ofDays(1 + random.nextInt(41_000))),
                random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(999)) : OptionalInt.empty());
    }

    private static String word(Random random) {
        String letters = "abcXYZ019#:;,.@%-_~äß€";
        StringBuilder word = new StringBuilder("w");
        for (int i = 0; i < random.nextInt(12); i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Format: 1               | Format: 2                | archive.conf: Format: expected 1, got "2"
            Format: 1               | Origins: x               | archive.conf: field: expected one of [check, digests, format, label, origin, signed-with, tuf-scope, url], got "Origins"
            Signed-With: file:archive.key | Check: apt         | archive.conf: Signed-With: expected at least one key, got none
            file:archive.key        | file:                    | archive.conf: key: expected file:FILE, gpg:FINGERPRINT[@HOME] or exec:PROGRAM;certificate=FILE, got "file:"
            file:archive.key        | archive.key              | archive.conf: key: expected file:FILE, gpg:FINGERPRINT[@HOME] or exec:PROGRAM;certificate=FILE, got "archive.key"
            file:archive.key        | exec:sign                | archive.conf: key: expected file:FILE, gpg:FINGERPRINT[@HOME] or exec:PROGRAM;certificate=FILE, got "exec:sign"
            file:archive.key        | exec:sign;certificate=   | archive.conf: key: expected a name without blanks, got ""
            file:archive.key        | http:x                   | archive.conf: key: expected file:FILE, gpg:FINGERPRINT[@HOME] or exec:PROGRAM;certificate=FILE, got "http:x"
            URL: https://a.example  | TUF-Scope: all           | archive.conf: TUF-Scope: expected none or release or packages, got "all"
            URL: https://a.example  | Check: yes               | archive.conf: Check: expected apt or none, got "yes"
            URL: https://a.example  | Digests: SHA3            | archive.conf: Digests: expected MD5Sum, SHA1, SHA256 or SHA512, got "SHA3"
            URL: https://a.example  | URL: a b                 | archive.conf: URL: expected one, got "a b"
            URL: https://a.example  | URL: a.example           | archive.conf: URL: expected one that begins with https:// or http://, got "a.example"
            URL: https://a.example  | URL: file:///srv         | archive.conf: URL: expected one that begins with https:// or http://, got "file:///srv"
            Origin: Acme            | Check: apt               | archive.conf: expected a field Origin, got none
            Label: Acme packages    | Check: apt               | archive.conf: expected a field Label, got none
            Suite: stable           | Version: 1               | archive.conf: expected a field Suite, got none
            Suite: stable           | Suite: ../stable         | archive.conf: Suite: expected letters, digits and .+~_-, got "../stable"
            Suite: stable           | Suite: stable/updates    | archive.conf: Suite: expected letters, digits and .+~_-, got "stable/updates"
            Components: main        | Components: main main    | archive.conf: Components: expected different names, got [main, main]
            Components: main        | Components: non/free     | archive.conf: Components: expected letters, digits and .+~_-, got "non/free"
            Components: main        | Components: InRelease    | archive.conf: Components: expected a name that no file of a suite has, got "InRelease"
            Components: main        | Components: by-hash      | archive.conf: Components: expected a name that no file of a suite has, got "by-hash"
            Components: main        | Version: 1               | archive.conf: Components: expected different names, got []
            Architectures: amd64    | Architectures: all       | archive.conf: Architectures: expected different names such as amd64, got [all]
            Architectures: amd64    | Architectures: source a  | archive.conf: Architectures: expected different names such as amd64, got [source, a]
            Architectures: amd64    | Architectures: AMD64     | archive.conf: Architectures: expected different names such as amd64, got [AMD64]
            Architectures: amd64    | Version: 1               | archive.conf: Architectures: expected different names such as amd64, got []
            Codename: x             | Codename: a b            | archive.conf: Codename: expected letters, digits and .+~_-, got "a b"
            Codename: x             | Sources: maybe           | archive.conf: Sources: expected yes or no, got "maybe"
            Codename: x             | Contents: Yes            | archive.conf: Contents: expected yes or no, got "Yes"
            Codename: x             | Upgrades: never          | archive.conf: Upgrades: expected automatic or of-installed or on-request, got "never"
            Codename: x             | Valid-For: 0h            | archive.conf: Valid-For: expected whole hours, at least one and at most 999999, got PT0S
            Codename: x             | Valid-For: 999999d       | archive.conf: Valid-For: expected whole hours, at least one and at most 999999, got PT23999976H
            Codename: x             | Valid-For: 2w            | archive.conf: Valid-For: expected days or hours such as 14d or 36h, got "2w"
            Codename: x             | Keep-Versions: 0         | archive.conf: Keep-Versions: expected at least 1, got 0
            Codename: x             | Keep-Versions: -1        | archive.conf: Keep-Versions: expected a number, got "-1"
            Codename: x             | Keep-Versions: 9999999999 | archive.conf: Keep-Versions: expected a number, got "9999999999"
            Codename: x             | Signed-By: x             | archive.conf: field: expected one of [architectures, codename, components, contents, description, keep-versions, sources, suite, upgrades, valid-for, version], got "Signed-By"
            """)
    void isRefusedWithWhatWasExpected(String field, String other, String message) {
        String text = SMALL + "Codename: x\n";
        assertThat(text).contains(field);
        assertThatThrownBy(() -> read(text.replace(field, other)))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void isRefusedWithoutASuiteOrWithTwoOfOneName() {
        assertThatThrownBy(() -> read(SMALL.substring(0, SMALL.indexOf("\n\n") + 1)))
                .hasMessage("archive.conf: archive: expected at least one suite, got none");
        assertThatThrownBy(() -> read(SMALL + SMALL.substring(SMALL.indexOf("\n\n") + 1)))
                .hasMessage("archive.conf: suites: expected different names, got [stable, stable]");
        assertThatThrownBy(() -> read("")).hasMessage("archive.conf: expected a stanza for the archive, got none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "a\nb", "a\tb"})
    void cannotNameFilesWithBlanks(String file) {
        String message = "key: expected a name without blanks, got \"%s\"".formatted(file);
        assertThatThrownBy(() -> new KeySource.SecretFile(file)).hasMessage(message);
        assertThatThrownBy(() -> new KeySource.Gpg(Fingerprint.of(FINGERPRINT), Optional.of(file)))
                .hasMessage(message);
        assertThatThrownBy(() -> new KeySource.Program(file, "x")).hasMessage(message);
        assertThatThrownBy(() -> new KeySource.Program("x", file)).hasMessage(message);
    }

    @Test
    void cannotSayTimesThatAreNotWholeHours() {
        SuiteConf suite = SuiteConf.of("stable", List.of("amd64"));
        assertThatThrownBy(() -> new SuiteConf(
                        suite.name(),
                        suite.codename(),
                        suite.version(),
                        suite.description(),
                        suite.components(),
                        suite.architectures(),
                        suite.sources(),
                        suite.contents(),
                        suite.upgrades(),
                        Optional.of(Duration.ofMinutes(90)),
                        suite.keepVersions()))
                .hasMessage("Valid-For: expected whole hours, at least one and at most 999999, got PT1H30M");
    }
}

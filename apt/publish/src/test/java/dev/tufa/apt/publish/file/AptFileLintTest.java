package dev.tufa.apt.publish.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.file.LintRule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a .apt file that could be better")
class AptFileLintTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final SigningKey LASTING = key(Optional.empty());
    private static final String TUF = """
            TUF-Root-SHA256: %s
            TUF-Root-URL: https://apt.example.org/root.json
            """.formatted("0".repeat(64));

    private static SigningKey key(Optional<Duration> life) {
        return QuickKey.signing("Example", NOW, life);
    }

    /** A stanza with nothing to find, but for what is said of the systems and the archive. */
    private static String stanza(String systems, String archive) {
        return systems + "Archive: " + archive + " stable main\n" + TUF;
    }

    private static String stanza(String systems) {
        return stanza(systems, "https://apt.example.org/debian");
    }

    private static List<Finding> check(FormatVersion version, SigningKey key, String... stanzas) throws Exception {
        byte[] text = String.join("\n", stanzas).getBytes(UTF_8);
        List<Stanza> body = Deb822Reader.readAll("body", text, Deb822Reader.Comments.REFUSED, Deb822Limits.DEFAULT);
        return AptFileLint.check(VerifiedAptFile.read(AptFileMaker.make(body, version, key, NOW), NOW), NOW);
    }

    private static List<String> found(String... stanzas) throws Exception {
        return check(FormatVersion.ONE, LASTING, stanzas).stream()
                .map(Finding::toString)
                .toList();
    }

    @Test
    void isFoundToBeGoodIfItIs() throws Exception {
        assertThat(found(stanza("Distribution: Debian\nCodename: bookworm\nArchitecture: amd64\n")))
                .isEmpty();
    }

    @Nested
    @DisplayName("with a stanza that no system can come to")
    class Shadowed {
        @Test
        void isAnError() throws Exception {
            assertThat(found(
                            stanza("Distribution: Debian\n"),
                            stanza("Distribution: Debian\nCodename: bookworm\n"),
                            stanza("Distribution: Ubuntu\n")))
                    .containsExactly(
                            "error: stanza 2: every system that it is for finds stanza 1 first; put it before that, or take it out [shadowed]");
        }

        @Test
        void namesAllThatComeFirst() throws Exception {
            assertThat(found(
                            stanza("Codename: bookworm\n"),
                            stanza("Codename: trixie\n"),
                            stanza("Codename: trixie bookworm\n")))
                    .containsExactly(
                            "error: stanza 3: every system that it is for finds stanza 1 or 2 first; put it before that, or take it out [shadowed]");
        }

        @Test
        void isNoneIfTheNarrowerOneComesFirst() throws Exception {
            assertThat(found(stanza("Distribution: Debian\nCodename: bookworm\n"), stanza("Distribution: Debian\n")))
                    .isEmpty();
        }
    }

    @Nested
    @DisplayName("with a stanza for every system")
    class CatchAll {
        @ParameterizedTest
        @ValueSource(strings = {"", "Distribution: any\n", "Codename: any\nRelease: any\nArchitecture: any\n"})
        void isANoteWhereItIsTheLast(String systems) throws Exception {
            assertThat(found(stanza("Distribution: Debian\n"), stanza(systems)))
                    .containsExactly(
                            "note: stanza 2: it is for every system that no other is for; say for which distributions and releases the packages are made [for-all]");
        }

        @Test
        void isAWarningBeforeOthers() throws Exception {
            assertThat(found(stanza(""), stanza("Distribution: Debian\n")))
                    .containsExactly(
                            "warning: stanza 1: it is for every system; put it behind all others [catch-all]",
                            "error: stanza 2: every system that it is for finds stanza 1 first; put it before that, or take it out [shadowed]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Distribution: Debian\n", "Codename: a\n", "Release: 1\n", "Architecture: amd64\n"})
        void isNoneWithAnyFilter(String systems) throws Exception {
            assertThat(found(stanza(systems))).isEmpty();
        }

        @Test
        void leavesTheOnesAfterItToTheOtherRule() throws Exception {
            assertThat(check(FormatVersion.ONE, LASTING, stanza(""), stanza("")))
                    .extracting(Finding::rule)
                    .containsExactly(LintRule.CATCH_ALL, LintRule.SHADOWED);
        }
    }

    @Nested
    @DisplayName("with an architecture that dpkg does not know")
    class UnknownValue {
        @Test
        void isAWarningForEach() throws Exception {
            assertThat(found(stanza("Architecture: amd64 x86-64 aarch64\n")))
                    .containsExactly(
                            "warning: stanza 1: Architecture: dpkg knows no architecture x86-64 [unknown-value]",
                            "warning: stanza 1: Architecture: dpkg knows no architecture aarch64 [unknown-value]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"amd64", "arm64", "i386", "riscv64", "amd64v3"})
        void isNoneIfItDoes(String architecture) throws Exception {
            assertThat(found(stanza("Architecture: " + architecture + "\n"))).isEmpty();
        }
    }

    @Nested
    @DisplayName("with an archive that is not served by https")
    class NotHttps {
        @ParameterizedTest
        @ValueSource(strings = {"http://apt.example.org/debian", "tuf+http://apt.example.org/debian"})
        void isAWarning(String uri) throws Exception {
            assertThat(found(stanza("Distribution: Debian\n", uri)))
                    .containsExactly("warning: stanza 1: " + uri
                            + ": others on the way see what is fetched; serve it by https [not-https]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://apt.example.org/http", "tuf+https://http/debian"})
        void isNoneByHttps(String uri) throws Exception {
            assertThat(found(stanza("Distribution: Debian\n", uri))).isEmpty();
        }
    }

    @Nested
    @DisplayName("with a key that expires")
    class KeyEnds {
        private final String stanza = stanza("Distribution: Debian\n");

        @Test
        void isAWarningWithin90Days() throws Exception {
            SigningKey key = key(Optional.of(Duration.ofDays(90).minusSeconds(1)));

            assertThat(check(FormatVersion.ONE, key, stanza))
                    .hasToString(
                            "[warning: key " + key.fingerprint() + ": it expires at 2027-01-30T11:59:59Z [key-ends]]");
        }

        @Test
        void isANoteIn90Days() throws Exception {
            SigningKey key = key(Optional.of(Duration.ofDays(90)));

            assertThat(check(FormatVersion.ONE, key, stanza))
                    .hasToString("[note: key " + key.fingerprint()
                            + ": it expires at 2027-01-30T12:00:00Z [key-ends-later]]");
        }
    }

    @Nested
    @DisplayName("of version 0")
    class OldFormat {
        @Test
        void isANote() throws Exception {
            String stanza = stanza("Distribution: Debian\n").replace("TUF-", "X-TUF-");

            assertThat(check(FormatVersion.ZERO, LASTING, stanza))
                    .hasToString("[note: version 0 does not sign its version; make it with version 1 [old-format]]");
        }
    }

    @Nested
    @DisplayName("without TUF")
    class NoTuf {
        @Test
        void isANoteForEachStanza() throws Exception {
            String archive = "Archive: https://apt.example.org/debian stable main\n";

            assertThat(found(
                            "Distribution: Debian\n" + archive,
                            stanza("Distribution: Ubuntu\n"),
                            "Distribution: Linuxmint\n" + archive))
                    .containsExactly(
                            "note: stanza 1: whoever gets hold of the archive's key keeps it for ever; publish with TUF, and name its root here [no-tuf]",
                            "note: stanza 3: whoever gets hold of the archive's key keeps it for ever; publish with TUF, and name its root here [no-tuf]");
        }
    }

    @Test
    void isLookedAtAsAWholeBeforeItsStanzas() throws Exception {
        SigningKey key = key(Optional.of(Duration.ofDays(1)));
        String archive = "Archive: http://apt.example.org/debian stable main\n";

        assertThat(check(FormatVersion.ZERO, key, "Architecture: x\n" + archive, archive))
                .extracting(Finding::rule)
                .containsExactly(
                        LintRule.OLD_FORMAT,
                        LintRule.KEY_ENDS,
                        LintRule.UNKNOWN_VALUE,
                        LintRule.NOT_HTTPS,
                        LintRule.NO_TUF,
                        LintRule.FOR_ALL,
                        LintRule.NOT_HTTPS,
                        LintRule.NO_TUF);
    }

    /** Programs go by the ids, and by what makes a check fail. */
    @ParameterizedTest
    @CsvSource({
        "SHADOWED, shadowed, ERROR",
        "CATCH_ALL, catch-all, WARNING",
        "FOR_ALL, for-all, NOTE",
        "UNKNOWN_VALUE, unknown-value, WARNING",
        "NOT_HTTPS, not-https, WARNING",
        "KEY_ENDS, key-ends, WARNING",
        "KEY_ENDS_LATER, key-ends-later, NOTE",
        "OLD_FORMAT, old-format, NOTE",
        "NO_TUF, no-tuf, NOTE"
    })
    void isFoundByRulesThatKeepTheirNames(LintRule rule, String id, Severity severity) {
        assertThat(rule.id()).isEqualTo(id);
        assertThat(rule.severity()).isEqualTo(severity);
    }
}

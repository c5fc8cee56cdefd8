package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.file.AptFileMaker;
import dev.tufa.cli.framework.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing here changes the system, nor needs any rights. */
@DisplayName("What came with .apt files, for the system that tufa runs on")
class AptUserSideTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private String file(String codename) throws Exception {
        byte[] key = QuickKey.create("A <a@example.org>", CLOCK.instant(), Optional.empty(), "words".toCharArray());
        return Files.write(
                        folder.resolve("example.apt"),
                        AptFileMaker.make(
                                List.of(Stanza.of(List.of(
                                        Field.of("Codename", codename),
                                        Field.of("Archive", "https://apt.none.example/debian stable main")))),
                                FormatVersion.ONE,
                                SigningKey.read(key, "words".toCharArray()),
                                CLOCK.instant()))
                .toString();
    }

    private static CommandLineRun fails(ExitCode code, String... words) {
        CommandLineRun run = CommandLineRun.at(CLOCK, words);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
        return run;
    }

    @Test
    void isRefreshedByItsId() {
        assertThat(fails(ExitCode.NOT_FOUND, "apt", "refresh", "apt.none.example-01234567")
                        .err())
                .startsWith(
                        "error: expected the id of sources that came with a .apt file, got \"apt.none.example-01234567\"\n");
        assertThat(fails(ExitCode.USAGE, "apt", "refresh", "a", "b").err())
                .startsWith("error: expected 1 operands, got also \"b\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh", "adopt", "install"})
    void isAgreedToBeforehandByWhoeverNamesTheKey(String command) {
        assertThat(fails(ExitCode.USAGE, "apt", command, "--yes", "x.apt").err())
                .startsWith("error: --yes: expected root and --fingerprint, got no fingerprint\n");
        assertThat(fails(ExitCode.USAGE, "apt", command, "--fingerprint", "12", "x.apt")
                        .err())
                .startsWith("error: --fingerprint: expected 40 hex digits, got \"12\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/apt/sources.list.d/acme.list", "acme.sources", "/etc/apt/sources.list:3"})
    void isAdoptedByAFileAlone(String list) {
        assertThat(fails(ExitCode.USAGE, "apt", "adopt", list).err()).isEqualTo("""
                        error: %s: expected the .apt file of its archive, got a list of sources
                        hint: ask its vendor for one, or make one of the list and its key with tufa apt migrate
                        """.formatted(list));
    }

    @Test
    void isAdoptedWhereThereIsSomething() throws Exception {
        assertThat(fails(ExitCode.NOT_FOUND, "apt", "adopt", file("any")).err()).isEqualTo("""
                        error: expected a list of sources with an entry of https://apt.none.example/debian, got none
                        hint: tufa apt install adds it; nothing was changed
                        """);
        assertThat(fails(ExitCode.NOT_FOUND, "apt", "adopt", file("none")).err())
                .startsWith("error: expected a file for ")
                .contains(", got one for any distribution none\nhint: ask whoever made it for one for this system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "30"})
    void isListedForATime(String time) {
        assertThat(fails(ExitCode.USAGE, "apt", "list", "--fail-within", time).err())
                .startsWith(
                        "error: --fail-within: expected a time such as 30d, 12h, 90m or 45s, got \"" + time + "\"\n");
    }

    @Test
    void isToldOfByUnitsForAUser() {
        CommandLineRun run = CommandLineRun.at(CLOCK, "notify", "--print-units");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .startsWith("# ~/.config/systemd/user/tufa-notify.service\n[Unit]\n")
                .contains(
                        "\nExecStart=/usr/bin/tufa notify\n",
                        "\n\n# ~/.config/systemd/user/tufa-notify.timer\n[Unit]\n")
                .endsWith("\n[Install]\nWantedBy=timers.target\n");
        assertThat(fails(ExitCode.USAGE, "notify", "x").err())
                .startsWith("error: expected 0 operands, got also \"x\"\n");
    }

    @Test
    void isToldOfWithoutABus() {
        CommandLineRun run = CommandLineRun.at(CLOCK, "notify", "--dry-run");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).matches("nothing new\n|(New versions from \\S+: .*\n)+");
    }
}

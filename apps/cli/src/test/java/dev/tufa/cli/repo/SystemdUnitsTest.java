package dev.tufa.cli.repo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.SystemdUnits.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Units for systemd")
class SystemdUnitsTest {
    private static final Path PACKAGED = Path.of("../../packaging/systemd");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "tufa-refresh, repo refresh --once",
        "tufa-archive, archive publish --due",
    })
    void areHardened(String unit, String words) throws Exception {
        assertThat(Files.readAllLines(PACKAGED.resolve(unit + "@.service")))
                .contains(
                        "ProtectSystem=strict",
                        "ReadWritePaths=%f",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "LoadCredential=passphrase:/etc/tufa/passphrase",
                        "ExecStart=/usr/bin/tufa " + words + " --passphrase-file %d/passphrase %f");
    }

    @Test
    void areFilledInForAFolder() throws Exception {
        SystemdUnits units = SystemdUnits.of(Subject.REPOSITORY, Path.of("/srv/my-repository"));
        assertThat(units.name()).isEqualTo("tufa-refresh-srv-my\\x2drepository");
        assertThat(units.service())
                .contains(
                        "Description=Sign again what is due in the TUF repository /srv/my-repository\n",
                        "ReadWritePaths=\"/srv/my-repository\"\n",
                        "--passphrase-file %d/passphrase \"/srv/my-repository\"\n")
                .doesNotContain("%f");
        assertThat(units.timer()).contains("OnCalendar=", "Persistent=yes").doesNotContain("%f");
    }

    @Test
    void areFilledInForAnArchive() throws Exception {
        SystemdUnits units = SystemdUnits.of(Subject.ARCHIVE, Path.of("/srv/my-archive"));
        assertThat(units.name()).isEqualTo("tufa-archive-srv-my\\x2darchive");
        assertThat(units.service())
                .contains(
                        "ExecStart=/usr/bin/tufa archive publish --due --passphrase-file %d/passphrase \"/srv/my-archive\"\n",
                        "ReadWritePaths=\"/srv/my-archive\"\n");
    }

    /** For so long something is good, and after half of that time it is signed again by whoever looks. */
    @ParameterizedTest
    @CsvSource({
        "30d, *-*-* 00/6:00:00, 30min",
        "26h, *-*-* 00/6:00:00, 30min",
        "25h, hourly, 5min",
        "5h, hourly, 5min",
        "4h, *-*-* *:00/10:00, 1min",
        "1h, *-*-* *:00/10:00, 1min",
    })
    void lookTwiceInTheSecondHalfOfALife(String life, String calendar, String delay) throws Exception {
        SystemdUnits units = SystemdUnits.of(Subject.ARCHIVE, Path.of("/srv/my-archive"))
                .forLife(Durations.parse("valid-for", life));
        assertThat(units.timer())
                .contains("\nOnCalendar=" + calendar + "\n", "\nRandomizedDelaySec=" + delay + "\n", "Persistent=yes");
        verify("tufa-archive-x", runnable(units.service()), units.timer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "/srv/a b | \"/srv/a b\" | \"/srv/a b\"",
                "/srv/50% | \"/srv/50%%\" | \"/srv/50%%\"",
                "/srv/$HOME | \"/srv/$$HOME\" | \"/srv/$HOME\"",
                "/srv/a\"b\\c | \"/srv/a\\\"b\\\\c\" | \"/srv/a\\\"b\\\\c\"",
            })
    void quoteWhatSystemdWouldReadOtherwise(String path, String inCommand, String inList) throws Exception {
        String service = SystemdUnits.of(Subject.REPOSITORY, Path.of(path)).service();
        assertThat(service).contains("passphrase " + inCommand + "\n", "ReadWritePaths=" + inList + "\n");
    }

    @ParameterizedTest
    @CsvSource({"REPOSITORY, DIR", "ARCHIVE, ARCHIVE"})
    void refuseControlCharacters(Subject subject, String operand) {
        assertThatThrownBy(() -> SystemdUnits.of(subject, Path.of("/srv/a\nExecStart=b")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(operand + ": expected no control characters, got ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "REPOSITORY | /srv/my-repository",
                "REPOSITORY | /srv/a b%c$d\"e",
                "ARCHIVE | /srv/my-archive",
                "ARCHIVE | /srv/a b%c$d\"e"
            })
    void filledInPassSystemdsOwnCheck(Subject subject, String path) throws Exception {
        SystemdUnits units = SystemdUnits.of(subject, Path.of(path));
        verify("tufa-refresh-x", runnable(units.service()), units.timer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tufa-refresh", "tufa-archive"})
    void packagedPassSystemdsOwnCheck(String unit) throws Exception {
        String service = Files.readString(PACKAGED.resolve(unit + "@.service"));
        String timer = Files.readString(PACKAGED.resolve(unit + "@.timer"));
        verify(unit + "@srv-my", runnable(service), timer);
    }

    @Test
    void ofAUserPassSystemdsOwnCheck() throws Exception {
        Path units = PACKAGED.resolve("user");
        verify(
                "tufa-notify",
                runnable(Files.readString(units.resolve("tufa-notify.service"))),
                Files.readString(units.resolve("tufa-notify.timer")));
    }

    /** The check asks for the program; it is wherever a package puts it. */
    private static String runnable(String service) {
        assertThat(service).contains("ExecStart=/usr/bin/tufa ");
        return service.replace("ExecStart=/usr/bin/tufa ", "ExecStart=/bin/true ");
    }

    private void verify(String name, String service, String timer) throws Exception {
        Path serviceFile = Files.writeString(folder.resolve(name + ".service"), service);
        Path timerFile = Files.writeString(folder.resolve(name + ".timer"), timer);
        Path program = Path.of("/usr/bin/systemd-analyze");
        if (Files.isExecutable(program)) { // .ci/run installs it
            assertThat(output(List.of(
                            program.toString(), "verify", "--man=no", serviceFile.toString(), timerFile.toString())))
                    .doesNotContain(name);
            Files.writeString(serviceFile, service + "\n[Service]\nProtectSystem=certainly\n");
            assertThat(output(List.of(program.toString(), "verify", "--man=no", serviceFile.toString())))
                    .contains("protect system value");
        }
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}

package dev.tufa.cli.repo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.cli.framework.UsageException;
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

    @Test
    void areHardened() throws Exception {
        assertThat(Files.readAllLines(PACKAGED.resolve("tufa-refresh@.service")))
                .contains(
                        "ProtectSystem=strict",
                        "ReadWritePaths=%f",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "LoadCredential=passphrase:/etc/tufa/passphrase",
                        "ExecStart=/usr/bin/tufa repo refresh --once --passphrase-file %d/passphrase %f");
    }

    @Test
    void areFilledInForAFolder() throws Exception {
        SystemdUnits units = SystemdUnits.of(Path.of("/srv/my-repository"));
        assertThat(units.name()).isEqualTo("tufa-refresh-srv-my\\x2drepository");
        assertThat(units.service())
                .contains(
                        "Description=Sign again what is due in the TUF repository /srv/my-repository\n",
                        "ReadWritePaths=\"/srv/my-repository\"\n",
                        "--passphrase-file %d/passphrase \"/srv/my-repository\"\n")
                .doesNotContain("%f");
        assertThat(units.timer()).contains("OnCalendar=", "Persistent=yes").doesNotContain("%f");
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
        String service = SystemdUnits.of(Path.of(path)).service();
        assertThat(service).contains("passphrase " + inCommand + "\n", "ReadWritePaths=" + inList + "\n");
    }

    @Test
    void refuseControlCharacters() {
        assertThatThrownBy(() -> SystemdUnits.of(Path.of("/srv/a\nExecStart=b")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("DIR: expected no control characters, got ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/my-repository", "/srv/a b%c$d\"e"})
    void filledInPassSystemdsOwnCheck(String path) throws Exception {
        SystemdUnits units = SystemdUnits.of(Path.of(path));
        verify("tufa-refresh-x", runnable(units.service()), units.timer());
    }

    @Test
    void packagedPassSystemdsOwnCheck() throws Exception {
        String service = Files.readString(PACKAGED.resolve("tufa-refresh@.service"));
        String timer = Files.readString(PACKAGED.resolve("tufa-refresh@.timer"));
        verify("tufa-refresh@srv-my", runnable(service), timer);
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

package dev.tufa.cli.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.install.inventory.HostUpgrades;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("tufa notify")
class NotifyTest {
    private static final HostUpgrades ACME =
            new HostUpgrades("apt.acme.example", new TreeMap<>(Map.of("acme-editor", "2.1", "acme-lib", "1.0-1~x")));
    private static final HostUpgrades OTHER = new HostUpgrades("other.example", new TreeMap<>(Map.of("other", "7")));

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroy();
            assertThat(processes.get(i).waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Path file() {
        return folder.resolve("state/tufa/notified");
    }

    private ToldVersions told() throws IOException {
        return ToldVersions.read(file());
    }

    @Nested
    @DisplayName("says")
    class Says {
        @Test
        void whatComesFromWhere() {
            assertThat(Notice.of(ACME))
                    .isEqualTo(new Notice(
                            "New versions from apt.acme.example",
                            "acme-editor 2.1, acme-lib 1.0-1~x. They come with your system's updates."));
        }

        @Test
        void howManyMoreThereAre() {
            TreeMap<String, String> many = new TreeMap<>();
            for (char c = 'a'; c <= 'g'; c++) {
                many.put("p" + c, "1");
            }
            assertThat(Notice.of(new HostUpgrades("h", many)).body())
                    .isEqualTo("pa 1, pb 1, pc 1, pd 1, pe 1 and 2 more. They come with your system's updates.");
        }

        @Test
        void nothingThatIsMarkupOrChangesTheDirectionOfText() {
            Notice notice = Notice.of(
                    new HostUpgrades("a\u202e.example\n", new TreeMap<>(Map.of("<b>x</b>&\u2066", "1<a href=\"x\">"))));
            assertThat(notice.summary()).isEqualTo("New versions from a\ufffd.example\ufffd");
            assertThat(notice.escapedBody())
                    .isEqualTo(
                            "&lt;b&gt;x&lt;/b&gt;&amp;\ufffd 1&lt;a href=\"x\"&gt;. They come with your system's updates.");
        }
    }

    @Nested
    @DisplayName("remembers")
    class Remembers {
        @Test
        void eachVersionOfEachPackageOfEachHost() throws IOException {
            assertThat(told().hasAll(ACME)).isFalse();
            told().add(ACME);
            assertThat(told().hasAll(ACME)).isTrue();
            assertThat(told().hasAll(OTHER)).isFalse();
            assertThat(told().hasAll(new HostUpgrades("apt.acme.example", new TreeMap<>(Map.of("acme-editor", "2.2")))))
                    .isFalse();
            assertThat(told().hasAll(
                                    new HostUpgrades("apt.acme.example", new TreeMap<>(Map.of("acme-lib", "1.0-1~x")))))
                    .isTrue();
            told().add(OTHER);
            assertThat(file()).hasContent("""
                    apt.acme.example acme-editor 2.1
                    apt.acme.example acme-lib 1.0-1~x
                    other.example other 7
                    """);
            assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }

        @Test
        void theLastVersionAlone() throws IOException {
            told().add(ACME);
            told().add(new HostUpgrades("apt.acme.example", new TreeMap<>(Map.of("acme-editor", "3"))));
            assertThat(Files.readAllLines(file()))
                    .containsExactly("apt.acme.example acme-editor 3", "apt.acme.example acme-lib 1.0-1~x");
        }

        @Test
        void asMuchAsIsThereOfADamagedFile() throws IOException {
            Files.createDirectories(file().getParent());
            Files.writeString(file(), "\0\nother.example other 7\napt.acme");
            assertThat(told().hasAll(OTHER)).isTrue();
            assertThat(told().hasAll(ACME)).isFalse();
        }

        @Test
        void whereTheUserKeepsState() {
            Path home = Path.of("/home/a");
            assertThat(ToldVersions.file(Map.of(), home)).hasToString("/home/a/.local/state/tufa/notified");
            assertThat(ToldVersions.file(Map.of("XDG_STATE_HOME", "/s"), home)).hasToString("/s/tufa/notified");
            assertThat(ToldVersions.file(Map.of("XDG_STATE_HOME", "s"), home))
                    .hasToString("/home/a/.local/state/tufa/notified"); // "All paths … must be absolute"
        }
    }

    @Nested
    @DisplayName("on the bus of a session")
    class OnTheBus {
        @Test
        void showsOneNotificationForEachHostOnce() throws Exception {
            SessionBus bus = bus();
            Path log = daemon();

            NotifyCommand.tell(List.of(ACME, OTHER), told(), bus);

            assertThat(Files.readAllLines(log).stream().filter(line -> line.contains(" Notify ")))
                    .map(line -> line.substring(line.indexOf(" Notify ")))
                    .containsExactly(
                            " Notify \"tufa\" 0 \"system-software-update\" \"New versions from apt.acme.example\""
                                    + " \"acme-editor 2.1, acme-lib 1.0-1~x. They come with your system's updates.\" []"
                                    + " {\"urgency\": 0} -1",
                            " Notify \"tufa\" 0 \"system-software-update\" \"New versions from other.example\""
                                    + " \"other 7. They come with your system's updates.\" [] {\"urgency\": 0} -1");
            assertThat(told().hasAll(ACME)).isTrue();
            assertThat(told().hasAll(OTHER)).isTrue();
        }

        @Test
        void takesWordsForNothingElse() throws Exception {
            SessionBus bus = bus();
            Path log = daemon();

            bus.show(new Notice("--help", "-x \"y\" 'z' ü"));

            assertThat(Files.readString(log)).contains(" \"--help\" \"-x \"y\" 'z' ü\" [] ");
        }

        @Test
        void remembersNothingThatNobodyShowed() throws Exception {
            SessionBus bus = bus();

            assertThatThrownBy(() -> NotifyCommand.tell(List.of(ACME), told(), bus))
                    .isInstanceOfSatisfying(
                            CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
                    .hasMessageStartingWith("expected somebody on the session bus who shows notifications, got: ");
            assertThat(file()).doesNotExist();
        }

        @Test
        void failsWhereThereIsNone() throws Exception {
            SessionBus bus = SessionBus.of(Map.of(
                    "DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("none"), "LD_PRELOAD", "/nothing.so"));

            assertThatThrownBy(() -> bus.show(Notice.of(ACME)))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageStartingWith("expected somebody on the session bus who shows notifications, got: ")
                    .message()
                    .doesNotContain("LD_PRELOAD");
        }

        private String address = "";

        /** A real bus without any services. */
        private SessionBus bus() throws Exception {
            Path configuration = Files.writeString(folder.resolve("bus.conf"), """
                    <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
                     "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
                    <busconfig>
                      <type>session</type>
                      <listen>unix:path=%s</listen>
                      <policy context="default">
                        <allow send_destination="*" eavesdrop="true"/>
                        <allow eavesdrop="true"/>
                        <allow own="*"/>
                      </policy>
                    </busconfig>
                    """.formatted(folder.resolve("bus")));
            Process daemon = start(new ProcessBuilder(
                    "/usr/bin/dbus-daemon", "--nofork", "--print-address", "--config-file=" + configuration));
            address = new BufferedReader(new InputStreamReader(daemon.getInputStream(), UTF_8)).readLine();
            return SessionBus.of(Map.of("DBUS_SESSION_BUS_ADDRESS", address));
        }

        /** Shows notifications to nobody; gives the file in which it says them. */
        private Path daemon() throws Exception {
            Path log = folder.resolve("notifications.log");
            ProcessBuilder builder = new ProcessBuilder(
                    "/usr/bin/python3",
                    "-m",
                    "dbusmock",
                    "--logfile",
                    log.toString(),
                    "--template",
                    "notification_daemon");
            builder.environment().put("DBUS_SESSION_BUS_ADDRESS", address);
            start(builder.redirectErrorStream(true)
                    .redirectOutput(folder.resolve("mock.out").toFile()));
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!isOwned()) {
                assertThat(System.nanoTime())
                        .as("dbusmock: %s", Files.readString(folder.resolve("mock.out")))
                        .isLessThan(end);
                Thread.sleep(100);
            }
            return log;
        }

        private boolean isOwned() throws Exception {
            Process status = new ProcessBuilder(
                            "/usr/bin/busctl", "--address=" + address, "status", "org.freedesktop.Notifications")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return status.waitFor() == 0;
        }

        private Process start(ProcessBuilder builder) throws IOException {
            Process process = builder.start();
            processes.add(process);
            return process;
        }
    }
}

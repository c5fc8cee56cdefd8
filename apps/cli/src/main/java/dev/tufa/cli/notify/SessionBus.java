package dev.tufa.cli.notify;

import dev.tufa.apt.install.outside.SystemProgram;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bus of a person's session, as far as notifications go, by systemd's busctl. */
final class SessionBus {
    private static final Path BUSCTL = Path.of("/usr/bin/busctl");
    private static final List<String> WHERE_IT_IS = List.of("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 1 << 16;

    private final SystemProgram busctl;

    private SessionBus(SystemProgram busctl) {
        this.busctl = busctl;
    }

    /** The one that variables of the environment say. */
    static SessionBus of(Map<String, String> environment) throws CommandFailure {
        SystemProgram busctl = SystemProgram.at(BUSCTL);
        if (!busctl.isThere()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    BUSCTL + ": expected a program that calls the session bus, got none",
                    "it is in the package systemd; tufa notify --dry-run prints instead");
        }
        Map<String, String> variables = new TreeMap<>(environment);
        variables.keySet().retainAll(WHERE_IT_IS);
        return new SessionBus(busctl.with(variables));
    }

    /** Has whoever shows notifications show one (Desktop Notifications Specification 1.2, org.freedesktop.Notifications.Notify). */
    void show(Notice notice) throws IOException, CommandFailure {
        SystemProgram.Answer answer = busctl.ask(
                List.of(
                        "--user",
                        "--",
                        "call",
                        "org.freedesktop.Notifications",
                        "/org/freedesktop/Notifications",
                        "org.freedesktop.Notifications",
                        "Notify",
                        "susssasa{sv}i",
                        "tufa", // app_name
                        "0", // replaces_id
                        "system-software-update", // app_icon
                        notice.summary(),
                        notice.escapedBody(),
                        "0", // actions
                        "1", // hints
                        "urgency",
                        "y",
                        "0",
                        "-1"), // expire_timeout
                PATIENCE,
                MOST_BYTES);
        if (answer.exit() != 0) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "expected somebody on the session bus who shows notifications, got: "
                            + Printable.of(answer.complaint()),
                    "nothing is remembered as told; tufa notify --dry-run prints instead");
        }
    }
}

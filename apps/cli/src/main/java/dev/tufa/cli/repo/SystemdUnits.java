package dev.tufa.cli.repo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A service and a timer that keep signatures fresh, filled in for one folder. */
public final class SystemdUnits {
    private static final String FOLDER = "%f";

    private final Subject subject;
    private final Pace pace;
    private final String folder;

    private SystemdUnits(Subject subject, Pace pace, String folder) {
        this.subject = subject;
        this.pace = pace;
        this.folder = folder;
    }

    /**
     * Units for a folder.
     *
     * @throws UsageException if no unit could name it
     */
    public static SystemdUnits of(Subject subject, Path directory) throws UsageException {
        String folder = directory.toAbsolutePath().normalize().toString();
        if (folder.chars().anyMatch(Character::isISOControl)) {
            throw new UsageException(
                    "%s: expected no control characters, got \"%s\"".formatted(subject.operand, Printable.of(folder)));
        }
        return new SystemdUnits(subject, Pace.SIX_HOURS, folder);
    }

    /**
     * The same, with a timer that looks twice at least in the second half of a time.
     *
     * @param life for which signatures are good, at the least
     */
    public SystemdUnits forLife(Duration life) {
        return new SystemdUnits(subject, Pace.of(life), folder);
    }

    /** Prints both, each below the name of its file. */
    public void print(Terminal terminal) throws IOException {
        terminal.line("# /etc/systemd/system/%s.service", name());
        terminal.out().print(service());
        terminal.line("");
        terminal.line("# /etc/systemd/system/%s.timer", name());
        terminal.out().print(timer());
    }

    /** Prints a service and a timer of a user, which are about no folder, as {@link #print} does. */
    public static void printOfUser(String unit, Terminal terminal) throws IOException {
        terminal.line("# ~/.config/systemd/user/%s.service", unit);
        terminal.out().print(withoutComments("user/" + unit + ".service"));
        terminal.line("");
        terminal.line("# ~/.config/systemd/user/%s.timer", unit);
        terminal.out().print(withoutComments("user/" + unit + ".timer"));
    }

    /** The name of both units, without their ending. */
    String name() {
        StringBuilder name = new StringBuilder(subject.unit + '-');
        String path = folder.substring(1);
        for (byte each : path.getBytes(UTF_8)) {
            char c = (char) (each & 0xff);
            if (c == '/') {
                name.append('-');
            } else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_') {
                name.append(c);
            } else {
                name.append("\\x%02x".formatted((int) c));
            }
        }
        return name.toString();
    }

    String service() throws IOException {
        return filledIn(subject.unit + "@.service");
    }

    String timer() throws IOException {
        return filledIn(subject.unit + "@.timer")
                .replaceFirst("(?m)^OnCalendar=.*$", "OnCalendar=" + pace.calendar)
                .replaceFirst("(?m)^RandomizedDelaySec=.*$", "RandomizedDelaySec=" + pace.delay.toMinutes() + "min");
    }

    private String filledIn(String template) throws IOException {
        return withoutComments(template).lines().map(this::fillIn).collect(Collectors.joining("\n")) + "\n";
    }

    private static String withoutComments(String template) throws IOException {
        return read(template)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.joining("\n"))
                        .strip() + "\n";
    }

    /** In commands and lists a folder is a quoted word; {@code $} would be a variable in commands alone. */
    private String fillIn(String line) {
        String plain = folder.replace("%", "%%");
        String quoted = '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        if (line.startsWith("ExecStart=")) {
            return line.replace(FOLDER, quoted.replace("$", "$$"));
        }
        return line.replace(FOLDER, line.startsWith("ReadWritePaths=") ? quoted : plain);
    }

    private static String read(String name) throws IOException {
        try (InputStream content = SystemdUnits.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new NoSuchFileException(name);
            }
            return new String(content.readAllBytes(), UTF_8);
        }
    }

    /** What is in the folder. */
    public enum Subject {
        /** A TUF repository. */
        REPOSITORY("tufa-refresh", "DIR"),
        /** An archive for apt. */
        ARCHIVE("tufa-archive", "ARCHIVE");

        private final String unit;
        private final String operand;

        Subject(String unit, String operand) {
            this.unit = unit;
            this.operand = operand;
        }
    }

    /** How often a timer looks. */
    private enum Pace {
        SIX_HOURS("*-*-* 00/6:00:00", Duration.ofHours(6), Duration.ofMinutes(30)),
        HOUR("hourly", Duration.ofHours(1), Duration.ofMinutes(5)),
        TEN_MINUTES("*-*-* *:00/10:00", Duration.ofMinutes(10), Duration.ofMinutes(1));

        private final String calendar;
        private final Duration period;
        private final Duration delay;

        Pace(String calendar, Duration period, Duration delay) {
            this.calendar = calendar;
            this.period = period;
            this.delay = delay;
        }

        static Pace of(Duration life) {
            Duration quarter = life.dividedBy(4);
            return Arrays.stream(values())
                    .filter(pace -> pace.period.plus(pace.delay).compareTo(quarter) <= 0)
                    .findFirst()
                    .orElse(TEN_MINUTES);
        }
    }
}

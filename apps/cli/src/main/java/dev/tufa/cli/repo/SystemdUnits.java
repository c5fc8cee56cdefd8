package dev.tufa.cli.repo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The service and the timer that keep a repository fresh, filled in for one folder. */
final class SystemdUnits {
    private static final String FOLDER = "%f";

    private final String folder;

    private SystemdUnits(String folder) {
        this.folder = folder;
    }

    static SystemdUnits of(Path directory) throws UsageException {
        String folder = directory.toAbsolutePath().normalize().toString();
        if (folder.chars().anyMatch(Character::isISOControl)) {
            throw new UsageException("DIR: expected no control characters, got \"%s\"".formatted(Printable.of(folder)));
        }
        return new SystemdUnits(folder);
    }

    /** The name of both units, without their ending. */
    String name() {
        StringBuilder name = new StringBuilder("tufa-refresh-");
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
        return filledIn("tufa-refresh@.service");
    }

    String timer() throws IOException {
        return filledIn("tufa-refresh@.timer");
    }

    private String filledIn(String template) throws IOException {
        StringBuilder unit = new StringBuilder();
        for (String line : read(template).split("\n", -1)) {
            if (!line.startsWith("#")) {
                unit.append(fillIn(line)).append('\n');
            }
        }
        return unit.toString().strip() + "\n";
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
}

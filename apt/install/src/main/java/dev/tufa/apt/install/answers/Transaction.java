package dev.tufa.apt.install.answers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What apt-get would do, as it says with {@code --simulate}.
 *
 * @param installed packages that come, or come in another version; in the order in which they would
 * @param removed names of packages that go, with architectures where they are not the system's own
 */
public record Transaction(List<Arrival> installed, List<String> removed) {
    /** {@code Inst name [old] (new Origin:Version/Suite [arch])}, with what else is broken meanwhile behind it. */
    private static final Pattern INSTALLED = Pattern.compile(
            "Inst (?<name>\\S+)(?: \\[(?<old>[^]]+)])? \\((?<new>\\S+) (?:.* )?\\[(?<arch>[^]]+)]\\).*");

    private static final Pattern REMOVED = Pattern.compile("(?:Remv|Purg) (?<name>\\S+).*");

    /** A transaction in its order. */
    public Transaction {
        installed = List.copyOf(installed);
        removed = List.copyOf(removed);
    }

    /** Reads the answer. */
    public static Transaction read(String answer) throws IOException {
        List<Arrival> installed = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            if (line.startsWith("Inst ")) {
                Matcher parts = INSTALLED.matcher(line);
                if (!parts.matches()) {
                    throw new IOException(
                            "apt-get: expected \"Inst NAME [OLD] (NEW … [ARCH])\", got \"%s\"".formatted(line));
                }
                installed.add(new Arrival(
                        parts.group("name"),
                        Optional.ofNullable(parts.group("old")),
                        parts.group("new"),
                        parts.group("arch")));
            } else if (line.startsWith("Remv ") || line.startsWith("Purg ")) {
                Matcher parts = REMOVED.matcher(line);
                if (!parts.matches()) {
                    throw new IOException("apt-get: expected \"Remv NAME\", got \"%s\"".formatted(line));
                }
                removed.add(parts.group("name"));
            }
        }
        return new Transaction(installed, removed);
    }

    /**
     * A package that comes.
     *
     * @param name with the architecture behind a colon where that is not the system's own
     * @param old the version that is installed now; empty if none is
     * @param version that comes
     * @param architecture of the package, {@code all} for all
     */
    public record Arrival(String name, Optional<String> old, String version, String architecture) {
        /** Its name alone. */
        public String plainName() {
            int colon = name.indexOf(':');
            return colon < 0 ? name : name.substring(0, colon);
        }
    }
}

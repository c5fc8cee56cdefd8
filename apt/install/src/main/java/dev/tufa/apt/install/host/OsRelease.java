package dev.tufa.apt.install.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /etc/os-release}, which every system with systemd has, in the words of {@code lsb_release}, which few have installed. That
 * command reads the same file today.
 */
public final class OsRelease {
    private static final int LONGEST = 1 << 16;

    private final Map<String, String> values;

    private OsRelease(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads assignments as os-release(5) describes them: one on a line, in the quotes of a shell or none, comments passed over. A line
     * that is none is passed over as well, for a shell could do more than this.
     */
    public static OsRelease parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.substring(0, Math.min(text.length(), LONGEST)).lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && line.substring(0, equals).matches("[A-Z][A-Z0-9_]*")) {
                unquoted(line.substring(equals + 1).strip())
                        .ifPresent(value -> values.put(line.substring(0, equals), value));
            }
        });
        return new OsRelease(values);
    }

    private static Optional<String> unquoted(String text) {
        if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return Optional.of(text.substring(1, text.length() - 1)).filter(value -> !value.contains("'"));
        }
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        String inner = quoted ? text.substring(1, text.length() - 1) : text;
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\\' && i + 1 < inner.length()) {
                i++;
                value.append(inner.charAt(i));
            } else if (c == '"' || c == '$' || c == '`' || c == '\\' || (!quoted && " \t'".indexOf(c) >= 0)) {
                return Optional.empty();
            } else {
                value.append(c);
            }
        }
        return Optional.of(value.toString());
    }

    /**
     * What the system is; empty if the file does not say. The distributor id is the file's with a capital letter, or its name where that
     * is the same in other letters, such as {@code AlmaLinux}: as {@code lsb_release} makes it.
     */
    public Optional<Distribution> distribution() {
        return value("ID")
                .map(id -> new Distribution(
                        value("NAME").filter(id::equalsIgnoreCase).orElse(capitalized(id)),
                        value("VERSION_CODENAME"),
                        value("VERSION_ID").stream().toList()));
    }

    /**
     * What the system is by what {@code lsb_release} says, if that is there: with the release that the file says as well, for some
     * programs name the point release.
     */
    public Optional<Distribution> besides(Optional<Distribution> lsbRelease) {
        List<String> release = value("VERSION_ID").stream().toList();
        return lsbRelease.map(said -> said.withReleases(release)).or(this::distribution);
    }

    /**
     * What the system is made from, if its packages are those of a release of Debian or Ubuntu: the codename is the only thing that it says of
     * it.
     */
    public Optional<Distribution> base() {
        String id = value("ID").orElse("");
        for (String origin : new String[] {"ubuntu", "debian"}) {
            Optional<String> codename = value(origin.toUpperCase(Locale.ROOT) + "_CODENAME");
            if (!id.equals(origin) && codename.isPresent()) {
                return Optional.of(new Distribution(capitalized(origin), codename, List.of()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    private static String capitalized(String id) {
        return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    }
}

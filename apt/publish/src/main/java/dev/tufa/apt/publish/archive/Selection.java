package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.member.PackageId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Packages that are meant: all of a name, or those of one version or architecture, written as apt-get takes them.
 *
 * @param name of the package
 * @param architecture or {@code source}; empty for whatever
 * @param version empty for whatever
 */
public record Selection(String name, Optional<String> architecture, Optional<String> version) {
    private static final Pattern TEXT = Pattern.compile("([a-z0-9][a-z0-9+.-]+)(?::([a-z0-9-]+))?(?:=(.+))?");

    /**
     * Reads {@code NAME[:ARCHITECTURE][=VERSION]}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Selection parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "package: expected NAME[:ARCHITECTURE][=VERSION], got \"%s\"".formatted(text));
        }
        return new Selection(
                matcher.group(1), Optional.ofNullable(matcher.group(2)), Optional.ofNullable(matcher.group(3)));
    }

    /** Whether a package is meant. */
    public boolean means(PackageId id) {
        return id.name().equals(name)
                && architecture
                        .filter(wanted -> !wanted.equals(id.architecture()))
                        .isEmpty()
                && version.filter(wanted -> !wanted.equals(id.version())).isEmpty();
    }

    @Override
    public String toString() {
        return name
                + architecture.map(text -> ':' + text).orElse("")
                + version.map(text -> '=' + text).orElse("");
    }
}

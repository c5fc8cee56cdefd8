package dev.tufa.apt.install.answers;

import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PolicyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a package that an archive has, as {@code apt-cache madison} says it.
 *
 * @param name of the package
 * @param version of the package
 * @param archive the address of the archive, with a slash at the end
 */
public record AvailableVersion(String name, DebianVersion version, String archive) {
    private static final Pattern LINE = Pattern.compile(" *(?<name>\\S+) \\| +(?<version>\\S+) \\| (?<uri>\\S+) .*");

    /** Reads the answer, of which sources of packages are left out. */
    public static List<AvailableVersion> read(String answer) throws IOException {
        List<AvailableVersion> versions = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IOException(
                        "apt-cache: expected \"NAME | VERSION | URI SUITE ARCH Packages\", got \"%s\"".formatted(line));
            }
            if (!line.endsWith(" Packages")) {
                continue;
            }
            try {
                String uri = parts.group("uri");
                versions.add(new AvailableVersion(
                        parts.group("name"),
                        DebianVersion.parse(parts.group("version")),
                        uri.endsWith("/") ? uri : uri + "/"));
            } catch (PolicyException e) {
                throw new IOException("apt-cache: %s".formatted(e.getMessage()), e);
            }
        }
        return List.copyOf(versions);
    }
}

package dev.tufa.apt.install.answers;

import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PolicyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A package that is installed, as dpkg knows it.
 *
 * @param name with the architecture behind a colon where dpkg writes one
 * @param version that is installed
 */
public record InstalledPackage(String name, DebianVersion version) {
    /** What {@link #read} reads, as {@code dpkg-query --show} is told it. */
    public static final String FORMAT = "${binary:Package}\t${Version}\t${db:Status-Status}\n";

    /** Reads the answer, of which packages are left out that are not installed, or not wholly. */
    public static List<InstalledPackage> read(String answer) throws IOException {
        List<InstalledPackage> installed = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            String[] words = line.split("\t", -1);
            if (words.length != 3) {
                throw new IOException("dpkg-query: expected NAME, VERSION and STATUS, got \"%s\"".formatted(line));
            }
            if (!words[2].equals("installed")) {
                continue;
            }
            try {
                installed.add(new InstalledPackage(words[0], DebianVersion.parse(words[1])));
            } catch (PolicyException e) {
                throw new IOException("dpkg-query: %s".formatted(e.getMessage()), e);
            }
        }
        return List.copyOf(installed);
    }

    /** Its name alone. */
    public String plainName() {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}

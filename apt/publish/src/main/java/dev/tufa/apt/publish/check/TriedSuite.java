package dev.tufa.apt.publish.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A suite that is tried before it is published.
 *
 * @param name of the suite
 * @param components of the suite
 * @param architectures that packages are for
 * @param inRelease that is to be published
 * @param dist the suite's published folder, which has the indexes under names by their digests
 * @param keys in armor, that its users have
 * @param debs the packages that come with it, and that are to be downloaded and installed
 * @param outside by architecture, what the archive asks for and does not have, as a list of installed packages
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TriedSuite(
        String name,
        List<String> components,
        List<String> architectures,
        byte[] inRelease,
        Path dist,
        byte[] keys,
        List<Deb> debs,
        Map<String, String> outside) {
    /** A suite with its parts in order. */
    public TriedSuite {
        components = List.copyOf(components);
        architectures = List.copyOf(architectures);
        debs = List.copyOf(debs);
        outside = Map.copyOf(outside);
    }

    String installed(String architecture) {
        return outside.getOrDefault(architecture, "");
    }

    /**
     * A package that comes with the suite.
     *
     * @param path in the archive
     * @param file where it is now
     */
    public record Deb(String name, String version, String architecture, String path, Path file) {
        /** As apt-get is told which one is meant. */
        String chosen() {
            return name + '=' + version;
        }

        boolean isFor(String wanted) {
            return architecture.equals(wanted) || architecture.equals("all");
        }
    }
}

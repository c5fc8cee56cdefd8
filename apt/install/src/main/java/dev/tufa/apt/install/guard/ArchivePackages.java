package dev.tufa.apt.install.guard;

import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Packages of an archive by their plain names, of which nothing but the newest version that the archive itself has will do. */
public final class ArchivePackages {
    private ArchivePackages() {}

    /**
     * The packages as apt-get is told which are meant: {@code name:architecture=version}.
     *
     * @param requested names, with architectures where they are not the system's own
     * @param versions that there are of them, wherever
     * @throws PlanException if the archives do not have one
     */
    public static List<String> chosen(
            List<String> requested, List<AvailableVersion> versions, Collection<String> archives, String architecture)
            throws PlanException {
        List<String> chosen = new ArrayList<>();
        for (String name : requested) {
            int colon = name.indexOf(':');
            String plain = colon < 0 ? name : name.substring(0, colon);
            String wanted = colon < 0 ? architecture : name.substring(colon + 1);
            Optional<AvailableVersion> newest = versions.stream()
                    .filter(version ->
                            version.name().equals(name) || version.name().equals(plain))
                    .filter(version -> archives.contains(version.archive()))
                    .max(Comparator.comparing(AvailableVersion::version));
            if (newest.isEmpty()) {
                throw none(name, archives);
            }
            chosen.add("%s:%s=%s".formatted(plain, wanted, newest.get().version()));
        }
        return chosen;
    }

    /**
     * Requires that the archives have packages, of whatever architecture.
     *
     * @param names without architectures
     * @param versions that there are of them, wherever
     */
    static void require(Collection<String> names, List<AvailableVersion> versions, Collection<String> archives)
            throws PlanException {
        for (String name : names) {
            if (versions.stream()
                    .filter(version -> archives.contains(version.archive()))
                    .map(AvailableVersion::name)
                    .noneMatch(each -> each.equals(name) || each.startsWith(name + ":"))) {
                throw none(name, archives);
            }
        }
    }

    private static PlanException none(String name, Collection<String> archives) {
        return new PlanException(
                PlanRefusal.NO_PACKAGE,
                "%s: expected a package of %s, got none".formatted(name, String.join(" or ", archives)));
    }
}

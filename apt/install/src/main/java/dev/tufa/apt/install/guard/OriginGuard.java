package dev.tufa.apt.install.guard;

import dev.tufa.apt.install.answers.IndexTarget;
import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.PlanRefusal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An archive may not call itself what another one of the system is called, nor what the system is called: whatever goes by Origin or
 * Label, as unattended upgrades do, would take its packages for those of the other.
 */
public final class OriginGuard {
    /** What a known tool for archives writes if it is told nothing: a dot and the suite. It names nobody. */
    private static final String NOBODY = ". ";

    private OriginGuard() {}

    /**
     * Refuses an archive that takes the name of another.
     *
     * @param targets all indexes of the system, the new ones among them
     * @param ours the list of sources of the new ones
     * @param defaultRelease {@code APT::Default-Release} of the system
     */
    public static void require(List<IndexTarget> targets, String ours, HostFacts host, Optional<String> defaultRelease)
            throws PlanException {
        Map<String, String> taken = new HashMap<>();
        Stream.concat(Stream.of(host.distribution()), host.base().stream())
                .map(Distribution::id)
                .forEach(id -> taken.put(key(id), "this system"));
        for (IndexTarget target : targets) {
            if (!target.listedIn().equals(ours)) {
                names(target).forEach(name -> taken.putIfAbsent(key(name), target.archive()));
            }
        }
        for (IndexTarget target : targets) {
            if (target.listedIn().equals(ours)) {
                requireOwnName(target, taken);
                requireNotDefault(target, defaultRelease);
            }
        }
    }

    private static void requireOwnName(IndexTarget target, Map<String, String> taken) throws PlanException {
        for (String name : names(target).toList()) {
            String other = taken.get(key(name));
            if (other != null) {
                throw new PlanException(
                        PlanRefusal.IMPERSONATION,
                        "%s: expected an Origin and a Label of its own, got \"%s\", which is %s"
                                .formatted(target.archive(), name, other));
            }
        }
    }

    /** The default release is preferred before any preferences are looked at. */
    private static void requireNotDefault(IndexTarget target, Optional<String> defaultRelease) throws PlanException {
        if (defaultRelease.isEmpty()) {
            return;
        }
        boolean isDefault = Stream.of(target.suite(), target.codename())
                .flatMap(Optional::stream)
                .anyMatch(defaultRelease.get()::equals);
        if (isDefault) {
            throw new PlanException(
                    PlanRefusal.IMPERSONATION,
                    "%s: expected a suite and a codename other than this system's default release, got %s"
                            .formatted(target.archive(), defaultRelease.get()));
        }
    }

    private static Stream<String> names(IndexTarget target) {
        return Stream.of(target.origin(), target.label())
                .flatMap(Optional::stream)
                .filter(name -> !name.startsWith(NOBODY));
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}

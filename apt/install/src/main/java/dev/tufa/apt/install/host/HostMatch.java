package dev.tufa.apt.install.host;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.Filter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which stanza is for a system (§6.2): the first whose every filter lets it pass.
 *
 * @param stanza the stanza
 * @param number which of the file it is, from 1
 * @param by whether it is for the system itself or for what the system is made from
 */
public record HostMatch(AptStanza stanza, int number, By by) {
    /** The stanza for a system; empty if the file is not for it. */
    public static Optional<HostMatch> find(List<AptStanza> stanzas, HostFacts host) {
        Optional<HostMatch> own = find(stanzas, host, host.distribution(), By.ITSELF);
        return own.isPresent() ? own : host.base().flatMap(base -> find(stanzas, host, base, By.BASE));
    }

    private static Optional<HostMatch> find(List<AptStanza> stanzas, HostFacts host, Distribution distribution, By by) {
        for (int i = 0; i < stanzas.size(); i++) {
            if (matches(stanzas.get(i), host, distribution)) {
                return Optional.of(new HostMatch(stanzas.get(i), i + 1, by));
            }
        }
        return Optional.empty();
    }

    private static boolean matches(AptStanza stanza, HostFacts host, Distribution distribution) {
        return isForArchitecture(stanza.architectures(), host)
                && stanza.distributions().matchesIgnoringCase(distribution.id())
                && matches(stanza.codenames(), distribution.codename().stream())
                && matches(stanza.releases(), distribution.releases().stream());
    }

    /** A foreign architecture will do if it is enabled and the stanza names it. */
    private static boolean isForArchitecture(Filter filter, HostFacts host) {
        return filter.matches(host.architecture())
                || host.foreignArchitectures().stream().anyMatch(filter::matches);
    }

    /** A system that has no such property passes only where it does not matter. */
    private static boolean matches(Filter filter, Stream<String> values) {
        return filter.isAny() || values.anyMatch(filter::matches);
    }

    /** For what a stanza is. */
    public enum By {
        /** The system is what the stanza names. */
        ITSELF,
        /** The system is made from what the stanza names: a person has to agree to that. */
        BASE
    }
}

package dev.tufa.apt.install.plan;

import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.system.AptConfiguration;

/**
 * What a plan depends on of the system that it is for.
 *
 * @param host what it is
 * @param apt the version of its apt
 * @param transport whether its apt can fetch through TUF
 * @param configuration its lists of sources
 */
public record SystemFacts(HostFacts host, DebianVersion apt, Transport transport, AptConfiguration configuration) {
    /** Whether apt can fetch through TUF. */
    public enum Transport {
        /** It can. */
        INSTALLED,
        /** It cannot. */
        MISSING
    }
}

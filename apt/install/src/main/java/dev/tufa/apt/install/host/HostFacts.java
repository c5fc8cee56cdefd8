package dev.tufa.apt.install.host;

import java.util.List;
import java.util.Optional;

/**
 * A system, as stanzas are compared with it (§6.1).
 *
 * @param architecture its own, as {@code dpkg --print-architecture} says it
 * @param foreignArchitectures that it takes packages of as well, as {@code dpkg --print-foreign-architectures} says them
 * @param distribution what it is
 * @param base what it is made from, if it says so
 */
public record HostFacts(
        String architecture,
        List<String> foreignArchitectures,
        Distribution distribution,
        Optional<Distribution> base) {
    /** A system with its foreign architectures in their order. */
    public HostFacts {
        foreignArchitectures = List.copyOf(foreignArchitectures);
    }
}

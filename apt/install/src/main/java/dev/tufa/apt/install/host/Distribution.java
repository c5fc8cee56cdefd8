package dev.tufa.apt.install.host;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A distribution in one release, in the words of {@code lsb_release}.
 *
 * @param id the distributor id, such as {@code Debian}: what {@code lsb_release -is} says
 * @param codename such as {@code bookworm}: {@code lsb_release -cs}; empty if it has none
 * @param releases such as {@code 12}: {@code lsb_release -rs}, and {@code VERSION_ID} of os-release where that says something else; none
 *     if it has none
 */
public record Distribution(String id, Optional<String> codename, List<String> releases) {
    /** A distribution with its releases in their order, each once. */
    public Distribution {
        releases = List.copyOf(new LinkedHashSet<>(releases));
    }

    /** The same with what another source says that the release is. */
    Distribution withReleases(List<String> others) {
        List<String> all = new ArrayList<>(releases);
        all.addAll(others);
        return new Distribution(id, codename, all);
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" ").add(id);
        if (!releases.isEmpty()) {
            text.add(String.join(" or ", releases));
        }
        codename.ifPresent(name -> text.add("(" + name + ")"));
        return text.toString();
    }
}

package dev.tufa.apt.install.host;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * A distribution in one release, in the words of {@code lsb_release}.
 *
 * @param id the distributor id, such as {@code Debian}: what {@code lsb_release -is} says
 * @param codename such as {@code bookworm}: {@code lsb_release -cs}; empty if it has none
 * @param release such as {@code 12}: {@code lsb_release -rs}; empty if it has none
 */
public record Distribution(String id, Optional<String> codename, Optional<String> release) {
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" ").add(id);
        release.ifPresent(text::add);
        codename.ifPresent(name -> text.add("(" + name + ")"));
        return text.toString();
    }
}

package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import java.util.regex.Pattern;

/** The names that this repository gives to delegated roles: the same in metadata, in file names and in URLs. */
final class RoleNames {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private RoleNames() {}

    static void require(String name) throws ChangeRefusedException {
        if (!SAFE.matcher(name).matches()) {
            throw new ChangeRefusedException(
                    "role name: expected 1 to 100 letters, digits, '.', '_' or '-', not beginning with a sign, got \"%s\""
                            .formatted(Printable.of(name)));
        }
        if (RoleType.named(name).isPresent()) {
            throw new ChangeRefusedException(
                    "role name: expected another than the top-level roles have, got \"%s\"".formatted(name));
        }
    }
}

package dev.tufa.tuf.repository;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A turn at changing a repository. A new one begins when somebody takes the repository over from a holder that did not give it
 * back; holders that do share one.
 *
 * @param number one more than that of the turn before
 * @param token makes the name of its directory one that never was before, even where the number was forgotten
 */
record Epoch(long number, String token) {
    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,17})-([0-9a-f]{16})");

    /** The turn after one of that number. */
    static Epoch after(long number) {
        byte[] token = new byte[8];
        new SecureRandom().nextBytes(token);
        return new Epoch(number + 1, HexFormat.of().formatHex(token));
    }

    /** The turn that a directory is of, if it is of one. */
    static Optional<Epoch> of(Path directory) {
        Matcher name = NAME.matcher(String.valueOf(directory.getFileName()));
        return name.matches() ? Optional.of(new Epoch(Long.parseLong(name.group(1)), name.group(2))) : Optional.empty();
    }

    /** The name of its directory. */
    String name() {
        return number + "-" + token;
    }
}

package dev.tufa.cli.framework;

import java.time.Instant;
import java.util.Optional;

/** The time that what is made is to have, by the variable of reproducible builds. */
public final class SourceDate {
    private static final String VARIABLE = "SOURCE_DATE_EPOCH";

    private SourceDate() {}

    /** The time, if the environment says one. */
    public static Optional<Instant> find() throws UsageException {
        String text = System.getenv(VARIABLE);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,11}")) {
            throw new UsageException("%s: expected seconds since 1970, got \"%s\"".formatted(VARIABLE, text));
        }
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
    }
}

package dev.tufa.cli.framework;

import java.time.Duration;

/** Lengths of time as people write them on a command line: a number and a letter. */
public final class Durations {
    private Durations() {}

    /**
     * A length of time such as {@code 30d}, {@code 12h}, {@code 90m} or {@code 45s}.
     *
     * @param option the name of the option, for the error
     */
    public static Duration parse(String option, String text) throws UsageException {
        if (text.length() > 1) {
            try {
                int number = Integer.parseUnsignedInt(text.substring(0, text.length() - 1));
                switch (text.charAt(text.length() - 1)) {
                    case 'd':
                        return Duration.ofDays(number);
                    case 'h':
                        return Duration.ofHours(number);
                    case 'm':
                        return Duration.ofMinutes(number);
                    case 's':
                        return Duration.ofSeconds(number);
                    default: // refused below
                }
            } catch (NumberFormatException e) {
                // refused below
            }
        }
        throw new UsageException(
                "--%s: expected a time such as 30d, 12h, 90m or 45s, got \"%s\"".formatted(option, text));
    }
}

package dev.tufa.apt.publish.conf;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time span as people write it: {@code 14d}, {@code 36h}. */
final class TimeSpan {
    /** More than a hundred years. */
    static final long MOST_HOURS = 999_999;

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([dh])");

    private TimeSpan() {}

    static Duration parse(String field, String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "%s: expected days or hours such as 14d or 36h, got \"%s\"".formatted(field, text));
        }
        long number = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    }

    /** Whether a duration can be written so that it is read as the same. */
    static boolean isOne(Duration span) {
        return span.equals(Duration.ofHours(span.toHours())) && span.toHours() >= 1 && span.toHours() <= MOST_HOURS;
    }

    static String text(Duration span) {
        return span.toHours() % 24 == 0 ? span.toDays() + "d" : span.toHours() + "h";
    }
}
